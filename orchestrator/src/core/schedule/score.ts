/**
 * How good a node that fits is for a demand: one number, higher is better. In order of weight: work without GPUs stays off
 * GPU nodes; GPU work goes where the least VRAM is left over; the rest is spread to where the most is free. Equal nodes are
 * taken in turn (see `betterNode`).
 */
import type { NodeEntry } from '../state.ts';
import type { Demand } from './queue.ts';

export function scoreOf(entry: NodeEntry, demand: Demand): number {
  const { inventory } = entry.node;
  const { gpus } = demand.resources;
  let score = 0;
  if (gpus === null) {
    if (inventory.gpus.length > 0) score -= 10;
  } else {
    // Left-over VRAM of the whole node, in units of 100 GB: a small job leaves the big machine alone.
    let vram = 0;
    for (const device of inventory.gpus) vram += device.vramBytes;
    score -= vram / 100e9;
  }
  const cpuTotal = inventory.cpuCoresLogical * 1000;
  score += cpuTotal > 0 ? (cpuTotal - entry.usage.cpuMillis - demand.resources.cpuMillis) / cpuTotal : 0;
  if (inventory.memoryBytes > 0) {
    score +=
      (inventory.memoryBytes - entry.usage.memoryBytes - demand.resources.memoryBytes) / inventory.memoryBytes / 2;
  }
  // What programs outside Orchion use counts a little: in tenths, so that noise does not decide between equals.
  if (entry.metrics !== null) score -= Math.round(entry.metrics.cpuBusyFraction * 10) / 40;
  return score;
}

/** True where `a` is to be taken before `b`: the higher score, then the one that was not given work for longest. */
export function betterNode(a: ScoredNode, b: ScoredNode): boolean {
  if (Math.abs(a.score - b.score) > 1e-9) return a.score > b.score;
  if (a.entry.lastPlaced !== b.entry.lastPlaced) return a.entry.lastPlaced < b.entry.lastPlaced;
  return a.entry.node.name < b.entry.node.name;
}

export interface ScoredNode {
  readonly entry: NodeEntry;
  readonly score: number;
}
