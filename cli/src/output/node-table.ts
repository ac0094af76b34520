/** Nodes as rows: what they are, how they are, what is free. */
import type { NodeSeen } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import { nodeStateText } from './states.ts';
import { clean, type Style } from './style.ts';
import type { Column } from './table.ts';

export const nodeColumns: readonly Column[] = [
  { title: 'NODE' },
  { title: 'STATE' },
  { title: 'JOBS', align: 'right' },
  { title: 'CPU IN USE' },
  { title: 'MEMORY IN USE' },
  { title: 'GPUS' },
  { title: 'SYSTEM' },
];

export function nodeRow(node: NodeSeen, style: Style): readonly string[] {
  const { inventory, metrics } = node;
  return [
    clean(node.name),
    nodeStateText(node, style),
    String(node.attemptsLive),
    `${percent(metrics?.cpuBusyFraction ?? null)} of ${inventory.cpuCoresLogical}`,
    `${metrics === null ? '-' : formatBytes(metrics.memoryUsedBytes)} of ${formatBytes(inventory.memoryBytes)}`,
    gpusText(node),
    clean(`${inventory.os} ${inventory.arch}`),
  ];
}

/** `2 x RTX 4090 24 GiB`; different ones after each other. */
export function gpusText(node: NodeSeen): string {
  const counts = new Map<string, number>();
  for (const gpu of node.inventory.gpus) {
    const kind = `${clean(gpu.model)} ${formatBytes(gpu.vramBytes)}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts.size === 0 ? '-' : [...counts].map(([kind, count]) => `${count} x ${kind}`).join(', ');
}

export function percent(fraction: number | null): string {
  return fraction === null ? '-' : `${Math.round(fraction * 100)}%`;
}
