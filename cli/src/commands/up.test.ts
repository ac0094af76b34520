import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeOf } from '../home.ts';
import { runCli } from '../run-cli.ts';
import { fakeCluster } from '../test/fake-cluster.ts';
import { tempDir, testWorld } from '../test/test-world.ts';

describe('up', () => {
  test('does not start a second cluster beside the one that ORCHION_URL names', async () => {
    const world = testWorld({ env: { ORCHION_URL: 'http://127.0.0.1:9' } });
    expect(await runCli(world, ['up', '--detach'])).toBe(2);
    expect(world.err()).toMatch(/points at an orchestrator elsewhere[\s\S]*orchion agent/);
  });

  test('leaves what runs already alone', async () => {
    const world = testWorld({ client: fakeCluster().client });
    expect(await runCli(world, ['up', '--no-agent'])).toBe(0);
    expect(world.out()).toMatch(/orchestrator runs already, pid 4141/);
  });

  test('says why the orchestrator does not start', async () => {
    const orchestrator = join(tempDir(), 'main.js');
    writeFileSync(orchestrator, "console.error('the disk is upside down'); process.exit(2);");
    const world = testWorld({ programs: { orchestrator }, realTime: true });
    expect(await runCli(world, ['up', '--detach'])).toBe(1);
    expect(world.err()).toMatch(/ended before it was ready \(exit code 2\)\. It said: the disk is upside down/);
    expect(world.err()).toContain(homeOf(world).orchestratorLog);
  });

  test.each([
    [['--name', 'a b'], /--name: a node's name has/],
    [['--label', 'zone'], /--label: write it as NAME=VALUE/],
    [['--label', '-=x'], /--label: .*is not a label name/],
  ])('refuses %j', async (args, message) => {
    const world = testWorld({ client: fakeCluster().client });
    expect(await runCli(world, ['up', '--detach', ...args])).toBe(2);
    expect(world.err()).toMatch(message);
  });
});

describe('down', () => {
  test('with nothing running says so and is content', async () => {
    const world = testWorld();
    expect(await runCli(world, ['down'])).toBe(0);
    expect(world.out()).toBe('Nothing is running here.\n');
  });

  test('forgets the records of processes that are gone, and touches nobody who has their pid now', async () => {
    const world = testWorld();
    const { agentRecordsDir } = homeOf(world);
    mkdirSync(agentRecordsDir, { recursive: true });
    const record = { pid: process.pid, startToken: 'of another process', startedAt: '', version: '', socket: '' };
    writeFileSync(join(agentRecordsDir, 'local.json'), JSON.stringify(record));
    expect(await runCli(world, ['down', '--json'])).toBe(0);
    expect(JSON.parse(world.out())).toEqual({ stopped: [] });
  });
});

test('an agent for an orchestrator elsewhere needs its token', async () => {
  const world = testWorld({ env: { ORCHION_URL: 'http://127.0.0.1:9' }, client: fakeCluster().client });
  expect(await runCli(world, ['agent', '--detach'])).toBe(2);
  expect(world.err()).toMatch(/no token[\s\S]*ORCHION_TOKEN/);
});
