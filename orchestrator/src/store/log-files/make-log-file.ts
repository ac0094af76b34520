/** Makes a log file so that its name survives a power cut: the directories that got a new entry are synced, once. */
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

export async function makeLogFile(path: string): Promise<FileHandle> {
  const directory = dirname(path);
  const firstMade = await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx+', 0o600);
  try {
    await syncDirectory(directory);
    // Each new directory is an entry of its parent.
    for (let made = directory; firstMade !== undefined; made = dirname(made)) {
      await syncDirectory(dirname(made));
      if (made === firstMade || made === dirname(made)) break;
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory for this; its file system keeps names in a journal.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
