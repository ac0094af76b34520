/** With a real engine: what every executor promises, and what only containers have. Where there is none, it says why. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptName, containerOf, gpuDeviceId, type AttemptEnd, type AttemptRef, type JobSpec } from '@orchion/domain';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { ExecutorEnd, StartRequest } from '../../ports/executor.ts';
import { noAllocation, refOf, specOf } from '../../test/attempts.ts';
import { until } from '../../test/until.ts';
import { describeExecutor, everyAbility, type ExecutorUnderTest } from '../contract/executor-contract.ts';
import { labels } from './container-plan.ts';
import { createDockerExecutor } from './docker-executor.ts';
import { createDockerodeEngine } from './dockerode-engine.ts';
import { EngineError, type Engine } from './engine.ts';

const provided = inject('containerEngine');
type ProvidedEngine = Exclude<typeof provided, string>;
if (typeof provided === 'string') {
  test.skip(`containers: ${provided}`, () => undefined);
} else {
  describeExecutor('docker', () => Promise.resolve(createUnderTest(provided)), {
    ...everyAbility,
    tellsExitCodesFromSignals: false,
    looksBeforeStarts: false,
    sharesProcessIds: false,
    endsWithLease: false,
  });
  describe('a container', () => {
    ofContainers(provided);
  });
}

let agents = 0;

interface DockerUnderTest extends ExecutorUnderTest {
  readonly engine: Engine;
  readonly agentId: string;
  /** What the engine answers instead of what it would; null: it works. */
  outage: EngineError | null;
}

