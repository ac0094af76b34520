/** What a job needs, and what jobs hold of a node, in words. */
import type { GpuRequest } from '@orchion/domain';
import type { JobSeen } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import type { Say } from './say.ts';

/** `2 cores, 4 GiB memory, 1 GPU`. */
export function needsWords({ resources }: JobSeen['spec'], say: Say): string {
  const { cpuMillis, memoryBytes, diskBytes, gpus, custom } = resources;
  const parts = [coresWords(cpuMillis, say)];
  if (memoryBytes > 0) parts.push(say('{0} memory', formatBytes(memoryBytes)));
  if (diskBytes > 0) parts.push(say('{0} disk', formatBytes(diskBytes)));
  if (gpus !== null) parts.push(gpuNeedsWords(gpus, say));
  for (const [name, amount] of Object.entries(custom)) parts.push(`${amount} ${name}`);
  return parts.join(', ');
}

/** `1 core`, `0.5 cores`. */
export function coresWords(millis: number, say: Say): string {
  return millis === 1000 ? say('1 core') : say('{0} cores', millis / 1000);
}

/** `2 GPUs, nvidia, RTX 4090, 16 GiB each`. */
function gpuNeedsWords({ amount, vendor, model, vramBytes }: GpuRequest, say: Say): string {
  const count = amount.kind === 'whole' ? amount.count : amount.millis / 1000;
  const isOne = count <= 1;
  const vram = formatBytes(vramBytes);
  return [
    isOne ? say('{0} GPU', count) : say('{0} GPUs', count),
    vendor,
    model,
    vramBytes === 0 ? null : isOne ? vram : say('{0} each', vram),
  ]
    .filter((part) => part !== null)
    .join(', ');
}
