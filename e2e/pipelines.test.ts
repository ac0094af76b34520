/** Pipelines as a person uses them: files, runs, reruns, cancels, and a kill -9 in the middle. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newHome, type Home } from './harness/home.ts';
import { until } from './harness/until.ts';

interface RunShape {
  readonly id: string;
  readonly state: string;
  readonly message: string;
  readonly steps: readonly { readonly key: string; readonly state: string; readonly message: string }[];
}

/** The file `go` lets steps that wait for it end; each start of a step is a line of `starts`. */
function writePipeline(home: Home, name: string, body: string): string {
  const path = join(home.dir, `${name}.orchion.yaml`);
  writeFileSync(path, `apiVersion: orchion/v1\nname: ${name}\n${body}`);
  return path;
}

const note = (home: Home, step: string): string => `echo ${step} >> ${join(home.dir, 'starts')}`;
const waitForGo = (home: Home): string => `while [ ! -e ${join(home.dir, 'go')} ]; do sleep 0.1; done`;
const starts = (home: Home): readonly string[] => readFileSync(join(home.dir, 'starts'), 'utf8').trim().split('\n');

const runOf = (home: Home, id: string): Promise<RunShape> => home.json<RunShape>('run', 'show', id);

function statesOf({ steps }: RunShape): Readonly<Record<string, string>> {
  return Object.fromEntries(steps.map(({ key, state }) => [key, state]));
}

const ended = (home: Home, id: string): Promise<RunShape> =>
  until(
    `${id} has ended`,
    async () => {
      const run = await runOf(home, id);
      return ['succeeded', 'failed', 'cancelled'].includes(run.state) && run;
    },
    90_000,
  );

test(
  'the orchestrator is killed in the middle of a run, and it goes on, each step once',
  { timeout: 240_000 },
  async () => {
    await using home = newHome();
    await home.ok('up', '--detach');
    const cells = [1, 2, 3, 4];
    const file = writePipeline(
      home,
      'crash',
      `steps:
  first:
    resources: { cpu: 0 }
    run: ${note(home, 'first')}
  fan:
    needs: [first]
    matrix: { n: [${cells.join(', ')}] }
    env: { N: '\${{ matrix.n }}' }
    resources: { cpu: 0 }
    run: echo fan-$N >> ${join(home.dir, 'starts')}; ${waitForGo(home)}
  join:
    needs: [fan]
    resources: { cpu: 0 }
    run: ${note(home, 'join')}
finally:
  tidy:
    resources: { cpu: 0 }
    run: ${note(home, 'tidy')}
`,
    );
    const id = await home.ok('run', file);
    await until('the cells run', async () => (await home.status()).jobs.running === cells.length, 60_000);
    await home.kill((await home.status()).orchestrator.pid);
    await home.ok('up', '--detach');
    writeFileSync(join(home.dir, 'go'), '');
    const run = await ended(home, id);
    expect(run).toMatchObject({ state: 'succeeded' });
    const once = ['first', ...cells.map((n) => `fan-${n}`), 'join', 'tidy'];
    expect(starts(home).toSorted()).toEqual(once.toSorted());
  },
);

test('what failed runs again and what went well is taken over', { timeout: 180_000 }, async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  const file = writePipeline(
    home,
    'again',
    `steps:
  good: { run: '${note(home, 'good')}' }
  bad:
    needs: [good]
    run: ${note(home, 'bad')}; test -e ${join(home.dir, 'mended')}
  after: { needs: [bad], run: '${note(home, 'after')}' }
`,
  );
  const followed = await home.run(['run', file, '--follow']);
  expect(followed.code).toBe(1);
  expect(followed.stdout.toString()).toContain('failed  bad');
  const [first] = (await home.json<{ runs: readonly RunShape[] }>('runs')).runs;
  expect(first).toMatchObject({ state: 'failed', message: 'bad failed' });
  writeFileSync(join(home.dir, 'mended'), '');
  const again = await home.run(['run', 'rerun', 'latest', '--failed', '--follow']);
  expect(again.code).toBe(0);
  expect(starts(home)).toEqual(['good', 'bad', 'bad', 'after']);
});

