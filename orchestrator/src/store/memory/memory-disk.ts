/**
 * The simulated disk of a memory store: what is here survives a crash of the orchestrator, nothing else does. A new store
 * opened on the same disk sees exactly the committed facts. No clock, no dice: the same calls leave the same disk.
 */
import type {
  Attempt,
  CacheEntry,
  ClusterId,
  EndedJobState,
  Job,
  JobId,
  Node,
  NodeId,
  RequestId,
  Run,
  RunId,
  StepRun,
} from '@orchion/domain';
import type { AuditEntry, Counters } from '../../core/change.ts';

/** A job as it lies on the disk. */
export interface JobRecord {
  job: Job;
  /** By number, ascending. */
  attempts: readonly Attempt[];
}

/** A run as it lies on the disk. */
export interface RunRecord {
  run: Run;
  readonly steps: Map<string, StepRun>;
}

export interface MemoryDisk {
  readonly clusterId: ClusterId;
  revision: number;
  counters: Counters;
  readonly nodes: Map<NodeId, Node>;
  readonly jobs: Map<JobId, JobRecord>;
  readonly requests: Map<RequestId, JobId>;
  /** Ids of all jobs, by sequence, ascending. */
  order: JobId[];
  readonly runs: Map<RunId, RunRecord>;
  readonly cache: Map<string, CacheEntry>;
  audit: AuditEntry[];
  readonly ended: Record<EndedJobState, number>;
  /** While true, commits are refused as `full`, except those that the released ballast has room for. */
  full: boolean;
  ballastHeld: boolean;
  /** Commits that still fit once the ballast was released on a full disk. */
  ballastCommitsLeft: number;
  /** Which opening holds the disk; a crash or a close frees it. Openings are numbered, so a dead store cannot write. */
  holder: number | null;
  openings: number;
}

/** How many commits fit into the released ballast. The number is arbitrary; that it ends is what matters. */
export const ballastCommits = 1000;

export function createMemoryDisk(clusterId: ClusterId): MemoryDisk {
  return {
    clusterId,
    revision: 0,
    counters: { nextSequence: 1, nextLease: 1, nextRun: 1 },
    nodes: new Map(),
    jobs: new Map(),
    requests: new Map(),
    order: [],
    runs: new Map(),
    cache: new Map(),
    audit: [],
    ended: { succeeded: 0, failed: 0, cancelled: 0 },
    full: false,
    ballastHeld: true,
    ballastCommitsLeft: 0,
    holder: null,
    openings: 0,
  };
}

/** The orchestrator dies: the store that held the disk can do nothing more, a new one may open it. */
export function crashMemoryDisk(disk: MemoryDisk): void {
  disk.holder = null;
}
