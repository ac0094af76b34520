/**
 * A client that watches: takes a snapshot, folds every change into it, and after a cut goes on from the revision it knows.
 * What it then holds must be what the orchestrator would tell anyone who asked.
 */
import type { JobId, NodeId, RunHead, RunId, StepRun } from '@orchion/domain';
import type { FeedMessage, JobView, NodeView } from '@orchion/orchestrator';
import type { Network, Route, Wire } from './network.ts';
import type { OrchestratorHost } from './orchestrator-host.ts';
import type { World } from './world.ts';

export interface Watcher {
  readonly name: string;
  /** The revision up to which it knows everything; 0: it is in the middle of a snapshot, or knows nothing yet. */
  readonly revision: number;
  /** Connected, with nothing on its way. */
  readonly isCurrent: boolean;
  readonly jobs: ReadonlyMap<JobId, JobView>;
  readonly nodes: ReadonlyMap<NodeId, NodeView>;
  readonly runs: ReadonlyMap<RunId, RunHead>;
  /** By 'run/key'. */
  readonly steps: ReadonlyMap<string, StepRun>;
  start(): void;
}

const retryMs = { low: 50, high: 4_000 };

export function createWatcher(parts: {
  readonly world: World;
  readonly network: Network;
  readonly route: Route;
  readonly host: OrchestratorHost;
}): Watcher {
  const { world, network, route, host } = parts;
  const dice = world.random(`watcher ${route.name}`);
  let jobs = new Map<JobId, JobView>();
  let nodes = new Map<NodeId, NodeView>();
  let runs = new Map<RunId, RunHead>();
  let steps = new Map<string, StepRun>();
  let revision = 0;
  let wire: Wire | null = null;

  function connect(): void {
    const abort = new AbortController();
    let isServed = false;
    const own = network.connect(route, {
      node() {
        wire = null;
        world.after(dice.between(retryMs.low, retryMs.high), connect);
      },
      orchestrator: () => abort.abort(),
    });
    wire = own;
    const from = revision;
    own.send('node', () => {
      isServed = host.watch(own, from, abort.signal, (message) => {
        own.send('orchestrator', () => {
          if (wire === own) fold(message);
        });
      });
      if (!isServed) own.close('orchestrator');
    });
  }

  function fold(message: FeedMessage): void {
    if (message.reset) {
      jobs = new Map();
      nodes = new Map();
      runs = new Map();
      steps = new Map();
      revision = 0;
    }
    for (const view of message.jobs) jobs.set(view.job.id, view);
    for (const view of message.nodes) nodes.set(view.node.id, view);
    for (const jobId of message.jobsRemoved) jobs.delete(jobId);
    for (const nodeId of message.nodesRemoved) nodes.delete(nodeId);
    for (const run of message.runs) runs.set(run.id, run);
    for (const { runId, stepKey } of message.stepsRemoved) steps.delete(`${runId}/${stepKey}`);
    for (const step of message.steps) steps.set(`${step.runId}/${step.key}`, step);
    if (message.snapshotComplete) revision = message.revision;
  }

  return {
    name: route.name,
    get revision() {
      return revision;
    },
    get isCurrent() {
      return wire !== null && wire.isIdle && revision > 0;
    },
    get jobs() {
      return jobs;
    },
    get nodes() {
      return nodes;
    },
    get runs() {
      return runs;
    },
    get steps() {
      return steps;
    },
    start: connect,
  };
}
