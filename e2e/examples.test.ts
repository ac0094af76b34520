/** Every example runs as its first lines say, on one machine with nothing but `sh`. */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newHome, type Home } from './harness/home.ts';

const folder = join(import.meta.dirname, '../examples');
const examples = readdirSync(folder)
  // Containers need an engine: containers.engine.test.ts runs that one.
  .filter((name) => name.endsWith('.orchion.yaml') && !name.startsWith('26-'))
  .sort();

interface RunShape {
  readonly state: string;
  readonly message: string;
  readonly steps: readonly { readonly key: string; readonly state: string; readonly message: string }[];
}

/** Runs it to its end and answers how it ended. */
async function ran(home: Home, name: string, ...inputs: readonly string[]): Promise<RunShape> {
  const options = inputs.flatMap((input) => ['--input', input]);
  const followed = await home.run(['run', join('examples', name), '--follow', ...options], { timeoutMs: 100_000 });
  const run = await home.json<RunShape>('run', 'show', 'latest');
  if (followed.code !== 0) throw new Error(`${name}: ${JSON.stringify(run)} ${followed.stderr}`);
  return run;
}

const statesOf = ({ steps }: RunShape): Readonly<Record<string, string>> =>
  Object.fromEntries(steps.map(({ key, state }) => [key, state]));

describe('the examples', () => {
  let home: Home;
  beforeAll(async () => {
    home = newHome();
    cpSync(folder, join(home.dir, 'examples'), { recursive: true });
    await home.ok('up', '--detach');
    return () => home[Symbol.asyncDispose]();
  });

  test('have no problem', async () => {
    expect((await home.run(['lint', 'examples'])).code).toBe(0);
  });

  test.for(examples)('%s', async (name) => {
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') console.error(await home.ok('run', 'show', 'latest'));
    });
    expect(await ran(home, name)).toMatchObject({ state: 'succeeded' });
  });

  test('take inputs', async () => {
    await ran(home, '03-inputs.orchion.yaml', 'who=Ada', 'times=2', 'loud=true', 'greeting=Ciao');
    const jobs = await home.json<{ jobs: readonly { id: string }[] }>('jobs', '--name', 'greet', '--limit', '1');
    const log = await home.run(['logs', jobs.jobs[0]?.id ?? '']);
    expect(log.stdout.toString()).toBe('Ciao, Ada!\nCiao, Ada!\n');
    expect(statesOf(await ran(home, '11-conditions.orchion.yaml', 'deploy=true'))).toMatchObject({
      deploy: 'succeeded',
      announce: 'succeeded',
    });
    expect(statesOf(await ran(home, '11-conditions.orchion.yaml'))).toEqual({
      build: 'succeeded',
      deploy: 'skipped',
      announce: 'skipped',
      always: 'succeeded',
    });
  });

  test('use again what was computed before', async () => {
    await ran(home, '16-cache.orchion.yaml', 'seed=7');
    expect(statesOf(await ran(home, '16-cache.orchion.yaml', 'seed=7'))).toEqual({
      expensive: 'cached',
      use: 'succeeded',
    });
    expect(statesOf(await ran(home, '16-cache.orchion.yaml', 'seed=8'))).toMatchObject({ expensive: 'succeeded' });
  });
});
