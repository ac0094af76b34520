/**
 * Logs as files, `<root>/<2 characters>/<job id>/<attempt number>.log`. Appends for one attempt that arrive while its fsync
 * runs wait for it and share the next one; attempts go on side by side. Only so many files are kept open, the ones used
 * longest ago are closed; what is known of a closed file is found again by walking it.
 */
import { startOfLog, type AttemptRef, type JobId, type LogChunk, type LogCursor } from '@orchion/domain';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LogStoreError, type LogPosition, type LogStore } from '../../ports/log-store.ts';
import { openAttemptLog, realIo, type AttemptLog, type LogFileIo } from './attempt-log.ts';

export interface LogFilesOptions {
  /** Made where it is not there. One process at a time: whoever holds the cluster's database. */
  readonly root: string;
  readonly openFilesMax?: number;
  /** For tests: the system calls that a full or failing disk would refuse. */
  readonly io?: LogFileIo;
}

const openFilesMaxDefault = 256;
/** Appends that one fsync answers; beyond it the next one does. */
const appendsPerSyncMax = 256;

interface Waiting {
  readonly chunks: readonly LogChunk[];
  resolve(cursor: LogCursor): void;
  reject(error: unknown): void;
}

/** What is kept of an attempt as long as somebody uses its log. */
interface Entry {
  readonly key: string;
  readonly jobId: JobId;
  readonly path: string;
  log: AttemptLog | null;
  /** The file is being opened or closed. */
  changing: Promise<unknown> | null;
  readonly queue: Waiting[];
  writing: boolean;
  /** Calls that are not answered yet. */
  calls: number;
  /** What goes on in the file right now. */
  readonly running: Set<Promise<unknown>>;
  readonly listeners: Set<() => void>;
}

