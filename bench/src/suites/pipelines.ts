/**
 * Measures what a pipeline's steps cost beside the work itself: a chain, where each step waits for the one before, and a
 * fan-out, where all become due at once. Once in this process with an executor that ends every job at once and nothing
 * stored, which is the engine alone; once with real processes. A user cares because a pipeline of many short steps should
 * cost what its steps cost. There is no rival to run beside it; the goal is 2,000 steps a second in process.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { isEndedRun, trustId, type JobId, type Node, type PipelineSpec } from '@orchion/domain';
import {
  defaultSettings,
  loadState,
  pipelineTools,
  step,
  type ClusterState,
  type PipelineTools,
} from '@orchion/orchestrator';
import { parsePipelineFile } from '@orchion/schemas';
import { startClusters } from '../clusters.ts';
import type { Cluster } from '../cluster.ts';
import { benchNode } from '../bench-node.ts';
import type { Figures, Suite, Workload } from '../workload.ts';

const now = 1_800_000_000_000;
const lookMs = 20;
const shapes = ['chain', 'fan-out'] as const;
type Shape = (typeof shapes)[number];

export const pipelines: Suite = {
  name: 'pipelines',
  about: 'Steps of a chain and of a fan-out: the engine alone in process, and with real `true` processes, 4 at once.',
  async open(setting) {
    const inProcess = setting.quick ? 50 : 1_000;
    const real = setting.quick ? 6 : 100;
    const clusters = await startClusters(setting);
    const workloads = shapes.flatMap((shape): Workload[] => [
      {
        name: `${shape} of ${inProcess} steps, engine alone`,
        unit: 'steps/s',
        better: 'higher',
        contestants: [{ name: 'Orchion', role: 'orchion', run: async () => runInProcess(shape, inProcess) }],
      },
      {
        name: `${shape} of ${real} x \`true\``,
        unit: 'steps/s',
        better: 'higher',
        contestants: clusters.all.map(({ name, cluster }) => ({
          name,
          role: 'orchion' as const,
          run: () => runReal(cluster, shape, real),
        })),
      },
    ]);
    return { workloads, close: () => clusters.close() };
  },
};

/** Every batch ends all jobs that the batch before has placed. */
function runInProcess(shape: Shape, count: number): Figures {
  const state = clusterOf(benchNode(0, 100_000));
  let ids = 0;
  const tools: PipelineTools = {
    ...pipelineTools,
    ids: { nextUint32: () => Math.imul(++ids, 2_654_435_761) >>> 0 },
    cache: { entry: () => null, newestWithPrefix: () => null },
    endedRun: () => null,
  };
  const given = { settings: defaultSettings, tools };
  const runId = trustId('run', 'run-000000000001');
  const run = {
    id: runId,
    requestId: trustId('request', 'bench'),
    pipeline: pipelineOf(shape, count),
    source: { file: 'bench.orchion.yaml', text: '', used: {} },
    inputs: {},
    workspaces: {},
    principal: 'bench',
    rerunOf: null,
    parent: null,
  };
  const startedAt = performance.now();
  step(state, given, [{ kind: 'start-run', run, previous: null, known: null }], now);
  let ended = 0;
  while (state.runs.get(runId)?.run.status.endedAt === null) {
    const placed = [...state.nodes.values()].flatMap(({ live }) => [...live.values()]);
    if (placed.length === 0) throw new Error(`only ${ended} of ${count} steps have ended`);
    ended += placed.length;
    endAll(state, given, placed);
  }
  return { rate: (count / (performance.now() - startedAt)) * 1000 };
}

function endAll(
  state: ClusterState,
  given: Parameters<typeof step>[1],
  placed: readonly {
    readonly jobId: JobId;
    readonly number: number;
    readonly lease: number;
    readonly nodeId: Node['id'];
  }[],
): void {
  const [first] = placed;
  const session = first === undefined ? null : (state.nodes.get(first.nodeId)?.session ?? null);
  if (first === undefined || session === null) return;
  const held = placed.map(({ jobId, number, lease }) => ({
    jobId,
    number,
    lease,
    state: 'succeeded' as const,
    startedAt: now,
    endedAt: now,
    end: { reason: 'exit_code' as const, exitCode: 0, signal: null, message: 'Exited with code 0.' },
    logLengths: { stdout: 0, stderr: 0 },
    products: null,
  }));
  const report = { sentAtMs: now, full: false, held, metrics: null, inventory: null };
  step(state, given, [{ kind: 'agent-report', sessionId: session.id, nodeId: first.nodeId, ...report }], now);
  for (const { jobId } of placed) state.jobs.delete(jobId);
}

function clusterOf(node: Node): ClusterState {
  const stored = {
    clusterId: trustId('cluster', 'cluster-000000000001'),
    revision: 1,
    counters: { nextSequence: 1, nextLease: 1, nextRun: 1 },
    nodes: [node],
    jobs: [],
    runs: [],
  };
  const state = loadState(stored, defaultSettings, now);
  for (const entry of state.nodes.values()) {
    entry.session = { id: trustId('session', 'session-000000000001'), instanceId: node.instanceId, heardAt: now };
  }
  return state;
}

function pipelineOf(shape: Shape, count: number): PipelineSpec {
  const { pipeline, problems } = parsePipelineFile({
    text: textOf(shape, count),
    fileName: 'bench.orchion.yaml',
    readUsed: () => null,
  });
  if (pipeline === null) throw new Error(problems.map(({ message }) => message).join('; '));
  return pipeline;
}

/** A chain, or one step, all others but the last that need it, and the last that needs those. */
function textOf(shape: Shape, count: number): string {
  const steps = Array.from({ length: count }, (_, i) => {
    const needs = shape === 'chain' ? [`s${i - 1}`] : i < count - 1 ? ['s0'] : middleOf(count);
    const list = i === 0 ? '' : `, needs: [${needs.join(', ')}]`;
    return `  s${i}: { command: ['true'], resources: { cpu: 250m }${list} }\n`;
  });
  return `apiVersion: orchion/v1\nname: bench\nsteps:\n${steps.join('')}`;
}

function middleOf(count: number): readonly string[] {
  return Array.from({ length: Math.max(0, count - 2) }, (_, i) => `s${i + 1}`);
}

async function runReal({ client }: Cluster, shape: Shape, count: number): Promise<Figures> {
  const source = { file: 'bench.orchion.yaml', text: textOf(shape, count), used: {} };
  const startedAt = performance.now();
  const { run } = await client.runs.start({ source });
  for (;;) {
    const { status } = (await client.runs.get(run.id)).run;
    if (status.state === 'succeeded') return { rate: (count / (performance.now() - startedAt)) * 1000 };
    if (isEndedRun(status.state)) throw new Error(`the run has ${status.state}: ${status.message}`);
    await delay(lookMs);
  }
}
