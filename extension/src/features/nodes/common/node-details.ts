/** Everything that is known of a node, as a page of text. */
import type { NodeSeen } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import { coresWords } from '../../../cluster/needs-words.ts';
import { standingOf, standingWord } from '../../../cluster/node-standing.ts';
import type { Say } from '../../../cluster/say.ts';
import { cpuWords, gpuWords, memoryWords } from './node-words.ts';

export function nodeDetails(node: NodeSeen, clock: (at: number) => string, say: Say): string {
  const { inventory, allocated, metrics } = node;
  const standing = standingWord(standingOf(node), say);
  const held = [coresWords(allocated.cpuMillis, say), formatBytes(allocated.memoryBytes)];
  if (allocated.gpus.length > 0) held.push(say('{0} GPU', allocated.gpus.length));
  const rows: readonly (readonly [string, string])[] = [
    [say('Name'), node.name],
    [say('Id'), node.id],
    [say('State'), `${standing} (${say('since {0}', clock(node.livenessSince))})`],
    [say('Quarantine'), node.quarantine ?? ''],
    [say('Drain until'), node.drainDeadline === null ? '' : clock(node.drainDeadline)],
    [
      say('Labels'),
      Object.entries(node.labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(', '),
    ],
    [say('Jobs'), String(node.attemptsLive)],
    [say('Held by jobs'), node.attemptsLive === 0 ? '' : held.join(', ')],
    [say('CPU'), `${cpuWords(node, say)}, ${inventory.cpuModel}`],
    [say('Load'), metrics === null ? '' : metrics.load1.toFixed(2)],
    [say('Memory'), memoryWords(node, say)],
    ...gpuWords(node, say).map((gpu, index) => [say('GPU {0}', index), `${gpu.label}, ${gpu.figures}`] as const),
    [say('Disk for jobs'), diskWords(node, say)],
    [say('System'), `${inventory.os} ${inventory.osRelease} ${inventory.arch}`],
    [say('Host'), inventory.hostname],
    [say('Agent'), say('{0}, process {1}', inventory.agentVersion, node.agentPid)],
    [say('Executors'), inventory.executors.join(', ')],
    [say('Containers'), inventory.containerEngine.version ?? inventory.containerEngine.problem ?? ''],
    [say('Registered'), clock(node.registeredAt)],
  ];
  const filled = rows.filter(([, value]) => value !== '');
  const width = Math.max(...filled.map(([name]) => name.length));
  return `${filled.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}\n`;
}

function diskWords({ inventory, metrics }: NodeSeen, say: Say): string {
  const total = formatBytes(inventory.workDiskBytes);
  return metrics === null ? total : say('{0} free of {1}', formatBytes(metrics.workDiskFreeBytes), total);
}
