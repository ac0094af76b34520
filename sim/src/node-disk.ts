/** What a machine's disk holds for its agent: the state directory, and a folder of each attempt. */
import type { JournalRecord } from '@orchion/agent';
import { newId } from '@orchion/domain';
import type { AttemptFolder } from './attempt-folder.ts';
import { createRecordFile } from './disk.ts';
import type { Machine } from './machine.ts';
import type { AgentStateDirectory } from './sim-journal.ts';

export interface NodeDisk {
  readonly directory: AgentStateDirectory;
  /** By the attempt's name. */
  readonly folders: Map<string, AttemptFolder>;
}

export function createNodeDisk(machine: Machine): NodeDisk {
  const journal = createRecordFile<JournalRecord>(machine.disk);
  return { directory: { nodeId: newId('node', machine.dice), clusterId: null, journal }, folders: new Map() };
}

/** As it is now, on another machine: nothing that happens to the one reaches the other. */
export function copyNodeDisk({ directory, folders }: NodeDisk, to: Machine): NodeDisk {
  const journal = createRecordFile<JournalRecord>(to.disk);
  journal.replace(directory.journal.records);
  return {
    directory: { nodeId: directory.nodeId, clusterId: directory.clusterId, journal },
    folders: new Map([...folders].map(([name, folder]) => [name, structuredClone(folder)])),
  };
}
