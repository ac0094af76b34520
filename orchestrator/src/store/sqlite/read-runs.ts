/** Reads of runs, their steps and kept results. There are few of them beside jobs: retention keeps ten thousand runs. */
import { parseId, type CacheEntry, type RunHead, type RunId } from '@orchion/domain';
import type { SQLInputValue } from 'node:sqlite';
import type { RunQuery, Store, StoredRun } from '../../ports/store.ts';
import { DecodeError } from './json-codec.ts';
import { decodeNumber, type Row } from './row-codec.ts';
import { decodeCacheEntry, decodeRun, decodeRunHead, decodeStep } from './run-codec.ts';
import { foldName } from './statement.ts';
import type { Prepare } from './statement-cache.ts';

const runColumns = 'r.number, r.id, r.request_id, r.facts, r.status, s.spec';
const runTables = 'runs r LEFT JOIN run_specs s ON s.run = r.number';

/**
 * Runs that have not ended. One of which any row cannot be read is left out whole, and named: without one of its steps it
 * would look as if that step could be run again.
 */
export function loadLiveRuns(prepare: Prepare, quarantined: string[]): readonly StoredRun[] {
  const runs: StoredRun[] = [];
  for (const row of prepare(
    `SELECT ${runColumns} FROM ${runTables} WHERE r.ended_at IS NULL ORDER BY r.number`,
  ).all()) {
    const read = readWhole(prepare, row);
    if ('run' in read) runs.push(read);
    else quarantined.push(`runs ${String(row['id'])}: ${read.problem}`);
  }
  return runs;
}

export function readRun(prepare: Prepare, id: string): StoredRun | null {
  const row = prepare(`SELECT ${runColumns} FROM ${runTables} WHERE r.id = ?`).get(id);
  const read = row === undefined ? null : readWhole(prepare, row);
  return read !== null && 'run' in read ? read : null;
}

function readWhole(prepare: Prepare, row: Row): StoredRun | { readonly problem: string } {
  let part = 'the run';
  try {
    const run = decodeRun(row);
    const rows = prepare('SELECT key, body FROM steps WHERE run = ? ORDER BY key').all(run.number);
    const steps = rows.map((step) => {
      const key = String(step['key']);
      part = `step ${key}`;
      return decodeStep(step['body'], { runId: run.id, key });
    });
    return { run, steps };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { problem: `left out, because ${part} cannot be read: ${error.message}` };
  }
}

export function runOfRequest(prepare: Prepare, requestId: string): RunId | null {
  const row = prepare('SELECT id FROM runs WHERE request_id = ?').get(requestId);
  return row === undefined ? null : parseId('run', String(row['id']));
}

/** Newest first. Rows that cannot be read are passed over. */
export function readRunPage(prepare: Prepare, query: RunQuery): readonly RunHead[] {
  const conditions = ['number < ?'];
  const values: SQLInputValue[] = [query.beforeNumber ?? Number.MAX_SAFE_INTEGER];
  const where = (condition: string, ...bound: SQLInputValue[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (query.states !== null) where('state IN (SELECT value FROM json_each(?))', JSON.stringify(query.states));
  if (query.pipelineContains !== null) where('instr(name_folded, ?) > 0', foldName(query.pipelineContains));
  if (query.idPrefix !== null) where('id >= ? AND id < ?', query.idPrefix, `${query.idPrefix}\u{10ffff}`);
  if (!query.withChildren) where('parent_run IS NULL');
  const sql = `SELECT number, id, facts, status FROM runs WHERE ${conditions.join(' AND ')} ORDER BY number DESC`;
  const page: RunHead[] = [];
  if (query.limit === 0) return page;
  for (const row of prepare(sql).iterate(...values)) {
    const head = readOrNull(() => decodeRunHead(row));
    if (head !== null && page.push(head) >= query.limit) break;
  }
  return page;
}

export function readExpiredRuns(prepare: Prepare, query: Parameters<Store['expiredRuns']>[0]): readonly RunId[] {
  const ended = 'ended_at IS NOT NULL AND parent_run IS NULL';
  const total = decodeNumber(prepare(`SELECT count(*) AS total FROM runs WHERE ${ended}`).get()?.['total'], 'total');
  const oldest = prepare(`SELECT id, ended_at FROM runs WHERE ${ended} ORDER BY ended_at, number LIMIT ?`);
  return oldest
    .all(query.limit)
    .filter(
      (row, place) => place < total - query.keepMax || decodeNumber(row['ended_at'], 'ended_at') < query.endedBefore,
    )
    .flatMap((row) => parseId('run', String(row['id'])) ?? []);
}

export function readFamily(prepare: Prepare, id: RunId): ReturnType<Store['familyOfRun']> {
  const isThere = prepare('SELECT 1 FROM runs WHERE id = ?').get(id) !== undefined;
  const runIds = new Set<RunId>(isThere ? [id] : []);
  const below = prepare('SELECT id FROM runs WHERE parent_run = ? ORDER BY number');
  for (const runId of runIds) {
    for (const row of below.all(runId)) {
      const child = parseId('run', String(row['id']));
      if (child !== null) runIds.add(child);
    }
  }
  const owned = prepare('SELECT id FROM jobs WHERE owner_run = ? ORDER BY sequence');
  const jobIds = [...runIds].flatMap((runId) =>
    owned.all(runId).flatMap((row) => parseId('job', String(row['id'])) ?? []),
  );
  return { runIds: [...runIds], jobIds };
}

export function readCacheEntry(prepare: Prepare, key: string): CacheEntry | null {
  return entryOf(prepare('SELECT key, body FROM cache_entries WHERE key = ?').get(key));
}

export function readNewestCacheEntry(prepare: Prepare, prefix: string): CacheEntry | null {
  const sql = 'SELECT key, body FROM cache_entries WHERE key >= ? AND key < ? ORDER BY made_at DESC, key LIMIT 1';
  return entryOf(prepare(sql).get(prefix, `${prefix}\u{10ffff}`));
}

export function readCachePage(
  prepare: Prepare,
  { afterKey, limit }: Parameters<Store['cacheEntries']>[0],
): readonly CacheEntry[] {
  const rows = prepare('SELECT key, body FROM cache_entries WHERE key > ? ORDER BY key LIMIT ?').all(
    afterKey ?? '',
    limit,
  );
  return rows.flatMap((row) => entryOf(row) ?? []);
}

export function readExpiredCache(prepare: Prepare, query: Parameters<Store['expiredCache']>[0]): readonly string[] {
  const expired: string[] = [];
  let bytes = 0;
  let entries = 0;
  const sql = 'SELECT key, used_at, bytes FROM cache_entries INDEXED BY cache_by_use ORDER BY used_at DESC, key';
  for (const row of prepare(sql).iterate()) {
    bytes += decodeNumber(row['bytes'], 'bytes');
    entries++;
    const isUnused = decodeNumber(row['used_at'], 'used_at') < query.usedBefore;
    if (isUnused || entries > query.entriesMax || bytes > query.bytesMax) expired.push(String(row['key']));
  }
  return expired.reverse();
}

/** What cannot be read is no kept result: the step is run. */
function entryOf(row: Row | undefined): CacheEntry | null {
  return row === undefined ? null : readOrNull(() => decodeCacheEntry(row));
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
