import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attemptName, type AttemptRef, type Observation } from '@orchion/domain';
import { launchOf, refOf, specOf } from './test/attempts.ts';
import { startFakeOrchestrator, type FakeOrchestrator } from './test/fake-orchestrator.ts';
import { until } from './test/until.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
let dir: string;
let orchestrator: FakeOrchestrator;
let agents: ChildProcess[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'orchion-agent-'));
  agents = [];
  orchestrator = await startFakeOrchestrator(join(dir, 'o.sock'));
});
afterEach(async () => {
  // Ends every attempt as its orchestrator would, then the agents.
  orchestrator.wants({ full: true });
  const attempts = join(dir, 'state', 'attempts');
  if (agents.some((agent) => agent.exitCode === null && agent.signalCode === null)) {
    await until('nothing is held any more', () => !existsSync(attempts) || readdirSync(attempts).length === 0);
  }
  for (const agent of agents) agent.kill('SIGTERM');
  await until('all agents have ended', () =>
    agents.every((agent) => agent.exitCode !== null || agent.signalCode !== null),
  );
  await orchestrator.close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

interface Output {
  readonly agent: ChildProcess;
  stdout: string;
  stderr: string;
}
function startAgent(env: NodeJS.ProcessEnv = {}): Output {
  const agent = spawn(process.execPath, [program, '--state-dir', join(dir, 'state'), '--name', 'tower'], {
    env: { ...process.env, ORCHION_URL: `unix:${join(dir, 'o.sock')}`, ORCHION_TOKEN: orchestrator.token, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  agents.push(agent);
  const output: Output = { agent, stdout: '', stderr: '' };
  agent.stdout.on('data', (bytes: Buffer) => (output.stdout += bytes.toString()));
  agent.stderr.on('data', (bytes: Buffer) => (output.stderr += bytes.toString()));
  return output;
}
async function readyAgent(): Promise<Output> {
  const output = startAgent();
  await until('the agent is ready', () => output.stdout.includes('"ready"') || output.agent.exitCode !== null, 15_000);
  expect(output.stdout, output.stderr).toContain('"event":"ready"');
  return output;
}
const seen = (ref: AttemptRef): Observation | undefined => orchestrator.seen.get(attemptName(ref));
const launch = (...jobs: [AttemptRef, string[], NodeJS.ProcessEnv?][]): void =>
  orchestrator.wants({
    full: true,
    launches: jobs.map(([ref, command, env], i) =>
      launchOf(ref, i + 1, specOf(command, { env: env as Record<string, string> })),
    ),
  });

test(
  'a job runs, its log arrives, and all of it is forgotten once the orchestrator has it',
  { timeout: 40_000 },
  async () => {
    const { agent } = await readyAgent();
    expect(orchestrator.agentPids).toEqual([agent.pid]);
    const ref = refOf(1);
    launch([ref, ['sh', '-c', 'echo hello; echo oops >&2; exit 3'], {}]);
    await until('it ended', () => seen(ref)?.state === 'failed');
    expect(seen(ref)).toMatchObject({
      end: { reason: 'exit_code', exitCode: 3 },
      logLengths: { stdout: 6, stderr: 5 },
    });
    await until('its log is there', () => orchestrator.log(ref, 'stderr') === 'oops\n');
    expect(orchestrator.log(ref, 'stdout')).toBe('hello\n');
    const folder = join(dir, 'state', 'attempts');
    expect(readdirSync(folder)).toHaveLength(1);
    orchestrator.wants({ full: true, forget: [ref] });
    await until('its directory is gone', () => readdirSync(folder).length === 0);
  },
);

test(
  'jobs outlive a kill -9 of the agent, and their ends and logs are told by the next one',
  { timeout: 60_000 },
  async () => {
    const { agent } = await readyAgent();
    const refs = Array.from({ length: 10 }, (_, i) => refOf(i + 1));
    const go = join(dir, 'go');
    const script = (i: number): string[] => [
      'sh',
      '-c',
      `echo one; until [ -e ${go} ]; do sleep 0.05; done; echo two; exit ${i}`,
    ];
    launch(...refs.map((ref, i): [AttemptRef, string[], NodeJS.ProcessEnv] => [ref, script(i), {}]));
    await until('all run', () => refs.every((ref) => seen(ref)?.state === 'running'));
    const startedAt = refs.map((ref) => seen(ref)?.startedAt ?? 0);
    agent.kill('SIGKILL');
    await until('the agent is gone', () => agent.signalCode !== null);
    orchestrator.seen.clear();
    // Some end while nobody is there, some after.
    await readyAgent();
    expect(refs.map((ref) => seen(ref)?.state)).toEqual(refs.map(() => 'running'));
    writeFileSync(go, '');
    await until('all ended', () => refs.every((ref) => seen(ref)?.end?.reason !== undefined));
    for (const [i, ref] of refs.entries()) {
      expect(seen(ref)?.end).toMatchObject({ reason: 'exit_code', exitCode: i });
      expect(Math.abs((seen(ref)?.startedAt ?? 0) - (startedAt[i] ?? 0))).toBeLessThan(1_000);
      await until('its log is there', () => orchestrator.log(ref, 'stdout') === 'one\ntwo\n');
    }
  },
);

test('jobs that end while no agent is there keep their exit codes', { timeout: 60_000 }, async () => {
  const { agent } = await readyAgent();
  const [a, b] = [refOf(1), refOf(2)];
  const mark = join(dir, 'ended');
  launch(
    [a, ['sh', '-c', `sleep 1; echo done > ${mark}; exit 5`], {}],
    [b, ['sh', '-c', 'sleep 0.5; kill -KILL $$'], {}],
  );
  await until('both run', () => seen(a)?.state === 'running' && seen(b)?.state === 'running');
  agent.kill('SIGKILL');
  await until('the command is at its end', () => existsSync(mark));
  await readyAgent();
  await until('both ends are told', () => seen(a)?.end?.reason !== undefined && seen(b)?.end?.reason !== undefined);
  expect(seen(a)?.end).toMatchObject({ reason: 'exit_code', exitCode: 5 });
  expect(seen(b)?.end).toMatchObject({ reason: 'signal', signal: 'SIGKILL' });
});

test('SIGTERM ends the agent at once and leaves its jobs running', { timeout: 60_000 }, async () => {
  const { agent } = await readyAgent();
  const ref = refOf(1);
  launch([ref, ['sh', '-c', 'sleep 60'], {}]);
  await until('it runs', () => seen(ref)?.state === 'running');
  agent.kill('SIGTERM');
  await until('the agent ended', () => agent.exitCode !== null);
  expect(agent.exitCode).toBe(0);
  orchestrator.seen.clear();
  await readyAgent();
  expect(seen(ref)?.state).toBe('running');
  orchestrator.wants({ full: true, wanted: [{ ...ref, lease: 1, stop: 'cancelled' }] });
  await until('it was cancelled', () => seen(ref)?.state === 'cancelled');
});

test('a second agent on one state directory is refused, and says so', { timeout: 40_000 }, async () => {
  await readyAgent();
  const second = startAgent();
  await until('the second one ended', () => second.agent.exitCode !== null);
  expect(second.agent.exitCode).toBe(3);
  expect(second.stderr).toContain('Another agent already uses');
});

test('a token that is not known is told to the operator, without the token', { timeout: 40_000 }, async () => {
  const output = startAgent({ ORCHION_TOKEN: 'orc_node_wrong' });
  await until('it was told', () => output.stderr.includes('does not accept'), 15_000);
  expect(output.stderr).toMatch(/unknown token.*ORCHION_TOKEN_FILE/);
  expect(output.stderr).not.toContain('orc_node_wrong');
  expect(output.agent.exitCode).toBeNull();
});

test('nobody else may read what the agent keeps', { timeout: 40_000 }, async () => {
  await readyAgent();
  const ref = refOf(1);
  launch([ref, ['sh', '-c', 'sleep 60'], { SECRET: 'x' }]);
  await until('it runs', () => seen(ref)?.state === 'running');
  const folder = join(dir, 'state', 'attempts', attemptName(ref).replace('/', '.'));
  const mode = (path: string): number => statSync(path).mode & 0o777;
  expect([mode(join(dir, 'state')), mode(join(folder, '..')), mode(folder)]).toEqual([0o700, 0o700, 0o700]);
  expect(mode(join(folder, 'command'))).toBe(0o600);
  expect(readFileSync(join(folder, 'command'), 'utf8')).toContain('SECRET');
});
