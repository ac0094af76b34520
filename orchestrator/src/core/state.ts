/**
 * The live cluster: nodes, jobs that have no outcome yet, runs that have not ended. What has ended lives in the store only. What is marked volatile is
 * not stored: it is what the orchestrator has seen since it started.
 */
import type {
  Attempt,
  ClusterId,
  InstanceId,
  Job,
  JobId,
  Node,
  NodeId,
  NodeMetrics,
  RequestId,
  RunId,
  SessionId,
} from '@orchion/domain';
import { createAgenda, type Agenda } from './agenda.ts';
import type { Counters } from './change.ts';
import type { NodeUsage } from './node-usage.ts';
import type { RunEntry } from './pipeline/run-entry.ts';
import type { SameResult } from './pipeline/result-index.ts';
import { createQueue, type Queue } from './schedule/queue.ts';

export interface ClusterState {
  readonly clusterId: ClusterId;
  revision: number;
  counters: Counters;
  readonly nodes: Map<NodeId, NodeEntry>;
  readonly nodeIdByName: Map<string, NodeId>;
  readonly jobs: Map<JobId, JobEntry>;
  readonly jobIdByRequest: Map<RequestId, JobId>;
  /** Runs that have not ended. */
  readonly runs: Map<RunId, RunEntry>;
  readonly runIdByRequest: Map<RequestId, RunId>;
  /** Derived: the live runs of each concurrency group, in the order of their starts. */
  readonly groups: Map<string, Set<RunId>>;
  /** Derived: who computes a cached result, and who waits for it, by the key of the result. */
  readonly sameResults: Map<string, SameResult>;
  /** Derived: jobs that wait for a node. */
  readonly queue: Queue;
  /** Derived: deadlines. */
  readonly agenda: Agenda<Deadline>;
  /** Volatile. Grows whenever a waiting job might fit that did not before. */
  capacityVersion: number;
  /** Volatile. Grows whenever the set of nodes that can be used at all changes. */
  topologyVersion: number;
  /** Volatile. The store has no room: new submits are refused. */
  diskFull: boolean;
  /** Volatile. More than half of the nodes vanished together: nothing is given up meanwhile. */
  massLoss: string | null;
}

export interface NodeEntry {
  node: Node;
  /** Derived from the live attempts. */
  readonly usage: NodeUsage;
  /** Derived: live attempts on this node, by their job (a job has at most one). */
  readonly live: Map<JobId, Attempt>;
  /** Volatile. */
  metrics: NodeMetrics | null;
  /** Volatile: the open session, and another one that claims the same identity. */
  session: SessionState | null;
  rival: SessionState | null;
  /** Volatile: when each of the node's latest agents sent its newest hello, on that agent's own clock. */
  hellos: Map<InstanceId, number>;
  /** Volatile: until then two agents may claim this identity, so that neither's word counts; ms since the epoch. */
  doubtUntil: number;
  /** Volatile: when silence is noticed, or an unreachable node is given up; ms since the epoch. */
  deadline: number;
  /** Volatile: when the agenda has these looked at; null: it does not. */
  lookAt: number | null;
  /** Volatile: the lease of the latest placement, for the round robin among equals. */
  lastPlaced: number;
}

export interface SessionState {
  readonly id: SessionId;
  readonly instanceId: InstanceId;
  heardAt: number;
}

export interface JobEntry {
  job: Job;
  /** By number, ascending. */
  readonly attempts: Attempt[];
  /** Volatile: nodes that refused it, each with the time until which it is not asked again. */
  refusedBy: ReadonlyMap<NodeId, number> | null;
}

export type Deadline =
  /** `at`: an entry with another time than the node's `lookAt` is out of date. */
  | { readonly kind: 'node'; readonly nodeId: NodeId; readonly at: number }
  | { readonly kind: 'drain'; readonly nodeId: NodeId }
  | { readonly kind: 'due'; readonly jobId: JobId }
  | { readonly kind: 'queue-timeout'; readonly jobId: JobId };

export function emptyState(clusterId: ClusterId, revision: number, counters: Counters): ClusterState {
  return {
    clusterId,
    revision,
    counters,
    nodes: new Map(),
    nodeIdByName: new Map(),
    jobs: new Map(),
    jobIdByRequest: new Map(),
    runs: new Map(),
    runIdByRequest: new Map(),
    groups: new Map(),
    sameResults: new Map(),
    queue: createQueue(),
    agenda: createAgenda(),
    capacityVersion: 1,
    topologyVersion: 1,
    diskFull: false,
    massLoss: null,
  };
}

export function latestAttempt(entry: JobEntry): Attempt | null {
  return entry.attempts.at(-1) ?? null;
}
