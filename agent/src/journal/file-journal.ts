/**
 * The journal on disk: one JSON record a line, only ever appended to. All records that wait when an fsync begins share it,
 * and a record that nobody waits for waits for such an fsync.
 * A last line that was torn by a crash was never acknowledged, so it is cut away at open. Compaction writes a new file and
 * renames it into place.
 */
import { ftruncateSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { IdSource } from '@orchion/domain';
import { isInNoHurry, lazyRecordMs, type JournalRecord } from '../core/journal-record.ts';
import { syncDirectory } from '../platform/durable-file.ts';
import type { Journal } from '../ports/journal.ts';
import { readOrCreateIdentity, writeIdentity } from './identity.ts';
import { parseJournal } from './parse-journal.ts';

export interface FileJournal extends Journal {
  /** Lines that are no records: kept out, and told to the operator. */
  readonly unreadable: readonly string[];
  close(): Promise<void>;
}

export interface FileJournalOptions {
  readonly stateDir: string;
  readonly random: IdSource;
  /**
   * The disk failed in a way after which nobody knows what is durable (an fsync that failed is not to be tried again): the
   * process must end and recover from what is there.
   */
  readonly onFatal: (error: Error) => void;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Below this, a compaction saves nothing worth its rename. */
const compactLinesMin = 4_000;

export async function openFileJournal({ stateDir, random, onFatal }: FileJournalOptions): Promise<FileJournal> {
  let identity = readOrCreateIdentity(stateDir, random);
  const path = join(stateDir, 'journal.ndjson');
  const found = readAndRepair(path);
  let file = await open(path, 'a', 0o600);
  syncDirectory(stateDir);
  let durableBytes = found.bytes;
  let lines = found.records.length;
  let linesAfterCompaction = 0;
  let waiting: Waiting[] = [];
  let compaction: (Omit<Waiting, 'line'> & { readonly records: readonly JournalRecord[] }) | null = null;
  let writing: Promise<void> | null = null;
  let broken: Error | null = null;
  let lazyTimer: NodeJS.Timeout | null = null;

  function write(): void {
    if (lazyTimer !== null) clearTimeout(lazyTimer);
    lazyTimer = null;
    writing ??= writeAll();
  }

  function writeLater(): void {
    lazyTimer ??= setTimeout(write, lazyRecordMs).unref();
  }

  async function writeAll(): Promise<void> {
    // Not within the call that began it: what is appended in the same turn shares the fsync.
    await Promise.resolve();
    while (waiting.length > 0 || compaction !== null) {
      if (compaction !== null) {
        const job = compaction;
        compaction = null;
        await replaceFile(job.records).then(job.resolve, job.reject);
      }
      const batch = waiting;
      waiting = [];
      if (batch.length > 0) await writeBatch(batch);
    }
    // In the same step as the last look at what waits: a record that came in between would wait for ever.
    writing = null;
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    const bytes = Buffer.from(batch.map((entry) => entry.line).join(''));
    try {
      if (broken !== null) throw broken;
      // Into the page cache, at once: only what may wait for the disk is worth the way to another thread and back.
      writeFully(file, bytes);
      await file.datasync();
      durableBytes += bytes.length;
      lines += batch.length;
      for (const entry of batch) entry.resolve();
    } catch (error) {
      await undo(error as Error);
      for (const entry of batch) entry.reject(error);
    }
  }

  /** A full disk is survived: the half-written lines go. Anything else is fatal. */
  async function undo(error: Error): Promise<void> {
    const code = (error as NodeJS.ErrnoException).code;
    if (broken === null && (code === 'ENOSPC' || code === 'EDQUOT')) {
      try {
        await file.truncate(durableBytes);
        return;
      } catch {
        // Then nothing is known of the file's end.
      }
    }
    if (broken !== null) return;
    broken = error;
    onFatal(error);
  }

  async function replaceFile(records: readonly JournalRecord[]): Promise<void> {
    const fresh = await open(`${path}.new`, 'w', 0o600);
    const bytes = Buffer.from(records.map(lineOf).join(''));
    try {
      writeFully(fresh, bytes);
      await fresh.sync();
      await rename(`${path}.new`, path);
      syncDirectory(stateDir);
    } catch (error) {
      await fresh.close();
      throw error;
    }
    await file.close();
    file = fresh;
    durableBytes = bytes.length;
    lines = linesAfterCompaction = records.length;
  }

  return {
    get nodeId() {
      return identity.nodeId;
    },
    get clusterId() {
      return identity.clusterId;
    },
    async rememberCluster(clusterId) {
      identity = { ...identity, clusterId };
      writeIdentity(stateDir, identity);
    },
    recovered: found.records,
    unreadable: found.unreadable,
    append: (record) =>
      new Promise((resolve, reject) => {
        waiting.push({ line: lineOf(record), resolve, reject });
        if (isInNoHurry(record)) writeLater();
        else write();
      }),
    get wantsCompaction() {
      return lines > compactLinesMin + 4 * linesAfterCompaction;
    },
    compact: (records) =>
      new Promise((resolve, reject) => {
        // Records that wait now are in the snapshot as well: reading one twice gives the same table.
        compaction = { records: [...records], resolve, reject };
        write();
      }),
    async close() {
      if (waiting.length > 0) write();
      await writing;
      await file.close();
    },
  };
}

function lineOf(record: JournalRecord): string {
  return `${JSON.stringify(record)}\n`;
}

function writeFully(file: FileHandle, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file.fd, bytes, written);
}

function readAndRepair(path: string): ReturnType<typeof parseJournal> {
  let text: Buffer;
  try {
    text = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { records: [], unreadable: [], bytes: 0 };
    throw error;
  }
  const parsed = parseJournal(text);
  if (parsed.bytes < text.length) {
    const file = openSync(path, 'r+', 0o600);
    ftruncateSync(file, parsed.bytes);
    fsyncSync(file);
  }
  return parsed;
}
