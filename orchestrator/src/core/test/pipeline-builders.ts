/** Builders of pipelines for tests of the engine: a step is a job that runs `true`, unless it says otherwise. */
import type { JobTemplate, PipelineSpec, StepSpec } from '@orchion/domain';
import { trustId, type JobId, type RunId, type StepRun, type StepState } from '@orchion/domain';
import type { StartRunEvent } from '../event.ts';
import { stepsOf } from '../pipeline/run-entry.ts';
import { exitCode, TestCluster, type Batch } from './builders.ts';

export function jobTemplate(overrides: Partial<JobTemplate> = {}): JobTemplate {
  return {
    container: null,
    command: { kind: 'argv', argv: ['true'] },
    env: [],
    workingDirectory: null,
    resources: { cpu: '0.001', memory: null, disk: null, gpus: null, custom: {} },
    labels: {},
    node: null,
    priority: null,
    timeout: null,
    queueTimeout: null,
    grace: null,
    retries: null,
    idempotent: false,
    onLost: null,
    onDisconnect: null,
    exclusive: false,
    logBytesMax: null,
    workspace: null,
    fetch: [],
    leave: [],
    ...overrides,
  };
}

function stepSpec(id: string, overrides: Partial<StepSpec> = {}): StepSpec {
  return {
    id,
    name: null,
    needs: [],
    condition: null,
    isFinally: false,
    matrix: null,
    continueOnError: false,
    outputs: {},
    cache: null,
    work: { kind: 'job', job: jobTemplate() },
    ...overrides,
  };
}

export function pipelineOf(
  steps: Readonly<Record<string, Partial<StepSpec>>>,
  overrides: Partial<PipelineSpec> = {},
): PipelineSpec {
  const specs = Object.entries(steps).map(([id, step]) => stepSpec(id, step));
  return { name: 'pipeline', inputs: {}, outputs: {}, concurrency: null, steps: specs, ...overrides };
}

export const matrixOf = (axes: Readonly<Record<string, readonly (string | number)[]>>, overrides = {}) => ({
  axes,
  include: [],
  exclude: [],
  failFast: true,
  maxParallel: null,
  ...overrides,
});

/** A cluster with one big node, and runs on it. */
export class PipelineCluster extends TestCluster {
  private started = 0;

  constructor() {
    super();
    this.join(1, { cpuCoresLogical: 1000 });
  }

  start(
    pipeline: PipelineSpec,
    overrides: Partial<StartRunEvent['run']> = {},
    event: Partial<StartRunEvent> = {},
  ): RunId {
    this.started++;
    const id = trustId('run', `run-${String(this.started).padStart(12, '0')}`);
    const run = {
      id,
      requestId: trustId('request', `run-request-${this.started}`),
      pipeline,
      source: { file: 'pipeline.orchion.yaml', text: '', used: {} },
      inputs: {},
      workspaces: {},
      principal: 'test',
      rerunOf: null,
      parent: null,
      ...overrides,
    };
    const { answers } = this.run({ kind: 'start-run', run, previous: null, known: null, ...event });
    const [answer] = answers;
    if (answer?.kind !== 'run-started') throw new Error(JSON.stringify(answer));
    return answer.runId;
  }

  runEntry(id: RunId) {
    const entry = this.state.runs.get(id) ?? this.endedRuns.get(id);
    if (entry === undefined) throw new Error(`no ${id}`);
    return entry;
  }

  step(id: RunId, key: string): StepRun {
    const step = stepsOf(this.runEntry(id)).find((one) => one.key === key);
    if (step === undefined) throw new Error(`${id} has no step ${key}`);
    return step;
  }

  /** Each step's state by its key. */
  states(id: RunId): Readonly<Record<string, StepState>> {
    return Object.fromEntries(stepsOf(this.runEntry(id)).map(({ key, state }) => [key, state]));
  }

  jobOf(id: RunId, key: string): JobId {
    const { jobId } = this.step(id, key);
    if (jobId === null) throw new Error(`${key} has no job`);
    return jobId;
  }

  /** The step's command ends with this code, having written these outputs. */
  end(id: RunId, key: string, code = 0, outputs: Readonly<Record<string, string>> = {}): Batch {
    const jobId = this.jobOf(id, key);
    const state = code === 0 ? 'succeeded' : 'failed';
    const observation = { ...this.observation(jobId, state, exitCode(code)), products: { outputs, artifacts: [] } };
    return this.report(1, [observation]);
  }

  /** The step's job was asked to stop, and does. */
  stop(id: RunId, key: string): Batch {
    const jobId = this.jobOf(id, key);
    const end = { reason: 'cancelled' as const, exitCode: null, signal: 'SIGTERM', message: 'stopped' };
    return this.report(1, [this.observation(jobId, 'cancelled', end)]);
  }
}
