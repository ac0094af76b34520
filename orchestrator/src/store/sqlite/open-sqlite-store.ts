/**
 * The embedded store: one SQLite file, one connection, one transaction per commit. A commit has reached the disk when it
 * returns. Reads come from the same connection between commits, so they only ever see committed facts.
 */
import { newId, parseDigest, parseId, type EndedJobState, type IdSource } from '@orchion/domain';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Change } from '../../core/change.ts';
import { StoreError, type Store } from '../../ports/store.ts';
import { createBallast } from './ballast.ts';
import { loadState } from './load-state.ts';
import { openDatabase } from './open-database.ts';
import { readJob, readPage } from './read-jobs.ts';
import {
  readCacheEntry,
  readCachePage,
  readExpiredCache,
  readExpiredRuns,
  readFamily,
  readNewestCacheEntry,
  readRun,
  readRunPage,
  runOfRequest,
} from './read-runs.ts';
import { decodeNumber } from './row-codec.ts';
import { failureOf } from './sqlite-failure.ts';
import { statementCache } from './statement-cache.ts';
import type { Run } from './statement.ts';
import { writeChanges } from './write-changes.ts';

export interface SqliteStoreOptions {
  /** The database file; made with its directory (0700) where it is not there. */
  readonly path: string;
  /** For a new cluster's id. */
  readonly idSource: IdSource;
  /** Size of the ballast beside the database; 0: none. */
  readonly ballastBytes?: number;
  readonly busyTimeoutMs?: number;
  /** For tests: called before each statement of a commit. What it throws fails the commit as if SQLite had thrown it. */
  readonly beforeStatement?: (sql: string, database: DatabaseSync) => void;
}

const ballastBytesDefault = 8 * 1024 * 1024;
/**
 * After how many pages (of 4 KiB) the write-ahead log is copied into the database. Normally that is less than the ballast:
 * the room that it gives must hold what the log brings. While the ballast is given up the log is kept small, so that what
 * room there is serves the database, which may have to grow by a page.
 */
const logPages = { normal: 1000, onFullDisk: 50 } as const;
const busyTimeoutMsDefault = 1000;

