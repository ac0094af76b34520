/**
 * The store of tests and of the simulation: the same answers as SQLite, on a simulated disk that can be opened again after
 * a crash. Faults are asked for, never rolled: a commit can be made to fail before any of its steps.
 */
import { assert, jobStateOf, type ClusterId, type JobId } from '@orchion/domain';
import { StoreError, type JobQuery, type Store, type StoredJob, type StoreErrorCode } from '../../ports/store.ts';
import { applyChange } from './apply-change.ts';
import { ballastCommits, createMemoryDisk, type JobRecord, type MemoryDisk } from './memory-disk.ts';
import {
  cachePage,
  expiredCache,
  expiredRuns,
  familyOfRun,
  liveRuns,
  newestCacheEntry,
  runsPage,
  storedRun,
} from './read-runs.ts';
import type { Undo } from './undo.ts';

export interface MemoryStoreOptions {
  /** Of a new disk. Not looked at where `disk` is given. */
  readonly clusterId: ClusterId;
  readonly disk?: MemoryDisk;
  /** Called before each step of a commit: 'begin', each change's kind, 'commit'. What it throws fails the commit. */
  readonly beforeStep?: (step: string) => void;
}

export interface MemoryStore extends Store {
  readonly disk: MemoryDisk;
  /** The next commit fails with this code and stores nothing. After `io` every later one fails too, as with a real disk. */
  failNextCommit(code: Extract<StoreErrorCode, 'conflict' | 'full' | 'io'>): void;
}

