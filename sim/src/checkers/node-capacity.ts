/** No node is given more than it has, and no GPU more than one whole device: added up from the disk, attempt by attempt. */
import { isLiveAttempt, type Attempt, type NodeId } from '@orchion/domain';
import type { MemoryDisk } from '@orchion/orchestrator';
import type { CreateReferee } from '../referee.ts';

export const nodeCapacity: CreateReferee = ({ fail }) => ({
  committed(changes, disk) {
    const touched = new Set<NodeId>();
    for (const change of changes) {
      if (change.kind === 'attempt-put' && change.attempt.state === 'placed') touched.add(change.attempt.nodeId);
    }
    if (touched.size === 0) return;
    const live = liveAttempts(disk);
    for (const nodeId of touched) {
      const node = disk.nodes.get(nodeId);
      if (node === undefined) {
        fail(`an attempt was placed on ${nodeId}, which is not a node`);
        continue;
      }
      const held = live.filter((attempt) => attempt.nodeId === nodeId).map(({ allocation }) => allocation);
      const { inventory } = node;
      const check = (what: string, used: number, total: number): void => {
        if (used > total) fail(`${node.name} was given ${used} ${what} of ${total}`);
      };
      const sum = (of: (allocation: Attempt['allocation']) => number): number =>
        held.reduce((total, allocation) => total + of(allocation), 0);
      check(
        'thousandths of a core',
        sum((a) => a.cpuMillis),
        inventory.cpuCoresLogical * 1000,
      );
      check(
        'bytes of memory',
        sum((a) => a.memoryBytes),
        inventory.memoryBytes,
      );
      check(
        'bytes of disk',
        sum((a) => a.diskBytes),
        inventory.workDiskBytes,
      );
      for (const [name, total] of Object.entries(inventory.custom))
        check(
          name,
          sum((a) => a.custom[name] ?? 0),
          total,
        );
      for (const device of inventory.gpus) {
        const shares = held.flatMap(({ gpus }) => gpus.filter((gpu) => gpu.device === device.id));
        check(`thousandths of ${device.id}`, total(shares.map(({ shareMillis }) => shareMillis)), 1000);
        check(`bytes of VRAM of ${device.id}`, total(shares.map(({ vramBytes }) => vramBytes)), device.vramBytes);
      }
    }
  },
});

function liveAttempts(disk: MemoryDisk): readonly Attempt[] {
  const live: Attempt[] = [];
  for (const record of disk.jobs.values()) {
    const latest = record.attempts.at(-1);
    if (latest !== undefined && isLiveAttempt(latest.state)) live.push(latest);
  }
  return live;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
