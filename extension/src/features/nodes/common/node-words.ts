/** A node's figures as people see them, and the shape of its standing. */
import type { NodeSeen } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import type { NodeStanding } from '../../../cluster/node-standing.ts';
import type { Say } from '../../../cluster/say.ts';

/** Each has a shape of its own: the colour only repeats it. */
export const standingLooks: Readonly<Record<NodeStanding, { readonly icon: string; readonly colour: string }>> = {
  ready: { icon: 'vm-active', colour: 'testing.iconPassed' },
  cordoned: { icon: 'circle-slash', colour: 'charts.yellow' },
  draining: { icon: 'arrow-circle-down', colour: 'charts.yellow' },
  quarantined: { icon: 'shield', colour: 'charts.red' },
  unreachable: { icon: 'debug-disconnect', colour: 'charts.yellow' },
  lost: { icon: 'error', colour: 'charts.red' },
};

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)}%`;
}

/** `8% CPU · 3.1 of 16 GiB · 2 jobs`: what fits beside a name. */
export function figuresOf(node: NodeSeen, say: Say): string {
  const parts: string[] = [];
  const { metrics, inventory } = node;
  if (metrics !== null && node.liveness === 'ready') {
    parts.push(say('CPU {0}', percent(metrics.cpuBusyFraction)));
    parts.push(say('memory {0}', percent(metrics.memoryUsedBytes / Math.max(1, inventory.memoryBytes))));
  }
  if (inventory.gpus.length > 0)
    parts.push(inventory.gpus.length === 1 ? say('1 GPU') : say('{0} GPUs', inventory.gpus.length));
  if (node.attemptsLive > 0) parts.push(node.attemptsLive === 1 ? say('1 job') : say('{0} jobs', node.attemptsLive));
  return parts.join(' · ');
}

export function memoryWords(node: NodeSeen, say: Say): string {
  const total = formatBytes(node.inventory.memoryBytes);
  return node.metrics === null ? total : say('{0} of {1}', formatBytes(node.metrics.memoryUsedBytes), total);
}

export function cpuWords(node: NodeSeen, say: Say): string {
  const cores = say('{0} cores', node.inventory.cpuCoresLogical);
  return node.metrics === null ? cores : say('{0} of {1}', percent(node.metrics.cpuBusyFraction), cores);
}

/** What tells two models apart: `RTX 4090` of `NVIDIA GeForce RTX 4090`. A side bar is narrow. */
export function shortModel(model: string): string {
  const short = model.replace(/^(NVIDIA|AMD|Intel|Apple)(\(R\))? +((GeForce|Radeon)(\(TM\))? +)?/i, '');
  return short === '' ? model : short;
}

/** One line per device: its model, and the VRAM in use by anybody. */
export function gpuWords(node: NodeSeen, say: Say): readonly { readonly label: string; readonly figures: string }[] {
  return node.inventory.gpus.map((gpu) => {
    const live = node.metrics?.gpus.find((one) => one.device === gpu.id);
    const total = formatBytes(gpu.vramBytes);
    const used = live?.vramUsedBytes ?? null;
    const parts = [used === null ? total : say('{0} of {1}', formatBytes(used), total)];
    if (live !== undefined && live.busyFraction !== null) parts.push(say('{0} busy', percent(live.busyFraction)));
    if (live !== undefined && live.temperatureCelsius !== null) parts.push(`${Math.round(live.temperatureCelsius)} °C`);
    return { label: gpu.model, figures: parts.join(' · ') };
  });
}
