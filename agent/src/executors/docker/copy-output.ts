/**
 * A container's output into the files of its attempt, each byte once. The engine keeps all of it until the container is removed
 * and gives it from the first byte; how much the files have says where to go on. So whatever breaks on the way (this agent, the
 * engine, the disk), copying begins again and loses and repeats nothing.
 */
import { logStreams, type LogStream } from '@orchion/domain';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createFrameReader } from './frames.ts';

export interface CopySetting {
  /** The attempt's directory. */
  readonly directory: string;
  /** Bytes of standard error that are not the container's. */
  readonly toldBefore: number;
}

/** Resolves when the output has ended. Rejects where it broke off, or a file cannot be written. */
export async function copyOutput(output: AsyncIterable<Buffer>, { directory, toldBefore }: CopySetting): Promise<void> {
  const files: Partial<Record<LogStream, FileHandle>> = {};
  const have = {
    stdout: await sizeOf(join(directory, 'stdout')),
    stderr: Math.max(0, (await sizeOf(join(directory, 'stderr'))) - toldBefore),
  };
  const read = createFrameReader();
  const write = async (stream: LogStream, bytes: Buffer): Promise<void> => {
    const skipped = Math.min(have[stream], bytes.length);
    have[stream] -= skipped;
    if (skipped === bytes.length) return;
    // Made with its first byte: a reader takes a file without any for one that may be replaced.
    files[stream] ??= await open(join(directory, stream), 'a', 0o600);
    await files[stream].appendFile(bytes.subarray(skipped));
  };
  try {
    for await (const arrived of output) {
      for (const { stream, bytes } of read(arrived)) await write(stream, bytes);
    }
  } finally {
    for (const stream of logStreams) await files[stream]?.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
