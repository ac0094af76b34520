/** What a command finds in its environment: a short list from the machine, the job's own, and Orchion's. */
import type { GpuVendor, GpuDevice } from '@orchion/domain';
import { attemptVariables } from '../../attempt/attempt-variables.ts';
import type { StartRequest } from '../../ports/executor.ts';

const inherited = new Set(['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'TZ', 'TMPDIR']);
/** Windows programs cannot even open a socket without these. */
const inheritedOnWindows = new Set([
  'SYSTEMROOT',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'APPDATA',
]);

/** The allow-listed part of the agent's own environment. Its token and settings are not on the list. */
export function baseEnvironment(own: NodeJS.ProcessEnv): Record<string, string> {
  const base: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined) continue;
    const upper = name.toUpperCase();
    const isWindows = process.platform === 'win32' && (inherited.has(upper) || inheritedOnWindows.has(upper));
    if (inherited.has(name) || name.startsWith('LC_') || isWindows) base[name] = value;
  }
  base.PATH ??= '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return base;
}

/** Complete: the base, then the job's, then Orchion's. */
export function jobEnvironment(base: Readonly<Record<string, string>>, request: StartRequest): Record<string, string> {
  return {
    ...base,
    ...visibleDevices(request.gpus),
    ...request.spec.env,
    ...attemptVariables(request),
  };
}

/**
 * A job sees its own devices and, without any, none.
 *
 * NVIDIA: by the device's own id where it has one, since a part of a device (MIG) has no index and an index moves when a
 * card fails; the order variable makes CUDA count as nvidia-smi does. AMD: by ROCr's variable alone; HIP counts within
 * what that leaves, so naming the devices twice would hide them.
 */
function visibleDevices(gpus: readonly GpuDevice[]): Record<string, string> {
  const of = (vendor: GpuVendor, name: (gpu: GpuDevice) => string): string =>
    gpus
      .filter((gpu) => gpu.vendor === vendor)
      .sort((a, b) => a.index - b.index)
      .map(name)
      .join(',');
  const amd = of('amd', ({ index }) => String(index));
  return {
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
    CUDA_VISIBLE_DEVICES: of('nvidia', ({ id, index }) => (/^(?:GPU|MIG)-/.test(id) ? id : String(index))),
    ROCR_VISIBLE_DEVICES: amd,
    ...(amd === '' ? { HIP_VISIBLE_DEVICES: '' } : {}),
  };
}
