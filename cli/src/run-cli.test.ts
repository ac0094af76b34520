import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ClientError } from '@orchion/client';
import { describe, expect, test } from 'vitest';
import { homeOf } from './home.ts';
import { runCli } from './run-cli.ts';
import type { ErrorJson } from './shapes.ts';
import { clientThat, testWorld } from './test/test-world.ts';

describe('a wrong command line', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['an unknown command', ['sumbit'], /unknown command 'sumbit'[\s\S]*Did you mean submit\?/i],
    ['an unknown option', ['status', '--jsn'], /unknown option '--jsn'[\s\S]*Did you mean --json\?/i],
    ['a missing argument', ['logs'], /missing required argument 'job'/i],
    ['too many arguments', ['status', 'x'], /too many arguments/i],
    ['a choice that there is not', ['logs', 'x', '--stream', 'stdin'], /Allowed choices are stdout, stderr/],
    ['nothing to run', ['submit'], /nothing to run[\s\S]*orchion submit -- echo hello/],
    ['a wrong amount', ['submit', '--memory', 'lots', '--', 'true'], /--memory: "lots" is no amount of bytes/],
    ['a wrong number', ['submit', '--retries', '1.5', '--', 'true'], /--retries: must be a whole number from 0 to 100/],
    ['a wrong state', ['jobs', '--state', 'done'], /--state: "done" is no state; there are queued, running/],
    [
      'an impossible job',
      ['submit', '--cpu', '99999', '--', 'true'],
      /spec\.resources\.cpu_millis: must be 0 to 4096 cores/,
    ],
    ['a wrong address', ['status'], /ORCHION_URL: "ftp:\/\/x" is no orchestrator address/],
  ])('%s is said on standard error, with exit code 2', async (_name, args, message) => {
    const world = testWorld(args[0] === 'status' && args.length === 1 ? { env: { ORCHION_URL: 'ftp://x' } } : {});
    expect(await runCli(world, args)).toBe(2);
    expect(world.err()).toMatch(message);
    expect(world.err()).toMatch(/^orchion: /);
    expect(world.out()).toBe('');
  });

  test('is JSON with --json', async () => {
    const world = testWorld();
    expect(await runCli(world, ['submit', '--json', '--cpu', '99999', '--', 'true', '--json'])).toBe(2);
    const { error } = JSON.parse(world.err()) as ErrorJson;
    expect(error.code).toBe('invalid');
    expect(error.violations).toMatchObject([{ field: 'spec.resources.cpu_millis' }]);
  });
});

test.each([
  [[], /Usage: orchion/],
  [['--help'], /Usage: orchion/],
  [['help', 'submit'], /Usage: orchion submit \[options\] \[--\] COMMAND/],
  [['nodes', 'drain', '--help'], /--deadline <duration>/],
  [['help', 'exit-codes'], /123 {2}wait, submit --follow, run --follow: the job or run was cancelled/],
  [['--version'], /^orchion \d+\.\d+\.\d+ \(Node/],
])('help for %j is printed with exit code 0', async (args, text) => {
  const world = testWorld();
  expect(await runCli(world, args)).toBe(0);
  expect(world.out()).toMatch(text);
  expect(world.err()).toBe('');
});

test('an orchestrator that does not run is said, with what to do', async () => {
  const world = testWorld();
  expect(await runCli(world, ['status'])).toBe(3);
  expect(world.err()).toMatch(/No orchestrator answers[\s\S]*where: unix:.*sock[\s\S]*orchion up/);
});

test('one elsewhere that does not answer is not to be started here', async () => {
  const world = testWorld({ env: { ORCHION_URL: 'http://127.0.0.1:9', ORCHION_TOKEN: 'x' } });
  expect(await runCli(world, ['status'])).toBe(3);
  expect(world.err()).toMatch(/where: http:\/\/127.0.0.1:9[\s\S]*Check ORCHION_URL/);
});

test('what the orchestrator refuses keeps its words and has its own exit code', async () => {
  const refuse = clientThat(() => {
    throw new ClientError('resource_exhausted', 'The queue is full: 1,000,000 jobs wait');
  });
  const world = testWorld({ client: refuse });
  expect(await runCli(world, ['nodes'])).toBe(7);
  expect(world.err()).toMatch(/The queue is full: 1,000,000 jobs wait[\s\S]*Try again/);
});

describe('a bug', () => {
  const broken = clientThat(() => {
    throw new TypeError('x is undefined');
  });

  test('is said in one line, without a traceback', async () => {
    const world = testWorld({ client: broken });
    expect(await runCli(world, ['nodes'])).toBe(1);
    expect(world.err()).toMatch(/This should not have happened: x is undefined/);
    expect(world.err()).not.toMatch(/\n\s+at /);
  });

  test('shows its traceback when asked', async () => {
    const world = testWorld({ client: broken, env: { ORCHION_DEBUG: '1' } });
    await runCli(world, ['nodes']);
    expect(world.err()).toMatch(/\n\s+at /);
  });
});

test('an error text cannot steer the terminal', async () => {
  const nasty = clientThat(() => {
    throw new ClientError('internal', 'boom\u001b[2J\u001b]0;pwned\u0007');
  });
  const world = testWorld({ client: nasty });
  await runCli(world, ['nodes']);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(world.err()).not.toMatch(/[\u001b\u0007]/);
});

describe.skipIf(process.platform === 'win32')('a token file', () => {
  test('that others can read is refused, with the command that closes it', async () => {
    const world = testWorld();
    const { tokenFile } = homeOf(world);
    mkdirSync(dirname(tokenFile), { recursive: true });
    writeFileSync(tokenFile, 'orc_adm_x\n');
    chmodSync(tokenFile, 0o640);
    expect(await runCli(world, ['status'])).toBe(6);
    expect(world.err()).toContain('mode 0640');
    expect(world.err()).toContain(`chmod 600 ${tokenFile}`);
    expect(world.err()).not.toContain('orc_adm_x');
  });

  test('that is named and missing is said', async () => {
    const world = testWorld({ env: { ORCHION_TOKEN_FILE: 'nope' } });
    expect(await runCli(world, ['status'])).toBe(2);
    expect(world.err()).toMatch(/ORCHION_TOKEN_FILE: there is no file .*nope/);
  });
});
