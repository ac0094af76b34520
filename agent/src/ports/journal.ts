/** What the agent must know again after a crash. */
import type { ClusterId, NodeId } from '@orchion/domain';
import type { JournalRecord } from '../core/journal-record.ts';

export interface Journal {
  /** Made once, kept for good. */
  readonly nodeId: NodeId;
  /** The cluster that this node belongs to; null before its first welcome. */
  readonly clusterId: ClusterId | null;
  /** Resolves when it is durable. */
  rememberCluster(clusterId: ClusterId): Promise<void>;
  /** What was found at the start, in the order in which it was written. */
  readonly recovered: readonly JournalRecord[];
  /** Resolves when it is durable; records of one moment share one fsync. Rejects where the disk refuses. */
  append(record: JournalRecord): Promise<void>;
  /** True when the journal has grown so much that `compact` is worth its price. */
  readonly wantsCompaction: boolean;
  /** Replaces everything, atomically. Records appended meanwhile follow it. */
  compact(records: readonly JournalRecord[]): Promise<void>;
}
