/**
 * The cluster as it is and as it changes: a snapshot first, then every commit, folded by id. After a cut the watch goes on
 * from the last whole revision; where the orchestrator no longer holds the changes since then, it sends a snapshot, and the
 * fold begins anew. A snapshot that is cut in its middle is thrown away: nobody ever sees half of one.
 */
import type { StepRef, StepRun } from '@orchion/domain';
import type { RunSeen } from '@orchion/proto';
import { backoffMs } from './backoff.ts';
import { clientErrorFrom, ClientError, isTransient } from './client-error.ts';
import type { Timing } from './timing.ts';

interface Named {
  readonly id: string;
}

/** One message of the watch. */
export interface WatchMessage<Node, Job> {
  readonly revision: number;
  /** A snapshot begins: drop what you have. */
  readonly reset: boolean;
  readonly snapshotComplete: boolean;
  readonly nodes: readonly Node[];
  readonly nodesRemoved: readonly string[];
  readonly jobs: readonly Job[];
  readonly jobsRemoved: readonly string[];
  readonly runs: readonly RunSeen[];
  readonly runsRemoved: readonly string[];
  readonly steps: readonly StepRun[];
  /** Cells have taken their place. */
  readonly stepsRemoved: readonly StepRef[];
}

/** The fold: changes in place from one update to the next; copy what you keep. */
export interface ClusterState<Node, Job> {
  readonly revision: number;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly runs: ReadonlyMap<string, RunSeen>;
  /** By run and key, without what they wrote. Those of a run that had ended before the watch began are not here. */
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, StepRun>>;
}

export type ClusterUpdate<Node, Job> =
  /** Everything is new: the first snapshot, or one after a cut. */
  | { readonly kind: 'snapshot'; readonly state: ClusterState<Node, Job> }
  /** One commit; `changes` says what is different. */
  | { readonly kind: 'change'; readonly state: ClusterState<Node, Job>; readonly changes: WatchMessage<Node, Job> }
  /** The connection broke; the state is as of its revision until the next update. */
  | { readonly kind: 'cut'; readonly error: ClientError; readonly retryInMs: number };

/** Opens one watch after the revision; 0 begins with a snapshot. */
export type OpenWatch<Node, Job> = (
  fromRevision: number,
  signal: AbortSignal,
) => AsyncIterable<WatchMessage<Node, Job>>;

/** Ends when the signal is aborted. Throws ClientError where trying again cannot help. */
export async function* watchCluster<Node extends Named, Job extends Named>(
  open: OpenWatch<Node, Job>,
  timing: Timing,
  signal: AbortSignal,
): AsyncIterable<ClusterUpdate<Node, Job>> {
  let state: Fold<Node, Job> | null = null;
  let failures = 0;
  while (!signal.aborted) {
    try {
      /** The snapshot that is coming in. */
      let draft: Fold<Node, Job> | null = null;
      for await (const message of open(state?.revision ?? 0, signal)) {
        failures = 0;
        if (message.reset) draft = emptyFold();
        if (draft !== null) {
          applyTo(draft, message);
          if (!message.snapshotComplete) continue;
          state = draft;
          draft = null;
          yield { kind: 'snapshot', state };
          continue;
        }
        if (state === null) throw new ClientError('internal', 'The watch did not begin with a snapshot');
        // Sent once more after a cut: seen already.
        if (message.revision <= state.revision) continue;
        applyTo(state, message);
        yield { kind: 'change', state, changes: message };
      }
      throw new ClientError('unavailable', 'The orchestrator ended the watch');
    } catch (thrown) {
      // The caller is going away: whatever broke, broke because of that.
      if (isAborted(signal)) return;
      const error = clientErrorFrom(thrown);
      if (!isTransient(error)) throw error;
      failures += 1;
      const retryInMs = backoffMs(failures, timing.random());
      yield { kind: 'cut', error, retryInMs };
      await timing.delay(retryInMs, signal);
    }
  }
}

/** Asked through a function, since the compiler believes that the loop's condition still holds. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

interface Fold<Node, Job> {
  revision: number;
  readonly nodes: Map<string, Node>;
  readonly jobs: Map<string, Job>;
  readonly runs: Map<string, RunSeen>;
  readonly steps: Map<string, Map<string, StepRun>>;
}

function emptyFold<Node, Job>(): Fold<Node, Job> {
  return { revision: 0, nodes: new Map(), jobs: new Map(), runs: new Map(), steps: new Map() };
}

function applyTo<Node extends Named, Job extends Named>(fold: Fold<Node, Job>, message: WatchMessage<Node, Job>): void {
  fold.revision = message.revision;
  for (const node of message.nodes) fold.nodes.set(node.id, node);
  for (const id of message.nodesRemoved) fold.nodes.delete(id);
  for (const job of message.jobs) fold.jobs.set(job.id, job);
  for (const id of message.jobsRemoved) fold.jobs.delete(id);
  for (const run of message.runs) fold.runs.set(run.id, run);
  for (const { runId, stepKey } of message.stepsRemoved) fold.steps.get(runId)?.delete(stepKey);
  for (const step of message.steps) {
    const steps = fold.steps.get(step.runId);
    if (steps === undefined) fold.steps.set(step.runId, new Map([[step.key, step]]));
    else steps.set(step.key, step);
  }
  for (const id of message.runsRemoved) {
    fold.runs.delete(id);
    fold.steps.delete(id);
  }
}
