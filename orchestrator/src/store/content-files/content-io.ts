/** The steps of storing content that a crash can fall between; tests put a failing one here. */
import { open, rename, statfs, utimes, type FileHandle } from 'node:fs/promises';

export interface ContentIo {
  readonly write: (file: FileHandle, bytes: Uint8Array, position: number) => Promise<void>;
  readonly sync: (file: FileHandle) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly syncDirectory: (path: string) => Promise<void>;
  /** Notes when it was used; ms since the epoch. */
  readonly touch: (path: string, at: number) => Promise<void>;
  /** Bytes that are free for us on the disk of this path. */
  readonly free: (path: string) => Promise<number>;
}

export const realContentIo: ContentIo = {
  async write(file, bytes, position) {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  },
  sync: (file) => file.sync(),
  rename,
  async syncDirectory(path) {
    // Windows cannot open a directory for this; its file system keeps names in a journal.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  touch: (path, at) => utimes(path, at / 1000, at / 1000),
  async free(path) {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
};
