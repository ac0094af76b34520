/**
 * Opens the database file as its only user, brings its tables up to date, and refuses what would not be safe.
 *
 * One writer: `locking_mode=EXCLUSIVE` takes the operating system's lock on the database file itself and keeps it until the
 * process ends, however it ends, so a stale lock cannot be left behind. It shuts out readers of other processes too, on
 * purpose: an older sqlite3 command line tool that joins in on a live write-ahead log can damage it. Reads of our own go over
 * the same connection, which is synchronous anyway. And the log's index is then kept in memory instead of a shared file,
 * which could not be made larger on a full disk.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../ports/store.ts';
import { networkFileSystemOf } from './network-file-system.ts';
import { applicationId, migrations } from './schema.ts';
import { failureOf } from './sqlite-failure.ts';

export interface DatabaseOptions {
  readonly path: string;
  /** How long to wait for another process that is just letting go, ms. */
  readonly busyTimeoutMs: number;
}

/** Older ones can damage a write-ahead log while they begin a new one (the WAL-reset bug). */
const oldestSafeVersion = '3.51.3';

/** Throws `StoreError`: locked, too_old, too_new, unsupported, full, io. */
export function openDatabase(options: DatabaseOptions): DatabaseSync {
  const { path } = options;
  makeFile(path);
  const network = networkFileSystemOf(dirname(path));
  if (network !== null) {
    throw new StoreError(
      'unsupported',
      `${dirname(path)} is on a network file system (${network}), where a database can be damaged; choose a directory on a local disk`,
    );
  }
  const database = new DatabaseSync(path, { timeout: options.busyTimeoutMs });
  try {
    // Before anything that reads: a first read would otherwise make the shared index, which fails on a full disk.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = textOf(database, 'SELECT sqlite_version() AS value');
    if (isOlder(version, oldestSafeVersion)) {
      throw new StoreError(
        'too_old',
        `SQLite ${version} is too old, ${oldestSafeVersion} is needed: use a newer Node 24`,
      );
    }
    checkKind(database, path);
    // FULL: a commit is on the disk when it returns. fullfsync: on macOS a plain fsync stops at the drive's own cache.
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA fullfsync = ON;
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -32768;
      PRAGMA journal_size_limit = 67108864;
    `);
    const mode = textOf(database, 'PRAGMA journal_mode');
    if (mode !== 'wal') throw new StoreError('unsupported', `${path} cannot keep a write-ahead log (it says ${mode})`);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw openingFailure(error, path);
  }
}

/** The file is made here and not by SQLite, so that nobody else may read it, and its name survives a power cut. */
function makeFile(path: string): void {
  const directory = dirname(path);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (existsSync(path)) return;
    closeSync(openSync(path, 'a', 0o600));
    // Windows has no fsync of a directory; its file system keeps names in its own journal.
    if (process.platform === 'win32') return;
    const handle = openSync(directory, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new StoreError('io', `${path} cannot be made: ${String(error)}`, error);
  }
}

function checkKind(database: DatabaseSync, path: string): void {
  const kind = numberOf(database, 'PRAGMA application_id');
  const version = numberOf(database, 'PRAGMA user_version');
  if (kind !== applicationId && (kind !== 0 || version !== 0)) {
    throw new StoreError('unsupported', `${path} is a database of another program`);
  }
  if (version > migrations.length) {
    throw new StoreError(
      'too_new',
      `${path} was written by a newer Orchion (schema ${version}, this one knows ${migrations.length}): update Orchion`,
    );
  }
}

function migrate(database: DatabaseSync): void {
  const from = numberOf(database, 'PRAGMA user_version');
  // Nothing is written then: a data directory on a full disk opens too.
  if (from === migrations.length) return;
  database.exec('BEGIN EXCLUSIVE');
  try {
    for (const migration of migrations.slice(from)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function openingFailure(error: unknown, path: string): unknown {
  const failure = failureOf(error, `opening ${path}`);
  if (!(failure instanceof StoreError) || failure.code !== 'locked') return failure;
  return new StoreError(
    'locked',
    `${path} is in use: another orchestrator runs on this data directory; stop it, or choose another directory`,
    error,
  );
}

function textOf(database: DatabaseSync, sql: string): string {
  return String(firstValue(database, sql));
}

function numberOf(database: DatabaseSync, sql: string): number {
  return Number(firstValue(database, sql));
}

function firstValue(database: DatabaseSync, sql: string): unknown {
  return Object.values(database.prepare(sql).get() ?? {})[0];
}

/** Compares dotted numbers: 3.9.1 is older than 3.51.3. */
export function isOlder(version: string, than: string): boolean {
  const have = version.split('.').map(Number);
  const need = than.split('.').map(Number);
  for (const [place, wanted] of need.entries()) {
    const found = have[place] ?? 0;
    if (found !== wanted) return found < wanted;
  }
  return false;
}
