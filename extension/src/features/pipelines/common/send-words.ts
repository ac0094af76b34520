/** How sending files goes on, in few words. */
import { formatBytes } from '@orchion/schemas';
import type { Say } from '../../../cluster/say.ts';

export type SendProgress =
  | { readonly kind: 'reading'; readonly files: number; readonly bytes: number }
  | { readonly kind: 'sending'; readonly bytes: number; readonly total: number };

export function sendWords(done: SendProgress, say: Say): string {
  if (done.kind === 'reading') return say('reading: {0} files, {1}', done.files, formatBytes(done.bytes));
  return say('sending: {0} of {1}', formatBytes(done.bytes), formatBytes(done.total));
}

const shownMax = 3;

/** What is said of links and special files, which never travel. */
export function passedOverWords(paths: readonly string[], say: Say): string {
  const shown = paths.slice(0, shownMax).join(', ');
  const more = paths.length > shownMax ? ` ${say('and {0} more', paths.length - shownMax)}` : '';
  return say('Links and special files stay behind: {0}', `${shown}${more}`);
}
