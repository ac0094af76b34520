/**
 * The agent's journal on a simulated disk: records of one moment share one sync, a full disk refuses. As in the real one,
 * what nobody waits for is kept in memory for a while, and is lost with the process.
 */
import { isInNoHurry, lazyRecordMs, type Journal, type JournalRecord } from '@orchion/agent';
import type { ClusterId, NodeId } from '@orchion/domain';
import type { RecordFile } from './disk.ts';
import type { Machine } from './machine.ts';

/** What the state directory of a node holds besides the attempts. */
export interface AgentStateDirectory {
  readonly nodeId: NodeId;
  clusterId: ClusterId | null;
  readonly journal: RecordFile<JournalRecord>;
}

const compactionEvery = 200;

export function createSimJournal(parts: {
  readonly machine: Machine;
  readonly directory: AgentStateDirectory;
  readonly diskSyncMs: number;
  /** Of this agent process. */
  readonly after: (delayMs: number, run: () => void) => void;
}): Journal {
  const { machine, directory, after } = parts;
  const { journal } = directory;
  let waiting: { record: JournalRecord; resolve: () => void; reject: (error: Error) => void }[] = [];
  let isSyncing = false;

  function write(): void {
    if (isSyncing || waiting.length === 0) return;
    isSyncing = true;
    const served = waiting.filter(({ record, reject }) => {
      const isWritten = journal.append(record);
      if (!isWritten) reject(new Error('no space left on device'));
      return isWritten;
    });
    waiting = [];
    after(machine.dice.between(0.3, parts.diskSyncMs), () => {
      journal.sync();
      isSyncing = false;
      for (const { resolve } of served) resolve();
      write();
    });
  }

  return {
    nodeId: directory.nodeId,
    get clusterId() {
      return directory.clusterId;
    },
    rememberCluster: (clusterId) =>
      new Promise((resolve) => {
        after(machine.dice.between(0.3, parts.diskSyncMs), () => {
          directory.clusterId = clusterId;
          resolve();
        });
      }),
    recovered: [...journal.records],
    append: (record) =>
      new Promise((resolve, reject) => {
        waiting.push({ record, resolve, reject });
        if (isInNoHurry(record)) after(lazyRecordMs, write);
        else write();
      }),
    get wantsCompaction() {
      return journal.records.length > compactionEvery;
    },
    compact: (records) =>
      new Promise((resolve) => {
        const seen = journal.records.length;
        after(machine.dice.between(0.3, parts.diskSyncMs), () => {
          journal.replace([...records, ...journal.records.slice(seen)]);
          resolve();
        });
      }),
  };
}
