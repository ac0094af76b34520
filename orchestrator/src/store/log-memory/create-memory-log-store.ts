/**
 * The log store of tests and of the simulation. Its simulated disk survives a crash; an append is on it when it was
 * answered and not before. No clock, no dice.
 */
import {
  advance,
  assert,
  cutChunk,
  startOfLog,
  type AttemptRef,
  type JobId,
  type LogChunk,
  type LogCursor,
} from '@orchion/domain';
import { LogStoreError, type LogPosition, type LogStore, type LogStoreErrorCode } from '../../ports/log-store.ts';

interface StoredLog {
  readonly jobId: JobId;
  readonly chunks: LogChunk[];
  cursor: LogCursor;
}

export interface MemoryLogDisk {
  readonly logs: Map<string, StoredLog>;
  /** Openings are numbered: a store that died in a crash cannot write any more. */
  openings: number;
}

export interface MemoryLogStoreOptions {
  readonly disk?: MemoryLogDisk;
  /** Stands for the fsync: an append is durable and answered when it resolves. Without it: at once. */
  readonly sync?: () => Promise<void>;
}

export interface MemoryLogStore extends LogStore {
  readonly disk: MemoryLogDisk;
  /** The next append fails with this code and stores nothing. */
  failNextAppend(code: LogStoreErrorCode): void;
}

export function createMemoryLogDisk(): MemoryLogDisk {
  return { logs: new Map(), openings: 0 };
}

/** Opening a disk again is what a crash is: the store that was there before is dead. */
export function createMemoryLogStore(options: MemoryLogStoreOptions = {}): MemoryLogStore {
  const disk = options.disk ?? createMemoryLogDisk();
  const opening = ++disk.openings;
  const turns = new Map<string, Promise<unknown>>();
  const listeners = new Map<string, Set<() => void>>();
  let planned: LogStoreErrorCode | null = null;
  let closed = false;

  const checkOpen = (): void => {
    if (closed || disk.openings !== opening) throw new LogStoreError('closed', 'the log store is closed');
  };
  const store = async (attempt: AttemptRef, chunks: readonly LogChunk[]): Promise<LogCursor> => {
    checkOpen();
    await options.sync?.();
    checkOpen();
    if (planned !== null) {
      const code = planned;
      planned = null;
      throw new LogStoreError(code, `a planned failure of the simulated disk: ${code}`);
    }
    const key = keyOf(attempt);
    const log = disk.logs.get(key) ?? { jobId: attempt.jobId, chunks: [], cursor: startOfLog };
    const before = log.cursor;
    for (const chunk of chunks) {
      const fresh = chunk.offset > log.cursor[chunk.stream] ? null : cutChunk(chunk, log.cursor[chunk.stream]);
      if (fresh === null) continue;
      log.chunks.push(fresh);
      log.cursor = advance(log.cursor, fresh);
    }
    if (log.cursor !== before) {
      disk.logs.set(key, log);
      for (const listener of [...(listeners.get(key) ?? [])]) listener();
    }
    return log.cursor;
  };

  return {
    disk,
    failNextAppend(code) {
      planned = code;
    },
    append(attempt, chunks) {
      const key = keyOf(attempt);
      const turn = (turns.get(key) ?? Promise.resolve()).then(() => store(attempt, chunks));
      const settled = turn.then(
        () => undefined,
        () => undefined,
      );
      turns.set(key, settled);
      void settled.then(() => {
        if (turns.get(key) === settled) turns.delete(key);
      });
      return turn;
    },
    async durable(attempt) {
      checkOpen();
      return disk.logs.get(keyOf(attempt))?.cursor ?? startOfLog;
    },
    async read(attempt, request) {
      checkOpen();
      const stored = disk.logs.get(keyOf(attempt))?.chunks ?? [];
      let { cursor } = request;
      let place: number = request.position ?? 0;
      const chunks: LogChunk[] = [];
      for (let bytes = 0; place < stored.length && bytes < request.maxBytes; place++) {
        const one = stored[place];
        assert(one !== undefined, 'the place is within the log');
        if (request.stream !== 'both' && request.stream !== one.stream) continue;
        const chunk = cutChunk(one, cursor[one.stream]);
        if (chunk === null) continue;
        cursor = advance(cursor, chunk);
        if (request.sinceAt !== null && chunk.at < request.sinceAt) continue;
        chunks.push(chunk);
        bytes += chunk.kind === 'data' ? chunk.bytes.length : 1;
      }
      // Positions of this store are places in the list of chunks; only it makes and reads them.
      return { chunks, cursor, next: place as LogPosition };
    },
    onAppend(attempt, listener) {
      const key = keyOf(attempt);
      const own = (): void => listener();
      const all = listeners.get(key) ?? new Set();
      listeners.set(key, all.add(own));
      return {
        dispose() {
          all.delete(own);
          if (all.size === 0) listeners.delete(key);
        },
      };
    },
    async remove(jobId) {
      checkOpen();
      for (const [key, log] of disk.logs) if (log.jobId === jobId) disk.logs.delete(key);
    },
    async close() {
      await Promise.all(turns.values());
      closed = true;
    },
  };
}

function keyOf({ jobId, number }: AttemptRef): string {
  return `${jobId}/${number}`;
}