function createUnderTest({ socket, image }: ProvidedEngine): DockerUnderTest {
  const root = mkdtempSync(join(tmpdir(), 'orchion-docker-'));
  const agentId = `node-${process.pid}-${++agents}`;
  const engine = createDockerodeEngine(socket);
  const scratch = join(root, 'scratch');
  mkdirSync(scratch);
  return over();

  function over(): DockerUnderTest {
    const attemptsDir = join(root, 'state', 'attempts');
    const executor = createDockerExecutor({
      stateDir: join(root, 'state'),
      agentId,
      bootId: 'this boot',
      engine: () => (under.outage === null ? Promise.resolve(engine) : Promise.reject(under.outage)),
      findLogin: () => Promise.resolve(null),
      owner: null,
      diskReserveBytes: 0,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const under: DockerUnderTest = {
      executor,
      engine,
      agentId,
      outage: null,
      scratch,
      scratchInside: '/workspace',
      place: { folder: scratch, output: null, cwd: scratch, env: {} },
      privateDirectory: '/workspace',
      base: { container: { ...containerOf(image), pull: 'never', network: 'none' } },
      output(ref, stream) {
        const dir = join(attemptsDir, attemptName(ref).replace('/', '.'));
        return readdirSync(dir).includes(stream) ? readFileSync(join(dir, stream), 'utf8') : '';
      },
      async restart() {
        await executor.close();
        return over();
      },
      async dispose() {
        await executor.keepOnly([]);
        await executor.close();
        expect(await engine.list({ [labels.agent]: agentId })).toEqual([]);
        rmSync(root, { recursive: true, force: true, maxRetries: 5 });
      },
    };
    return under;
  }
}

function ofContainers(where: ProvidedEngine): void {
  let under: DockerUnderTest;
  let ends: Map<string, ExecutorEnd>;
  const ref = refOf(1);
  const go = () => writeFileSync(join(under.scratch, 'go'), '');

  const requestOf = (
    command: readonly string[],
    rest: Partial<JobSpec> = {},
    more: Partial<StartRequest> = {},
  ): StartRequest => ({
    ...ref,
    spec: specOf(command, { ...under.base, ...rest }),
    allocation: noAllocation,
    gpus: [],
    nodeName: 'tower',
    place: null,
    ...more,
  });
  const endOf = async (of: AttemptRef = ref): Promise<ExecutorEnd> => {
    await until(`${of.jobId} ended`, () => ends.has(of.jobId), 60_000);
    const end = ends.get(of.jobId);
    if (end === undefined) throw new Error('it has just been there');
    return end;
  };
  const run = async (
    command: readonly string[],
    rest: Partial<JobSpec> = {},
    more: Partial<StartRequest> = {},
  ): Promise<AttemptEnd> => {
    const outcome = await under.executor.start(requestOf(command, rest, more));
    return outcome.kind === 'started' ? (await endOf()).end : outcome.end;
  };
  const prepare = (image: string, pull: 'missing' | 'always' | 'never', signal = new AbortController().signal) =>
    under.executor.prepare({ ...ref, spec: specOf(['true'], { container: { ...containerOf(image), pull } }) }, signal);
  const listen = (): void => {
    under.executor.onEnded((end) => ends.set(end.ref.jobId, end));
  };
  const restart = async (): Promise<void> => {
    // What is given up on is of this kind again: `over` makes nothing else.
    under = (await under.restart()) as DockerUnderTest;
    listen();
  };

  beforeEach(() => {
    ends = new Map();
    under = createUnderTest(where);
    listen();
  });
  afterEach(async () => {
    await under.dispose();
  });

  test('runs what its image runs, in the image’s directory, where no command is said', async () => {
    expect(await run([])).toMatchObject({ exitCode: 0 });
    expect(under.output(ref, 'stdout')).toBe('the image speaks\n');
  });

  test('sees the image’s variables and directory, and the job’s', async () => {
    await run(['sh', '-c', 'echo $FROM_IMAGE $MINE $ORCHION_WORKSPACE; pwd'], { cwd: '/etc', env: { MINE: 'mine' } });
    expect(under.output(ref, 'stdout')).toBe('yes mine /workspace\n/etc\n');
  });

  test('works in the private folder, and writes outputs, whoever it is', async () => {
    const output = join(under.scratch, '..', 'output');
    writeFileSync(output, '');
    mkdirSync(join(under.scratch, 'sub'));
    const place = { folder: under.scratch, output, cwd: under.scratch, env: {} };
    const container = { ...containerOf(where.image), network: 'none', user: 'nobody' } as const;
    const command = ['sh', '-c', 'pwd; id -u; touch ../made && echo score=7 >> $ORCHION_OUTPUT'];
    expect(await run(command, { container, cwd: 'sub' }, { place })).toMatchObject({ exitCode: 0 });
    expect(under.output(ref, 'stdout')).toBe('/workspace/sub\n65534\n');
    expect(readFileSync(output, 'utf8')).toBe('score=7\n');
    expect(readdirSync(under.scratch).sort()).toEqual(['made', 'sub']);
  });

  test('that has no such program, or cannot run it, is configured wrongly', async () => {
    const end = await run(['no-such-program']);
    expect(end).toMatchObject({ reason: 'executor_error' });
    expect(end.message).toMatch(/"no-such-program" cannot be run in this image: No such file/);
    ends.clear();
    await under.executor.forget(ref);
    expect((await run(['/bin/plain'])).message).toMatch(/cannot be run in this image: Permission denied/);
  });

  test('with a user that its image does not know is configured wrongly, and nothing is left', async () => {
    const end = await run(['true'], { container: { ...containerOf(where.image), network: 'none', user: 'ghost' } });
    expect(end).toMatchObject({ reason: 'executor_error' });
    expect(end.message).toMatch(/unable to find user ghost/);
    expect(await under.engine.list({ [labels.agent]: under.agentId })).toEqual([]);
  });

  test('that uses more memory than it asked for is out of memory', async () => {
    const allocation = { ...noAllocation, memoryBytes: 16 * 2 ** 20 };
    const end = await run(['tail', '/dev/zero'], {}, { allocation });
    expect(end).toMatchObject({ reason: 'out_of_memory', signal: 'SIGKILL' });
  });

  test('that asks for GPUs which the engine cannot hand out is refused: another node may', async () => {
    const gpu = {
      id: gpuDeviceId('GPU-1'),
      index: 0,
      vendor: 'nvidia',
      model: 'x',
      vramBytes: 1,
      unifiedMemory: false,
    } as const;
    const end = await run(['true'], {}, { gpus: [gpu] });
    expect(end).toMatchObject({ reason: 'refused' });
    expect(end.message).toMatch(/NVIDIA Container Toolkit/);
  });

  test('of which there is one already is not started again', async () => {
    await under.executor.start(requestOf(['sleep', '60']));
    expect(await under.executor.start(requestOf(['true']))).toMatchObject({
      kind: 'not-started',
      end: { reason: 'refused' },
    });
    under.executor.kill(ref);
    await endOf();
  });

  test('has every byte of its output once, in order, however often the agent was killed', async () => {
    const lines = 20_000;
    const script = `i=0; while [ $i -lt ${lines} ]; do echo line $i; echo error $i >&2; i=$((i+1)); done; until [ -e go ]; do sleep 0.05; done; printf end`;
    const place = { folder: under.scratch, output: null, cwd: under.scratch, env: {} };
    await under.executor.start(requestOf(['sh', '-c', script], {}, { place }));
    for (let restarts = 0; restarts < 3; restarts++) {
      const before = under.output(ref, 'stdout').length;
      await until('it wrote more', () => under.output(ref, 'stdout').length > before || before > lines * 9, 60_000);
      await restart();
      expect(await under.executor.adopt(ref)).toMatchObject({ kind: 'running' });
    }
    go();
    expect(await endOf()).toMatchObject({ end: { reason: 'exit_code', exitCode: 0 } });
    const all = (word: string): string => Array.from({ length: lines }, (_, i) => `${word} ${i}\n`).join('');
    expect(under.output(ref, 'stdout') === `${all('line')}end`).toBe(true);
    expect(under.output(ref, 'stderr') === all('error')).toBe(true);
  });

  test('outlives an engine that does not answer for a while', async () => {
    const place = { folder: under.scratch, output: null, cwd: under.scratch, env: {} };
    await under.executor.start(
      requestOf(['sh', '-c', 'echo up; until [ -e go ]; do sleep 0.05; done; exit 3'], {}, { place }),
    );
    await until('it is up', () => under.output(ref, 'stdout') === 'up\n', 60_000);
    await restart();
    under.outage = new EngineError('unreachable', 'The engine is away.');
    expect(await under.executor.adopt(ref)).toMatchObject({ kind: 'running' });
    go();
    under.outage = null;
    expect((await endOf()).end).toMatchObject({ reason: 'exit_code', exitCode: 3 });
    expect(under.output(ref, 'stdout')).toBe('up\n');
  });

  test('that was removed by somebody else has ended', async () => {
    await under.executor.start(requestOf(['sleep', '60']));
    const [found] = await under.engine.list({ [labels.attempt]: attemptName(ref) });
    await under.engine.remove(found?.id ?? '', { force: true });
    const { end } = await endOf();
    // It is killed first, and that may be seen.
    expect(['node_lost', 'signal']).toContain(end.reason);
  });

  test('that was made and not started by an agent that died is never started', async () => {
    const id = await under.engine.create({
      name: `orchion-${attemptName(ref).replace('/', '.')}`,
      body: {
        Image: where.image,
        Labels: { [labels.agent]: under.agentId, [labels.attempt]: attemptName(ref) },
        HostConfig: { NetworkMode: 'none' },
      },
    });
    expect(await under.executor.adopt(ref)).toMatchObject({
      kind: 'ended',
      end: { reason: 'refused' },
      startedAt: null,
    });
    expect(await under.engine.inspect(id)).toBeNull();
  });

  test('nobody wants any more is removed with its agent’s next start, others are not', async () => {
    const other = refOf(2);
    await under.executor.start(requestOf(['sleep', '60']));
    await under.executor.start({ ...requestOf(['sleep', '60']), ...other });
    await restart();
    await under.executor.keepOnly([other]);
    const left = await under.engine.list({ [labels.agent]: under.agentId });
    expect(left.map((one) => one.labels[labels.attempt])).toEqual([attemptName(other)]);
  });

  describe('its image', () => {
    const told = (): string => under.output(ref, 'stderr');

    test('is pulled where it is missing, which its log tells, and what the command writes comes after it', async () => {
      const image = `${where.registry}/again:1`;
      expect(await prepare(image, 'missing')).toBeNull();
      expect(told()).toMatch(/^Pulling .*again:1 \.\.\.\nPulled .*again:1 in \d+\.\d s\.\n$/);
      const container = { ...containerOf(image), network: 'none' } as const;
      await run(['sh', '-c', 'echo mine >&2'], { container });
      expect(told()).toMatch(/s\.\nmine\n$/);
      ends.clear();
      await under.executor.forget(ref);
      expect(await prepare(image, 'missing')).toBeNull();
      expect(told()).toBe('');
      expect(await prepare(image, 'always')).toBeNull();
      expect(told()).toMatch(/^Pulling/);
    });

    test('that is never pulled has to be there', async () => {
      expect(await prepare(where.image, 'never')).toBeNull();
      const end = await prepare('orchion-test/absent:1', 'never');
      expect(end).toMatchObject({ reason: 'refused' });
      expect(end?.message).toMatch(/is not on this node, and it is never pulled/);
    });

    test('cannot be had: why is said, to whoever can do something about it', async () => {
      const tries: [string, AttemptEnd['reason'], RegExp][] = [
        ['absent:1', 'executor_error', /There is no image .*absent:1/],
        ['good:2', 'executor_error', /manifest unknown/],
        ['private/tool:1', 'refused', /docker login/],
        ['corrupt:1', 'refused', /could not be pulled: .*(verification|digest|checksum)/],
      ];
      for (const [name, reason, message] of tries) {
        const end = await prepare(`${where.registry}/${name}`, 'missing');
        expect([name, end?.reason]).toEqual([name, reason]);
        expect(end?.message).toMatch(message);
        expect(told()).toContain(end?.message);
      }
    });

    test('is not waited for when nobody wants it any more', async () => {
      const stop = new AbortController();
      const end = prepare(`${where.registry}/slow:1`, 'missing', stop.signal);
      await until('it is on its way', () => told().startsWith('Pulling'), 60_000);
      stop.abort();
      await end;
      expect(told()).toBe(`Pulling ${where.registry}/slow:1 ...\n`);
    });
  });

  test('cannot be had without an engine, and the words are the engine’s', async () => {
    under.outage = new EngineError('forbidden', 'This agent’s user may not use the container engine.');
    expect(await prepare(where.image, 'missing')).toMatchObject({ reason: 'refused', message: under.outage.message });
    expect(await run(['true'])).toMatchObject({ reason: 'refused', message: under.outage.message });
    under.outage = null;
  });
}
