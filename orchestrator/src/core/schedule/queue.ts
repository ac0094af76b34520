/**
 * The waiting jobs, grouped into classes of jobs that ask for exactly the same: what holds for one of a class holds for all,
 * so a class that does not fit is looked at once and not once a job. Within a class, jobs wait in order of submission.
 */
import { executorOf, type ExecutorKind, type JobId, type JobSpec } from '@orchion/domain';
import type { JobEntry, NodeEntry } from '../state.ts';

export interface Queue {
  readonly classes: Map<string, QueueClass>;
  readonly classOf: Map<JobId, QueueClass>;
}

export interface QueueClass {
  readonly key: string;
  /** Of what decides which nodes stand open for it: classes that share it share their candidates. */
  readonly standingKey: string;
  readonly priority: number;
  /** The demand that all jobs of the class share. */
  readonly demand: Demand;
  /** By sequence; entries before `first` are gone. */
  readonly entries: JobEntry[];
  first: number;
  /** Set when the class did not fit, valid as long as the state's capacity version is this one. */
  blocked: Blocked | null;
  /** The nodes that stand open for it, valid as long as the state's topology version is this one. */
  candidates: Candidates | null;
}

export interface Candidates {
  readonly topologyVersion: number;
  readonly nodes: readonly NodeEntry[];
}

/** The parts of a spec that decide where it may run. */
export type Demand = Pick<JobSpec, 'resources' | 'labels' | 'node' | 'priority'> & {
  readonly executor: ExecutorKind;
  readonly refusedBy: JobEntry['refusedBy'];
};

interface Blocked {
  readonly capacityVersion: number;
  /** The node that is being kept free for the class, and what is short there; null where capacity is not what it waits for. */
  readonly reservation: Reservation | null;
}

export interface Reservation {
  readonly jobId: JobId;
  readonly nodeId: string;
  /** The filters that fail there now: a lower-ranked job may use none of what they guard. */
  readonly short: ReadonlySet<string>;
  readonly demand: Demand;
}

export function createQueue(): Queue {
  return { classes: new Map(), classOf: new Map() };
}

export function demandOf(entry: JobEntry): Demand {
  return demandFor(entry.job.spec, entry.refusedBy);
}

/** Also of a job that nobody has submitted: no node has refused that one. */
export function demandFor(spec: JobSpec, refusedBy: Demand['refusedBy'] = null): Demand {
  const { resources, labels, node, priority } = spec;
  return { executor: executorOf(spec), resources, labels, node, priority, refusedBy };
}

export function enqueue(queue: Queue, entry: JobEntry): void {
  const demand = demandOf(entry);
  const key = keyOf(demand, entry.job.id);
  let found = queue.classes.get(key);
  if (found === undefined) {
    const standingKey = standingKeyOf(demand);
    const { priority } = demand;
    found = { key, standingKey, priority, demand, entries: [], first: 0, blocked: null, candidates: null };
    queue.classes.set(key, found);
  }
  found.entries.splice(placeOf(found, entry.job.sequence), 0, entry);
  queue.classOf.set(entry.job.id, found);
}

/** Takes a job out, wherever it is; harmless where it is not queued. */
export function dequeue(queue: Queue, entry: JobEntry): void {
  const found = queue.classOf.get(entry.job.id);
  if (found === undefined) return;
  queue.classOf.delete(entry.job.id);
  const index = placeOf(found, entry.job.sequence);
  if (index === found.first) {
    found.first++;
    // Gone entries are let go in bulk, so that taking from the front stays cheap.
    if (found.first > 1024 && found.first * 2 > found.entries.length) {
      found.entries.splice(0, found.first);
      found.first = 0;
    }
  } else {
    found.entries.splice(index, 1);
  }
  if (found.first >= found.entries.length) queue.classes.delete(found.key);
}

export function headOf(queueClass: QueueClass): JobEntry | null {
  return queueClass.entries[queueClass.first] ?? null;
}

function lengthOf(queueClass: QueueClass): number {
  return queueClass.entries.length - queueClass.first;
}

/** True where `a` goes before `b`: strict priority, then order of submission. */
export function goesBefore(a: QueueClass, b: QueueClass): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  const [first, second] = [headOf(a), headOf(b)];
  return (first?.job.sequence ?? Infinity) < (second?.job.sequence ?? Infinity);
}

/** Jobs that wait in front of this one; null where it is not queued. */
export function queuePositionOf(queue: Queue, entry: JobEntry): number | null {
  const own = queue.classOf.get(entry.job.id);
  if (own === undefined) return null;
  let before = 0;
  for (const other of queue.classes.values()) {
    if (other.priority > own.priority) before += lengthOf(other);
    else if (other.priority === own.priority) before += placeOf(other, entry.job.sequence) - other.first;
  }
  return before;
}

/** The index of the first entry with a sequence not below this one. */
function placeOf(queueClass: QueueClass, sequence: number): number {
  let low = queueClass.first;
  let high = queueClass.entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queueClass.entries[middle]?.job.sequence ?? Infinity) < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

function standingKeyOf({ executor, node, labels }: Demand): string {
  return JSON.stringify([executor, node, Object.entries(labels).sort()]);
}

function keyOf(demand: Demand, jobId: JobId): string {
  // A job that some node refused has candidates of its own.
  const own = demand.refusedBy === null ? '' : jobId;
  const { executor, resources, labels, node, priority } = demand;
  const sorted = Object.keys(labels).sort();
  return JSON.stringify([
    own,
    priority,
    executor,
    node,
    sorted,
    sorted.map((key) => labels[key]),
    resources.cpuMillis,
    resources.memoryBytes,
    resources.diskBytes,
    resources.gpus,
    Object.entries(resources.custom).sort(),
  ]);
}
