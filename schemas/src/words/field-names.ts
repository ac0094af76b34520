/** The domain speaks of a spec's fields as the API names them; a file's reader is told the file's names and units. */
import { limits } from '@orchion/domain';
import { formatBytes } from '../amounts/bytes.ts';
import { formatCpu } from '../amounts/cpu.ts';
import { formatDuration } from '../amounts/duration.ts';
import type { FieldPath } from './field-path.ts';

const timeRange = `from 1ms to ${formatDuration(limits.timeoutMsMax)}`;
const backoffRange = `from 0 to ${formatDuration(limits.timeoutMsMax)}`;
const bytesRange = `from 0 to ${formatBytes(limits.memoryBytesMax)}`;

/** By the API's path: the file's path, and what the amount may be where the domain's message counts small units. */
const named: Readonly<Partial<Record<string, { readonly path: FieldPath; readonly range?: string }>>> = {
  cwd: { path: ['working-directory'] },
  'container.image': { path: ['image'] },
  'container.user': { path: ['image', 'user'] },
  timeout: { path: ['timeout'], range: timeRange },
  queue_timeout: { path: ['queue-timeout'], range: timeRange },
  grace: { path: ['grace'], range: `from 0 to ${formatDuration(limits.graceMsMax)}` },
  on_lost: { path: ['on-lost'] },
  on_disconnect: { path: ['on-disconnect'] },
  log_bytes_max: { path: ['log-bytes-max'], range: bytesRange },
  'retry.backoff': { path: ['retries', 'backoff'], range: backoffRange },
  'retry.backoff_max': { path: ['retries', 'backoff-max'], range: backoffRange },
  'retry.exit_codes': { path: ['retries', 'exit-codes'] },
  'resources.cpu_millis': { path: ['resources', 'cpu'], range: `from 0 to ${formatCpu(limits.cpuMillisMax)}` },
  'resources.memory_bytes': { path: ['resources', 'memory'], range: bytesRange },
  'resources.disk_bytes': { path: ['resources', 'disk'], range: bytesRange },
  'resources.gpus.vram_bytes': { path: ['resources', 'gpus', 'vram'], range: bytesRange },
  'resources.gpus.share_millis': { path: ['resources', 'gpus', 'share'] },
};

/** `field` is a violation's ('spec.retry.exit_codes'); its message is kept where it needs no other words. */
export function inFileWords(
  { field, message }: { readonly field: string; readonly message: string },
  file: { readonly command?: unknown },
): { readonly path: FieldPath; readonly message: string } {
  const apiPath = field.replace(/^spec\./, '');
  const known = named[apiPath];
  if (known !== undefined) {
    return { path: known.path, message: known.range === undefined ? message : `must be ${known.range}` };
  }
  if (apiPath === 'command') return { path: [file.command === undefined ? 'run' : 'command'], message };
  if (apiPath.startsWith('retry.')) return { path: ['retries'], message };
  // A counter's name, unlike a variable's, may itself hold a dot.
  const custom = 'resources.custom.';
  if (apiPath.startsWith(custom)) return { path: ['resources', 'custom', apiPath.slice(custom.length)], message };
  return { path: apiPath.split('.'), message };
}
