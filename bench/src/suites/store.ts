/**
 * Measures the store alone: jobs made durable per second, one, ten and a hundred a commit. A user cares because an answered
 * submit is a promise that survives a power cut, and this is its price. The limit is node:sqlite itself: one row with the
 * same bytes per job, in the same mode (WAL, FULL), with no indexes and nothing else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { IdSource, Job } from '@orchion/domain';
import { openSqliteStore, type Change, type Store } from '@orchion/orchestrator';
import { makeJob } from '../job-rows.ts';
import type { Figures, Suite, Workload } from '../workload.ts';

export const store: Suite = {
  name: 'store',
  about: 'Jobs made durable, by jobs a commit; the limit is a bare node:sqlite loop that writes one row a job.',
  async open(setting) {
    const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-store-'));
    const ids: IdSource = { nextUint32: () => Math.floor(Math.random() * 2 ** 32) };
    const own = openSqliteStore({ path: join(dir, 'own', 'cluster.db'), idSource: ids });
    const bare = openBare(join(dir, 'bare.db'));
    let sequence = own.load().counters.nextSequence;
    let revision = own.load().revision;
    const nextJob = (): Job => makeJob(sequence++, ids);

    const workload = (batch: number): Workload => {
      const commits = setting.quick ? 5 : batch === 100 ? 100 : 1_000;
      const rate = (commit: (jobs: readonly Job[]) => void): Figures => {
        const batches = Array.from({ length: commits }, () => Array.from({ length: batch }, nextJob));
        const startedAt = performance.now();
        for (const jobs of batches) commit(jobs);
        return { rate: ((commits * batch) / (performance.now() - startedAt)) * 1000 };
      };
      return {
        name: `${batch} a commit`,
        unit: 'jobs/s',
        better: 'higher',
        contestants: [
          {
            name: 'Orchion’s store',
            role: 'orchion',
            run: async () => rate((jobs) => (revision = commitTo(own, jobs, revision))),
          },
          { name: 'bare node:sqlite', role: 'limit', run: async () => rate((jobs) => bare.insert(jobs)) },
        ],
      };
    };
    return {
      workloads: [1, 10, 100].map(workload),
      async close() {
        own.close();
        bare.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

function commitTo(store: Store, jobs: readonly Job[], revision: number): number {
  const changes: Change[] = jobs.map((job) => ({ kind: 'job-insert', job }));
  return store.commit(changes, revision);
}

function openBare(path: string): { insert(jobs: readonly Job[]): void; close(): void } {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA locking_mode = EXCLUSIVE');
  database.exec('CREATE TABLE jobs (sequence INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const [begin, insert, commit] = ['BEGIN', 'INSERT INTO jobs VALUES (?, ?)', 'COMMIT'].map((sql) =>
    database.prepare(sql),
  );
  return {
    insert(jobs) {
      begin?.run();
      for (const job of jobs) insert?.run(job.sequence, JSON.stringify(job));
      commit?.run();
    },
    close: () => database.close(),
  };
}
