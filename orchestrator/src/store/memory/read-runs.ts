/** What a memory store answers about runs and kept results. */
import { headOfRun, type CacheEntry, type Run, type RunHead, type RunId } from '@orchion/domain';
import type { RunQuery, Store, StoredRun } from '../../ports/store.ts';
import type { MemoryDisk, RunRecord } from './memory-disk.ts';

export function storedRun(record: RunRecord): StoredRun {
  const steps = [...record.steps.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { run: record.run, steps };
}

export function liveRuns(disk: MemoryDisk): readonly StoredRun[] {
  return byNumber(disk)
    .filter(({ run }) => run.status.endedAt === null)
    .map(storedRun);
}

export function runsPage(disk: MemoryDisk, query: RunQuery): readonly RunHead[] {
  const wanted = query.pipelineContains?.toLowerCase() ?? null;
  const fits = ({ number, pipeline, status, id, parent }: Run): boolean =>
    (query.beforeNumber === null || number < query.beforeNumber) &&
    (query.states === null || query.states.includes(status.state)) &&
    (wanted === null || pipeline.name.toLowerCase().includes(wanted)) &&
    (query.idPrefix === null || id.startsWith(query.idPrefix)) &&
    (query.withChildren || parent === null);
  return byNumber(disk)
    .map(({ run }) => run)
    .filter(fits)
    .reverse()
    .slice(0, query.limit)
    .map(headOfRun);
}

export function expiredRuns(disk: MemoryDisk, query: Parameters<Store['expiredRuns']>[0]): readonly RunId[] {
  const ended = byNumber(disk)
    .flatMap(({ run }) =>
      run.status.endedAt === null || run.parent !== null ? [] : [{ id: run.id, at: run.status.endedAt }],
    )
    // Those of one time stay in the order of their numbers.
    .sort((a, b) => a.at - b.at);
  const beyond = Math.max(0, ended.length - query.keepMax);
  const expired = ended.filter((run, place) => place < beyond || run.at < query.endedBefore);
  return expired.slice(0, query.limit).map(({ id }) => id);
}

export function familyOfRun(disk: MemoryDisk, id: RunId): ReturnType<Store['familyOfRun']> {
  const runIds = new Set<RunId>(disk.runs.has(id) ? [id] : []);
  for (const above of runIds) {
    for (const { run } of byNumber(disk)) if (run.parent?.runId === above) runIds.add(run.id);
  }
  const jobs = disk.order.flatMap((jobId) => disk.jobs.get(jobId)?.job ?? []);
  const jobIds = [...runIds].flatMap((runId) => jobs.filter(({ owner }) => owner?.runId === runId));
  return { runIds: [...runIds], jobIds: jobIds.map((job) => job.id) };
}

export function newestCacheEntry(disk: MemoryDisk, prefix: string): CacheEntry | null {
  const found = byKey(disk).filter(({ key }) => key.startsWith(prefix));
  return found.reduce<CacheEntry | null>(
    (best, entry) => (best !== null && best.madeAt >= entry.madeAt ? best : entry),
    null,
  );
}

export function cachePage(disk: MemoryDisk, query: Parameters<Store['cacheEntries']>[0]): readonly CacheEntry[] {
  const { afterKey, limit } = query;
  return byKey(disk)
    .filter(({ key }) => afterKey === null || key > afterKey)
    .slice(0, limit);
}

export function expiredCache(disk: MemoryDisk, query: Parameters<Store['expiredCache']>[0]): readonly string[] {
  const expired: string[] = [];
  let bytes = 0;
  let entries = 0;
  for (const entry of byKey(disk).sort((a, b) => b.usedAt - a.usedAt)) {
    bytes += entry.bytes;
    entries++;
    if (entry.usedAt < query.usedBefore || entries > query.entriesMax || bytes > query.bytesMax)
      expired.push(entry.key);
  }
  return expired.reverse();
}

function byNumber(disk: MemoryDisk): RunRecord[] {
  return [...disk.runs.values()].sort((a, b) => a.run.number - b.run.number);
}

/** In the order of their bytes, as SQLite has it. */
function byKey(disk: MemoryDisk): CacheEntry[] {
  return [...disk.cache.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
