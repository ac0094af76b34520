/**
 * A whole log in a file of this machine, with where each page of it begins: a log of any size can be read a page at a time,
 * and neither the editor nor this process ever holds more than that.
 */
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogFile {
  readonly path: string;
  readonly lines: number;
  /** Byte offset of each page, and of the end. */
  readonly pages: readonly number[];
}

export const pageLines = 10_000;
/** Text that waits to be written. */
const bufferLengthMax = 1024 * 1024;

/** Writes the lines as they come. `onProgress` hears of the bytes so far. */
export async function writeLogFile(
  folder: string,
  name: string,
  lines: AsyncIterable<readonly string[]>,
  onProgress: (bytes: number) => void,
): Promise<LogFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const file = await open(path, 'w', 0o600);
  const pages = [0];
  let count = 0;
  let bytes = 0;
  let waiting: string[] = [];
  let waitingLength = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await file.writeFile(waiting.join(''));
    waiting = [];
    waitingLength = 0;
    onProgress(bytes);
  };
  try {
    for await (const some of lines) {
      for (const line of some) {
        const text = `${line}\n`;
        if (count > 0 && count % pageLines === 0) pages.push(bytes);
        waiting.push(text);
        waitingLength += text.length;
        bytes += Buffer.byteLength(text);
        count += 1;
      }
      if (waitingLength > bufferLengthMax) await flush();
    }
    await flush();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { path, lines: count, pages: [...pages, bytes] };
}

/** Page numbers from 0. Empty where there is none. */
export async function readLogPage(log: LogFile, page: number): Promise<string> {
  const from = log.pages[page];
  const to = log.pages[page + 1];
  if (from === undefined || to === undefined) return '';
  const file = await open(log.path, 'r');
  try {
    const buffer = Buffer.alloc(to - from);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