test('a step is mended in its file, and the run goes on from it: what is written as it was is taken over', async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  const steps = (command: string): string => `steps:
  good: { run: '${note(home, 'good')}' }
  bad: { needs: [good], run: '${note(home, 'bad')}; ${command}' }
  after: { needs: [bad], run: '${note(home, 'after')}' }
`;
  expect((await home.run(['run', writePipeline(home, 'mend', steps('exit 3')), '--follow'])).code).toBe(1);
  const mended = writePipeline(home, 'mend', steps('exit 0'));
  // As it was, it fails as it did.
  expect((await home.run(['run', 'rerun', 'latest', '--failed', '--follow'])).code).toBe(1);
  expect((await home.run(['run', 'rerun', 'latest', '--failed', '--file', mended, '--follow'])).code).toBe(0);
  expect(starts(home)).toEqual(['good', 'bad', 'bad', 'bad', 'after']);
});

test(
  'a cancelled run ends what it runs, cleans up, and lets the next one of its group go',
  { timeout: 180_000 },
  async () => {
    await using home = newHome();
    await home.ok('up', '--detach');
    const file = writePipeline(
      home,
      'group',
      `concurrency: { group: only-one, queue: all }
steps:
  long: { run: '${note(home, 'long')}; ${waitForGo(home)}' }
finally:
  tidy: { run: '${note(home, 'tidy')}' }
`,
    );
    const first = await home.ok('run', file);
    const second = await home.ok('run', file);
    await until('the first one runs', async () => (await home.status()).jobs.running === 1);
    expect((await runOf(home, second)).state).toBe('pending');
    await home.ok('run', 'cancel', first);
    expect(statesOf(await ended(home, first))).toEqual({ long: 'cancelled', tidy: 'succeeded' });
    writeFileSync(join(home.dir, 'go'), '');
    expect(await ended(home, second)).toMatchObject({ state: 'succeeded' });
    expect(starts(home)).toEqual(['long', 'tidy', 'long', 'tidy']);
  },
);

test('a pipeline uses another one', { timeout: 120_000 }, async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  writePipeline(
    home,
    'child',
    `inputs:
  word: { type: string }
outputs:
  seen: '\${{ steps.say.result }}'
steps:
  say:
    env: { WORD: '\${{ inputs.word }}' }
    run: echo $WORD >> ${join(home.dir, 'starts')}
`,
  );
  const file = writePipeline(
    home,
    'parent',
    `inputs:
  word: { type: string }
steps:
  use: { uses: ./child.orchion.yaml, inputs: { word: '\${{ inputs.word }}' } }
  after:
    needs: [use]
    if: needs.use.outputs.seen == 'success'
    run: ${note(home, 'after')}
`,
  );
  const run = await home.run(['run', file, '--input', 'word=hello', '--follow']);
  expect({ code: run.code, err: run.stderr }).toMatchObject({ code: 0 });
  expect(starts(home)).toEqual(['hello', 'after']);
});

test('a matrix is made of what a step wrote, and what comes after reads its cells', { timeout: 120_000 }, async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  const file = writePipeline(
    home,
    'values',
    `steps:
  list:
    outputs: { words: { type: json } }
    run: echo 'words=["a","b"]' >> "$ORCHION_OUTPUT"
  each:
    needs: [list]
    matrix: { word: '\${{ needs.list.outputs.words }}' }
    outputs: { twice: { type: string } }
    env: { WORD: '\${{ matrix.word }}' }
    run: echo "twice=$WORD$WORD" >> "$ORCHION_OUTPUT"
  join:
    needs: [each]
    env: { ALL: '\${{ join(needs.each.outputs.twice) }}' }
    run: echo $ALL >> ${join(home.dir, 'starts')}
`,
  );
  const run = await home.run(['run', file, '--follow']);
  expect({ code: run.code, out: run.stdout.toString() }).toMatchObject({ code: 0 });
  expect(starts(home)).toEqual(['aa,bb']);
});
