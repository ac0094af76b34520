/** What the attempts on a simulated machine printed, by offset. */
import type { Spool } from '@orchion/agent';
import { attemptName } from '@orchion/domain';
import { lengthsOf, type AttemptFolder } from './attempt-folder.ts';
import { printedBytes } from './program.ts';

export function createSimSpool(folders: ReadonlyMap<string, AttemptFolder>): Spool {
  const none = { stdout: 0, stderr: 0 };
  return {
    lengths(ref) {
      const folder = folders.get(attemptName(ref));
      return folder === undefined ? none : lengthsOf(folder);
    },
    async read(ref, stream, offset, maxBytes) {
      const folder = folders.get(attemptName(ref));
      if (folder === undefined) return new Uint8Array(0);
      const end = Math.min(folder.written[stream], folder.readable[stream], offset + maxBytes);
      const bytes = printedBytes(ref, stream, offset, Math.max(0, end - offset));
      // Where bytes were freed a file has a hole, which reads as zeros.
      return bytes.fill(0, 0, Math.max(0, folder.freed[stream] - offset));
    },
    gaps: (ref) => folders.get(attemptName(ref))?.gaps ?? [],
    async drop(ref, gap) {
      const folder = folders.get(attemptName(ref));
      if (folder === undefined) return;
      folder.gaps = [...folder.gaps, gap].sort((a, b) => a.offset - b.offset);
    },
    async release(ref, stream, upTo) {
      const folder = folders.get(attemptName(ref));
      if (folder !== undefined) folder.freed[stream] = Math.max(folder.freed[stream], upTo);
    },
    forget: () => {},
  };
}