export function openLogFiles(options: LogFilesOptions): LogStore {
  const { root, openFilesMax = openFilesMaxDefault, io = realIo } = options;
  mkdirSync(root, { recursive: true, mode: 0o700 });
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  const removals = new Map<JobId, Promise<void>>();
  const calls = new Set<Promise<unknown>>();
  const recentUse = { bytes: 0 };
  let openFiles = 0;
  let failure: LogStoreError | null = null;
  let closed = false;

  const entryOf = ({ jobId, number }: AttemptRef): Entry => {
    const key = `${jobId}/${number}`;
    const entry = entries.get(key) ?? newEntry(key, jobId, join(directoryOf(root, jobId), `${number}.log`));
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  };

  const openIn = async (entry: Entry, create: boolean): Promise<void> => {
    entry.log = await openAttemptLog(entry.path, { create, io, recentUse });
    if (entry.log !== null) openFiles++;
  };
  const closeIn = async (entry: Entry): Promise<void> => {
    const { log } = entry;
    if (log === null) return;
    entry.log = null;
    openFiles--;
    await log.close();
  };
  /** One change of an entry's file at a time. */
  const change = async (entry: Entry, how: () => Promise<void>): Promise<void> => {
    const changing = how().finally(() => (entry.changing = null));
    entry.changing = changing;
    await changing;
  };

  /** Works on the entry's file, which stays open meanwhile; null where there is none. */
  const use = async <T>(entry: Entry, create: boolean, work: (log: AttemptLog | null) => Promise<T>): Promise<T> => {
    for (;;) {
      const removal = removals.get(entry.jobId);
      if (removal !== undefined) await removal.catch(() => undefined);
      else if (entry.changing !== null) await entry.changing.catch(() => undefined);
      else if (entry.log === null) {
        await change(entry, () => openIn(entry, create));
        if (entry.log === null && !create) break;
      } else break;
    }
    const running = work(entry.log);
    entry.running.add(running);
    try {
      return await running;
    } finally {
      entry.running.delete(running);
    }
  };

  /** A call of the port, from its arrival to its answer. */
  const call = async <T>(attempt: AttemptRef, answer: (entry: Entry) => Promise<T>): Promise<T> => {
    if (closed) throw new LogStoreError('closed', 'the log store is closed');
    const entry = entryOf(attempt);
    const called = answer(entry);
    calls.add(called);
    entry.calls++;
    try {
      return await called;
    } catch (error) {
      throw asLogStoreError(error);
    } finally {
      entry.calls--;
      calls.delete(called);
      forgetUnused(entry);
      closeOldest();
    }
  };

  const isIdle = (entry: Entry): boolean => entry.calls === 0 && entry.changing === null;
  const forgetUnused = (entry: Entry): void => {
    const unused = isIdle(entry) && entry.log === null && entry.listeners.size === 0;
    // A listener may be disposed of twice, when another entry has long taken this one's place.
    if (unused && entries.get(entry.key) === entry) entries.delete(entry.key);
  };
  const closeOldest = (): void => {
    if (openFiles <= openFilesMax) return;
    for (const entry of entries.values()) {
      if (entry.log === null || !isIdle(entry)) continue;
      // All of it is synced, so a close that fails loses nothing.
      void change(entry, () => closeIn(entry))
        .catch(() => undefined)
        .then(() => forgetUnused(entry));
      if (openFiles <= openFilesMax) return;
    }
  };

  const appendBatch = async (log: AttemptLog, batch: readonly Waiting[], isFollowed: boolean): Promise<boolean> => {
    const before = log.cursor;
    try {
      await log.append(
        batch.flatMap((waiting) => waiting.chunks),
        isFollowed,
      );
    } catch (error) {
      const failed = asLogStoreError(error);
      // After a failed write or fsync nobody knows what the disk holds: only a new start from it is safe.
      if (failed.code === 'io') failure = failed;
      throw failed;
    }
    return log.cursor.stdout !== before.stdout || log.cursor.stderr !== before.stderr;
  };
  const writeQueue = async (entry: Entry): Promise<void> => {
    while (entry.queue.length > 0) {
      const batch = entry.queue.splice(0, appendsPerSyncMax);
      try {
        const { cursor, grew } = await use(entry, true, async (log) => {
          if (failure !== null) throw failure;
          if (log === null) throw new LogStoreError('io', `${entry.path} could not be made`);
          return { grew: await appendBatch(log, batch, entry.listeners.size > 0), cursor: log.cursor };
        });
        for (const waiting of batch) waiting.resolve(cursor);
        if (grew) for (const listener of [...entry.listeners]) listener();
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    entry.writing = false;
  };

  const removeFiles = async (jobId: JobId): Promise<void> => {
    for (const entry of [...entries.values()].filter((one) => one.jobId === jobId)) {
      // New work waits for the removal; what goes on in the file was begun before it.
      await entry.changing?.catch(() => undefined);
      await Promise.allSettled(entry.running);
      await closeIn(entry);
      forgetUnused(entry);
    }
    await rm(directoryOf(root, jobId), { recursive: true, force: true });
  };

  return {
    append: (attempt, chunks) =>
      call(attempt, (entry) => {
        const answer = new Promise<LogCursor>((resolve, reject) => entry.queue.push({ chunks, resolve, reject }));
        if (!entry.writing) {
          entry.writing = true;
          // It never rejects: each waiting append is told for itself.
          void writeQueue(entry);
        }
        return answer;
      }),
    durable: (attempt) => call(attempt, (entry) => use(entry, false, async (log) => log?.cursor ?? startOfLog)),
    read: (attempt, request) =>
      call(attempt, (entry) =>
        use(entry, false, async (log) => {
          // Zero is the beginning of every file.
          const nothing = { chunks: [], cursor: request.cursor, next: 0 as LogPosition };
          return log === null ? nothing : log.read(request);
        }),
      ),
    onAppend(attempt, listener) {
      const entry = entryOf(attempt);
      // Wrapped, so that the same function may listen twice.
      const own = (): void => listener();
      entry.listeners.add(own);
      return {
        dispose() {
          entry.listeners.delete(own);
          if (entry.listeners.size === 0) entry.log?.forgetRecent();
          forgetUnused(entry);
        },
      };
    },
    async remove(jobId) {
      if (closed) throw new LogStoreError('closed', 'the log store is closed');
      const removal = (removals.get(jobId) ?? Promise.resolve()).catch(() => undefined).then(() => removeFiles(jobId));
      removals.set(jobId, removal);
      calls.add(removal);
      try {
        await removal;
      } catch (error) {
        throw asLogStoreError(error);
      } finally {
        calls.delete(removal);
        if (removals.get(jobId) === removal) removals.delete(jobId);
      }
    },
    async close() {
      closed = true;
      while (calls.size > 0) await Promise.allSettled(calls);
      for (const entry of entries.values()) {
        await entry.changing?.catch(() => undefined);
        await closeIn(entry);
      }
      entries.clear();
    },
  };
}

function newEntry(key: string, jobId: JobId, path: string): Entry {
  const idle = { log: null, changing: null, queue: [], writing: false, calls: 0 };
  return { key, jobId, path, ...idle, running: new Set(), listeners: new Set() };
}

/** The first two random characters spread a million jobs over a thousand directories. */
function directoryOf(root: string, jobId: JobId): string {
  const random = jobId.slice('job-'.length);
  return join(root, random.slice(0, 2), jobId);
}

function asLogStoreError(error: unknown): LogStoreError {
  if (error instanceof LogStoreError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new LogStoreError('full', 'the disk of the logs is full', error);
  return new LogStoreError('io', `the log store failed: ${String(error)}`, error);
}
