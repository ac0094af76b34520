/**
 * The ledger of each GPU: what jobs hold of it, and what programs that nobody asked Orchion about use of it.
 *
 *   free VRAM = min(total - reserved, observed free - the part of the reservations that is not allocated yet)
 *
 * An attempt's process takes a while to allocate what it reserved: for its first minute its reservation counts as not yet
 * allocated, so that nobody else is given the memory which the device still shows as free.
 */
import type { Attempt, GpuAllocation, GpuDevice, GpuRequest } from '@orchion/domain';
import type { NodeEntry } from '../state.ts';

/** How long a new attempt's VRAM counts as not yet allocated, ms. Loading a large model from a slow disk takes about this. */
const youngMs = 60_000;

/** True where the device is one that the request accepts, however busy. */
export function accepts(device: GpuDevice, request: GpuRequest): boolean {
  if (request.vendor !== null && device.vendor !== request.vendor) return false;
  if (request.model !== null && !device.model.toLowerCase().includes(request.model.toLowerCase())) return false;
  return device.vramBytes >= request.vramBytes;
}

export function freeVramBytes(entry: NodeEntry, device: GpuDevice, now: number): number {
  const reserved = entry.usage.gpus.get(device.id)?.vramBytes ?? 0;
  const unreserved = device.vramBytes - reserved;
  const used = entry.metrics?.gpus.find((gpu) => gpu.device === device.id)?.vramUsedBytes ?? null;
  if (used === null) return Math.max(0, unreserved);
  let notYetAllocated = 0;
  if (reserved > 0) {
    for (const attempt of entry.live.values()) {
      if (isYoung(attempt, now)) notYetAllocated += vramOn(attempt, device);
    }
  }
  return Math.max(0, Math.min(unreserved, device.vramBytes - used - notYetAllocated));
}

/** What the request would be given on this node now, or null. The fullest devices that still fit are taken first, so that
 *  large ones stay whole for large jobs. */
export function allocateGpus(entry: NodeEntry, request: GpuRequest, now: number): readonly GpuAllocation[] | null {
  const share = request.amount.kind === 'share' ? request.amount.millis : 1000;
  const wanted = request.amount.kind === 'share' ? 1 : request.amount.count;
  const open: { device: GpuDevice; left: number }[] = [];
  for (const device of entry.node.inventory.gpus) {
    if (!accepts(device, request)) continue;
    const sharesFree = 1000 - (entry.usage.gpus.get(device.id)?.shareMillis ?? 0);
    if (sharesFree < share) continue;
    const left = freeVramBytes(entry, device, now) - request.vramBytes;
    if (left >= 0) open.push({ device, left: left + sharesFree });
  }
  if (open.length < wanted) return null;
  open.sort((a, b) => a.left - b.left || a.device.index - b.device.index);
  return open.slice(0, wanted).map(({ device }) => ({
    device: device.id,
    shareMillis: share,
    vramBytes: request.vramBytes,
  }));
}

/** Devices that would do if they were idle. */
export function suitableDevices(entry: NodeEntry, request: GpuRequest): number {
  let suitable = 0;
  for (const device of entry.node.inventory.gpus) if (accepts(device, request)) suitable++;
  return suitable;
}

function isYoung(attempt: Attempt, now: number): boolean {
  return attempt.startedAt === null || now - attempt.startedAt < youngMs;
}

function vramOn(attempt: Attempt, device: GpuDevice): number {
  return attempt.allocation.gpus.find((gpu) => gpu.device === device.id)?.vramBytes ?? 0;
}