/** Throws `StoreError` `locked` where another store holds the disk. */
export function createMemoryStore(options: MemoryStoreOptions): MemoryStore {
  const disk = options.disk ?? createMemoryDisk(options.clusterId);
  if (disk.holder !== null) throw new StoreError('locked', 'another orchestrator uses this simulated disk');
  const opening = ++disk.openings;
  disk.holder = opening;
  let failure: StoreErrorCode | null = null;
  let broken = false;

  const checkOpen = (): void => {
    if (broken) throw new StoreError('io', 'the simulated disk failed before: open it again');
    if (disk.holder !== opening) throw new StoreError('io', 'the store is closed');
  };
  const roomOrThrow = (): void => {
    if (!disk.full) return;
    if (disk.ballastHeld || disk.ballastCommitsLeft === 0) throw new StoreError('full', 'the simulated disk is full');
    disk.ballastCommitsLeft--;
  };

  return {
    disk,
    failNextCommit(code) {
      failure = code;
    },
    load() {
      checkOpen();
      return {
        clusterId: disk.clusterId,
        revision: disk.revision,
        counters: disk.counters,
        nodes: [...disk.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
        jobs: recordsInOrder(disk)
          .filter((record) => record.job.status.outcome === null)
          .map((record) => ({ job: record.job, attempts: record.attempts })),
        runs: liveRuns(disk),
        quarantined: [],
      };
    },
    commit(changes, expectedRevision) {
      checkOpen();
      if (expectedRevision !== disk.revision) {
        throw new StoreError('conflict', `the store is at revision ${disk.revision}, not ${expectedRevision}`);
      }
      if (failure !== null) {
        const code = failure;
        failure = null;
        broken = code === 'io';
        throw new StoreError(code, `a planned failure of the simulated disk: ${code}`);
      }
      roomOrThrow();
      const undos: Undo[] = [];
      try {
        options.beforeStep?.('begin');
        for (const change of changes) {
          options.beforeStep?.(change.kind);
          undos.push(applyChange(disk, change));
        }
        options.beforeStep?.('commit');
      } catch (error) {
        for (const undo of undos.reverse()) undo();
        if (error instanceof StoreError && error.code === 'io') broken = true;
        throw error;
      }
      return ++disk.revision;
    },
    job(id) {
      checkOpen();
      const record = disk.jobs.get(id);
      return record === undefined ? null : { job: record.job, attempts: record.attempts };
    },
    jobOfRequest(requestId) {
      checkOpen();
      return disk.requests.get(requestId) ?? null;
    },
    jobs(query) {
      checkOpen();
      return pageOf(disk, query);
    },
    countsOfEnded() {
      checkOpen();
      return { ...disk.ended };
    },
    expired({ endedBefore, keepMax, limit }) {
      checkOpen();
      const ended = recordsInOrder(disk)
        .filter((record) => record.job.owner === null)
        .map((record) => ({
          id: record.job.id,
          sequence: record.job.sequence,
          at: record.job.status.outcome?.at ?? null,
        }))
        .filter((job): job is { id: JobId; sequence: number; at: number } => job.at !== null)
        .sort((a, b) => a.at - b.at || a.sequence - b.sequence);
      const beyond = Math.max(0, ended.length - keepMax);
      const expired = ended.filter((job, place) => place < beyond || job.at < endedBefore);
      return expired.slice(0, limit).map((job) => job.id);
    },
    keptTrees() {
      checkOpen();
      const attempts = [...disk.jobs.values()].flatMap((record) => record.attempts);
      const runs = [...disk.runs.values()];
      const artifacts = [
        ...attempts.flatMap(({ products }) => products?.artifacts ?? []),
        ...runs.flatMap(({ steps }) => [...steps.values()].flatMap((step) => step.artifacts)),
        ...[...disk.cache.values()].flatMap((entry) => entry.artifacts),
      ];
      const workspaces = runs.flatMap(({ run }) => Object.values(run.workspaces));
      return [...new Set([...artifacts.map(({ tree }) => tree), ...workspaces])];
    },
    run(id) {
      checkOpen();
      const record = disk.runs.get(id);
      return record === undefined ? null : storedRun(record);
    },
    runOfRequest(requestId) {
      checkOpen();
      for (const { run } of disk.runs.values()) if (run.requestId === requestId) return run.id;
      return null;
    },
    runs(query) {
      checkOpen();
      return runsPage(disk, query);
    },
    expiredRuns(query) {
      checkOpen();
      return expiredRuns(disk, query);
    },
    familyOfRun(id) {
      checkOpen();
      return familyOfRun(disk, id);
    },
    cacheEntry(key) {
      checkOpen();
      return disk.cache.get(key) ?? null;
    },
    newestCacheEntry(prefix) {
      checkOpen();
      return newestCacheEntry(disk, prefix);
    },
    cacheEntries(query) {
      checkOpen();
      return cachePage(disk, query);
    },
    expiredCache(query) {
      checkOpen();
      return expiredCache(disk, query);
    },
    releaseBallast() {
      checkOpen();
      if (!disk.ballastHeld) return false;
      disk.ballastHeld = false;
      disk.ballastCommitsLeft = ballastCommits;
      return true;
    },
    holdBallast() {
      checkOpen();
      if (!disk.full) disk.ballastHeld = true;
      return disk.ballastHeld;
    },
    close() {
      if (disk.holder === opening) disk.holder = null;
    },
  };
}

function recordsInOrder(disk: MemoryDisk): readonly JobRecord[] {
  return disk.order.map((id) => {
    const record = disk.jobs.get(id);
    assert(record !== undefined, `the job ${id} of the order is there`);
    return record;
  });
}

function pageOf(disk: MemoryDisk, query: JobQuery): readonly StoredJob[] {
  const wantedName = query.nameContains?.toLowerCase() ?? null;
  const page: StoredJob[] = [];
  for (let place = disk.order.length - 1; place >= 0 && page.length < query.limit; place--) {
    const id = disk.order[place];
    const record = id === undefined ? undefined : disk.jobs.get(id);
    if (record === undefined) continue;
    const { job } = record;
    const latest = record.attempts.at(-1) ?? null;
    if (query.beforeSequence !== null && job.sequence >= query.beforeSequence) continue;
    if (query.states !== null && !query.states.includes(jobStateOf(job.status, latest))) continue;
    if (wantedName !== null && !job.spec.name.toLowerCase().includes(wantedName)) continue;
    if (query.nodeId !== null && latest?.nodeId !== query.nodeId) continue;
    if (query.idPrefix !== null && !job.id.startsWith(query.idPrefix)) continue;
    page.push({ job, attempts: latest === null ? [] : [latest] });
  }
  return page;
}