/** Throws `StoreError`: locked, too_old, too_new, unsupported, full, io. */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const database = openDatabase({ path: options.path, busyTimeoutMs: options.busyTimeoutMs ?? busyTimeoutMsDefault });
  const prepare = statementCache(database);
  const ballast = createBallast(join(dirname(options.path), 'ballast'), options.ballastBytes ?? ballastBytesDefault);
  let broken: StoreError | null = null;

  const guarded = <T>(doing: string, work: () => T): T => {
    if (broken !== null)
      throw new StoreError('io', `the store failed before: open it again (${broken.message})`, broken);
    try {
      return work();
    } catch (error) {
      const failure = failureOf(error, doing);
      // After an I/O error nobody knows what the disk holds: only a new start from the disk is safe.
      if (failure instanceof StoreError && failure.code === 'io') broken = failure;
      throw failure;
    }
  };
  const run: Run = (sql, ...values) => {
    options.beforeStatement?.(sql, database);
    return Number(prepare(sql).run(...values).changes);
  };
  const transaction = (work: () => void): void => {
    try {
      run('BEGIN IMMEDIATE');
      work();
      run('COMMIT');
    } catch (error) {
      // SQLite has already rolled back by itself after some failures.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };

  try {
    guarded('opening the store', () => {
      foundCluster(database, options.idSource);
      setLogPages(database, ballast.hold() ? logPages.normal : logPages.onFullDisk);
    });
  } catch (error) {
    database.close();
    throw error;
  }

  return {
    load: () => guarded('loading', () => loadState(prepare)),
    commit: (changes, expectedRevision) =>
      guarded('committing', () => {
        const attempt = (): number => commitOnce(run, transaction, { changes, expectedRevision });
        try {
          return attempt();
        } catch (error) {
          if (!isFull(error) || !emptyLog(database)) throw error;
          return attempt();
        }
      }),
    job: (id) => guarded('reading a job', () => readJob(prepare, id)),
    jobOfRequest: (requestId) =>
      guarded('looking up a request', () => {
        const row = prepare('SELECT id FROM jobs WHERE request_id = ?').get(requestId);
        return parseId('job', String(row?.['id']));
      }),
    jobs: (query) => guarded('listing jobs', () => readPage(prepare, query)),
    countsOfEnded: () =>
      guarded('counting jobs', () => {
        const count = (state: EndedJobState): number =>
          decodeNumber(prepare('SELECT jobs FROM ended_counts WHERE state = ?').get(state)?.['jobs'], 'jobs');
        return { succeeded: count('succeeded'), failed: count('failed'), cancelled: count('cancelled') };
      }),
    expired: ({ endedBefore, keepMax, limit }) =>
      guarded('looking for expired jobs', () => {
        const counted = prepare(`SELECT sum(iif(state = 'owned', -jobs, jobs)) AS total FROM ended_counts`).get();
        const total = decodeNumber(counted?.['total'], 'total');
        const oldest = prepare(
          `SELECT id, ended_at FROM jobs INDEXED BY jobs_by_end
           WHERE ended_at IS NOT NULL AND owner_run IS NULL ORDER BY ended_at, sequence LIMIT ?`,
        ).all(limit);
        // Oldest first: those beyond the newest `keepMax` are the first ones, and so are those that ended too long ago.
        return oldest
          .filter((row, place) => place < total - keepMax || decodeNumber(row['ended_at'], 'ended_at') < endedBefore)
          .map((row) => parseId('job', String(row['id'])))
          .filter((id) => id !== null);
      }),
    keptTrees: () =>
      guarded('looking for kept trees', () =>
        prepare('SELECT tree FROM attempt_trees UNION SELECT tree FROM run_trees UNION SELECT tree FROM cache_trees')
          .all()
          .map((row) => parseDigest(String(row['tree'])))
          .filter((tree) => tree !== null),
      ),
    run: (id) => guarded('reading a run', () => readRun(prepare, id)),
    runOfRequest: (requestId) => guarded('looking up a request', () => runOfRequest(prepare, requestId)),
    runs: (query) => guarded('listing runs', () => readRunPage(prepare, query)),
    expiredRuns: (query) => guarded('looking for expired runs', () => readExpiredRuns(prepare, query)),
    familyOfRun: (id) => guarded('reading a run', () => readFamily(prepare, id)),
    cacheEntry: (key) => guarded('reading the step cache', () => readCacheEntry(prepare, key)),
    newestCacheEntry: (prefix) => guarded('reading the step cache', () => readNewestCacheEntry(prepare, prefix)),
    cacheEntries: (query) => guarded('reading the step cache', () => readCachePage(prepare, query)),
    expiredCache: (query) => guarded('reading the step cache', () => readExpiredCache(prepare, query)),
    releaseBallast: () =>
      guarded('releasing the ballast', () => {
        const released = ballast.release();
        if (released) emptyLog(database);
        setLogPages(database, logPages.onFullDisk);
        return released;
      }),
    holdBallast: () =>
      guarded('taking the ballast', () => {
        const held = ballast.hold();
        if (held) setLogPages(database, logPages.normal);
        return held;
      }),
    close() {
      if (database.isOpen) database.close();
    },
  };
}

type Transaction = (work: () => void) => void;

function commitOnce(
  run: Run,
  transaction: Transaction,
  { changes, expectedRevision }: { readonly changes: readonly Change[]; readonly expectedRevision: number },
): number {
  const revision = expectedRevision + 1;
  transaction(() => {
    const moved = run('UPDATE cluster SET revision = ? WHERE revision = ?', revision, expectedRevision);
    if (moved !== 1) throw new StoreError('conflict', `the store is not at revision ${expectedRevision}`);
    writeChanges(run, changes);
  });
  return revision;
}

function isFull(error: unknown): boolean {
  const failure = failureOf(error, 'committing');
  return failure instanceof StoreError && failure.code === 'full';
}

/**
 * Copies the write-ahead log into the database and makes it empty, so that its room serves the next commits. Without this,
 * a full disk refuses commits as soon as the log cannot grow, although most of the log is not needed any more. Answers
 * whether it was done: the copying may need room itself.
 */
function emptyLog(database: DatabaseSync): boolean {
  try {
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
  } catch (error) {
    if (isFull(error)) return false;
    throw error;
  }
}

function setLogPages(database: DatabaseSync, pages: number): void {
  database.exec(`PRAGMA wal_autocheckpoint = ${pages}`);
}

/** A new file becomes a new cluster. */
function foundCluster(database: DatabaseSync, idSource: IdSource): void {
  const known = database.prepare('SELECT count(*) AS clusters FROM cluster').get();
  if (known?.['clusters'] === 1) return;
  database
    .prepare('INSERT INTO cluster (one, cluster_id, revision, next_sequence, next_lease) VALUES (1, ?, 0, 1, 1)')
    .run(newId('cluster', idSource));
}
