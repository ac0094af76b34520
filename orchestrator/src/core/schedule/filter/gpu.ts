/** The filter on GPUs: the right devices, with enough of each free. The ledger decides, this puts it into words. */
import type { GpuRequest } from '@orchion/domain';
import { accepts, allocateGpus, freeVramBytes, suitableDevices } from '../gpu-ledger.ts';
import { bytes, count } from '../words.ts';
import type { Filter } from './filter.ts';

export const gpuFilter: Filter = {
  name: 'gpu',
  kind: 'capacity',
  test: (entry, demand, now) => {
    const request = demand.resources.gpus;
    if (request === null) return 'fits';
    if (suitableDevices(entry, request) < wantedDevices(request)) return 'never';
    return allocateGpus(entry, request, now) === null ? 'not_now' : 'fits';
  },
  explain: (entry, demand, now) => {
    const request = demand.resources.gpus;
    if (request === null) return { have: '', need: '', message: '' };
    const need = words(request);
    const devices = entry.node.inventory.gpus;
    if (devices.length === 0) return { have: 'no GPU', need, message: `needs ${need}, has no GPU` };
    const suitable = devices.filter((device) => accepts(device, request));
    if (suitable.length < wantedDevices(request)) {
      const have = devices.map((device) => `${device.model} ${bytes(device.vramBytes)}`).join(', ');
      return { have, need, message: `needs ${need}, has ${have}` };
    }
    const best = suitable.reduce((most, device) => Math.max(most, freeVramBytes(entry, device, now)), 0);
    const free = suitable.filter((device) => (entry.usage.gpus.get(device.id)?.shareMillis ?? 0) === 0).length;
    const have = `${free} of ${count(suitable.length, 'such GPU')} free, at best ${bytes(best)} of VRAM`;
    return { have, need, message: `needs ${need}; ${have}` };
  },
};

function wantedDevices(request: GpuRequest): number {
  return request.amount.kind === 'share' ? 1 : request.amount.count;
}

function words(request: GpuRequest): string {
  const amount = request.amount.kind === 'share' ? `${request.amount.millis / 1000} of a` : `${request.amount.count} x`;
  const kind = request.model ?? request.vendor?.toUpperCase() ?? '';
  const vram = request.vramBytes > 0 ? ` with ${bytes(request.vramBytes)} VRAM` : '';
  return `${amount} ${kind === '' ? '' : `${kind} `}GPU${vram}`;
}
