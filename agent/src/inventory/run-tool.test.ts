import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createRunTool } from './run-tool.ts';

const node = process.execPath;
const run = createRunTool();

test('gives the output and the exit code', async () => {
  expect(await run([node, '-e', 'console.log("hi"); console.error("warning"); process.exitCode = 3'])).toEqual({
    kind: 'exited',
    code: 3,
    output: 'hi\n',
  });
});

test('gives what was written as an error where nothing else was', async () => {
  expect(await run([node, '-e', 'console.error("broken")'])).toMatchObject({ output: 'broken\n' });
});

test('a program that is not there is missing, and so is one that may not be run', async () => {
  expect(await run(['orchion-no-such-tool'])).toEqual({ kind: 'missing' });
  const folder = await mkdtemp(join(tmpdir(), 'orchion-tool-'));
  const file = join(folder, 'tool');
  await writeFile(file, 'echo hi', { mode: 0o600 });
  expect(await run([file])).toEqual({ kind: 'missing' });
  await rm(folder, { recursive: true });
});

test('a program that hangs is answered for in time', async () => {
  const started = performance.now();
  expect(
    await createRunTool(300)([node, '-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)']),
  ).toEqual({
    kind: 'timeout',
  });
  expect(performance.now() - started).toBeLessThan(3_000);
});

test('a program that writes without end is ended, and its output is bounded', async () => {
  const answer = await run([node, '-e', 'const s = "x".repeat(65536); for (;;) require("fs").writeSync(1, s)']);
  expect(answer).toMatchObject({ kind: 'exited', code: null });
  expect(answer.kind === 'exited' && answer.output.length).toBeLessThanOrEqual(1024 * 1024);
});

test('a program is given no secrets of the agent', async () => {
  vi.stubEnv('ORCHION_TOKEN', 'orc_node_secret');
  const answer = await run([node, '-e', 'console.log(JSON.stringify(process.env))']);
  vi.unstubAllEnvs();
  expect(answer).toMatchObject({ kind: 'exited', code: 0 });
  expect(JSON.stringify(answer)).not.toContain('orc_node_secret');
});
