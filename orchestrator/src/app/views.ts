/** What the outside sees of nodes and jobs, made from the live state. */
import { isLiveAttempt, jobStateOf } from '@orchion/domain';
import { allocationOf } from '../core/node-usage.ts';
import { explainDemand } from '../core/schedule/explain.ts';
import { demandOf, type QueueClass } from '../core/schedule/queue.ts';
import { latestAttempt, type ClusterState, type JobEntry, type NodeEntry } from '../core/state.ts';
import type { StoredJob } from '../ports/store.ts';
import type { JobView, NodeView } from './orchestrator.ts';

export function nodeViewOf(entry: NodeEntry): NodeView {
  return {
    node: entry.node,
    metrics: entry.metrics,
    allocated: allocationOf(entry.usage),
    attemptsLive: entry.live.size,
    connected: entry.session !== null,
  };
}

/** With all attempts. */
export function jobViewOf(state: ClusterState, entry: JobEntry, now: number): JobView {
  const { job, attempts } = entry;
  const jobState = jobStateOf(job.status, latestAttempt(entry));
  return { job, attempts: [...attempts], state: jobState, message: messageOf(state, entry, now) };
}

/** Of a job that the store holds and memory no longer does. */
export function endedJobView({ job, attempts }: StoredJob): JobView {
  const state = jobStateOf(job.status, attempts.at(-1) ?? null);
  return { job, attempts, state, message: job.status.outcome?.message ?? '' };
}

/** With the latest attempt only, as lists and watches carry it. */
export function withLatestAttempt(view: JobView): JobView {
  return view.attempts.length <= 1 ? view : { ...view, attempts: view.attempts.slice(-1) };
}

/** One sentence: why it ended, or why it waits. */
function messageOf(state: ClusterState, entry: JobEntry, now: number): string {
  const { status } = entry.job;
  if (status.outcome !== null) return status.outcome.message;
  const latest = latestAttempt(entry);
  const node = latest === null ? null : (state.nodes.get(latest.nodeId)?.node.name ?? latest.nodeId);
  if (latest !== null && isLiveAttempt(latest.state)) {
    if (status.cancelRequestedAt !== null) return `being cancelled on ${node}`;
    if (latest.state === 'unknown') {
      return `node ${node} is silent: the job may still run there, its result counts when the node is back`;
    }
    return latest.state === 'placed' ? `placed on ${node}` : `${latest.state} on ${node}`;
  }
  const own = state.queue.classOf.get(entry.job.id);
  if (own === undefined) {
    const seconds = Math.max(1, Math.ceil((status.notBefore - now) / 1000));
    const why = latest?.end?.message ?? 'the attempt before failed';
    return `tries again in ${seconds} s: ${why}`;
  }
  return waitMessage(state, own, entry, now);
}

/** The words for a waiting class, kept while the capacity version holds: a thousand like jobs wait for one reason. */
const words = new WeakMap<QueueClass, { readonly capacityVersion: number; readonly message: string }>();

function waitMessage(state: ClusterState, own: QueueClass, entry: JobEntry, now: number): string {
  const kept = words.get(own);
  if (kept?.capacityVersion === state.capacityVersion) return kept.message;
  const { summary, verdict } = explainDemand(state, demandOf(entry), own, now);
  const message = verdict === 'would_place' ? 'waits for its turn' : summary;
  words.set(own, { capacityVersion: state.capacityVersion, message });
  return message;
}
