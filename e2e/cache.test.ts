/** The step cache as a user meets it: results taken, shared and forgotten, folders put back. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { newHome, type Home } from './harness/home.ts';
import { until } from './harness/until.ts';

interface RunShape {
  readonly id: string;
  readonly state: string;
  readonly steps: readonly {
    readonly key: string;
    readonly state: string;
    readonly message: string;
    readonly jobId: string | null;
  }[];
}
interface CacheShape {
  readonly entries: readonly { readonly key: string }[];
}

const folders = `apiVersion: orchion/v1
inputs: { v: { default: '1' }, well: { type: boolean, default: true } }
steps:
  build:
    cache: { key: 'deps-\${{ inputs.v }}', restore-keys: [deps-], paths: [store] }
    env: { V: '\${{ inputs.v }}', WELL: '\${{ inputs.well }}' }
    run: |
      cat store/* 2>/dev/null || echo none
      mkdir -p store
      echo "$V" > "store/$V"
      [ "$WELL" = true ]
`;

const gated = `apiVersion: orchion/v1
steps:
  slow:
    cache: { key: slow }
    env: { GATE: GATE_FILE }
    run: |
      until [ -e "$GATE" ]; do sleep 0.1; done
      echo answer=42 >> "$ORCHION_OUTPUT"
    outputs: { answer: number }
  use:
    needs: slow
    env: { ANSWER: '\${{ needs.slow.outputs.answer }}' }
    run: echo "$ANSWER"
`;

describe('the step cache', { timeout: 300_000 }, () => {
  let home: Home;
  beforeAll(async () => {
    home = newHome();
    writeFileSync(join(home.dir, 'folders.orchion.yaml'), folders);
    writeFileSync(join(home.dir, 'gated.orchion.yaml'), gated.replace('GATE_FILE', join(home.dir, 'gate')));
    await home.ok('up', '--detach');
    return () => home[Symbol.asyncDispose]();
  });
  const shown = (id: string): Promise<RunShape> => home.json<RunShape>('run', 'show', id);
  const keys = async (): Promise<readonly string[]> =>
    (await home.json<CacheShape>('cache', 'ls')).entries.map(({ key }) => key).sort();
  /** What the step saw in its folders. */
  const saw = async (...inputs: readonly string[]): Promise<string> => {
    await home.run(['run', 'folders.orchion.yaml', '--follow', ...inputs.flatMap((one) => ['-i', one])]);
    const { steps } = await shown('latest');
    return home.ok('logs', steps[0]?.jobId ?? '');
  };

  test('folders come back under their key, or from the newest that begins as said, and only what went well is kept', async () => {
    expect(await saw('v=1')).toBe('none');
    expect(await saw('v=1')).toBe('1');
    expect(await saw('v=2', 'well=false')).toBe('1');
    expect(await saw('v=2')).toBe('1');
    expect(await saw('v=3')).toBe('1\n2');
    expect(await keys()).toEqual(['paths:deps-1', 'paths:deps-2', 'paths:deps-3']);
    await home.ok('cache', 'rm', 'deps-2', 'deps-3');
    expect(await saw('v=4')).toBe('1');
    await home.ok('cache', 'rm', '--pipeline', 'folders');
    expect(await keys()).toEqual([]);
    expect(await saw('v=4')).toBe('none');
  });

  test('a run that computes what another one computes waits for it, over a kill of the orchestrator, and takes its result', async () => {
    const [first, second] = [await home.ok('run', 'gated.orchion.yaml'), await home.ok('run', 'gated.orchion.yaml')];
    const slow = async (id: string) => (await shown(id)).steps.find(({ key }) => key === 'slow');
    const { number } = await home.json<{ number: number }>('run', 'show', first);
    expect(await slow(second)).toMatchObject({
      state: 'ready',
      jobId: null,
      message: `waits: run #${number} step slow computes the same result`,
    });
    await home.kill((await home.status()).orchestrator.pid);
    await home.ok('up', '--detach');
    expect((await slow(second))?.state).toBe('ready');
    writeFileSync(join(home.dir, 'gate'), '');
    await until('the second run has ended', async () => (await shown(second)).state === 'succeeded', 120_000);
    expect((await slow(first))?.state).toBe('succeeded');
    expect(await slow(second)).toMatchObject({ state: 'cached' });
  });

  test('what is to be removed and is not there is told', async () => {
    expect(await home.run(['cache', 'rm'])).toMatchObject({ code: 2 });
    const none = await home.run(['cache', 'rm', 'no-such-key']);
    expect(none.stderr.toString()).toContain('Nothing kept fits.');
  });
});
