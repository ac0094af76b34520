import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../core/change.ts';
import { attemptOf, endedStatusOf, jobIdOf, jobOf, nodeOf, specOf } from '../contract/builders.ts';
import { sqliteHarness, type SqliteHarness } from '../contract/sqlite-harness.ts';
import { describeRuns } from '../contract/runs-contract.ts';
import { describeStore, everyJob, snapshotOf } from '../contract/store-contract.ts';

const insert = (n: number): Change => ({ kind: 'job-insert', job: jobOf(n) });

describeStore('The SQLite store', sqliteHarness);
describeRuns('The SQLite store', sqliteHarness);

describe('The SQLite store', () => {
  let harness: SqliteHarness;
  beforeEach(() => {
    harness = sqliteHarness();
  });
  afterEach(() => harness.dispose());

  /** Changes the closed file behind the store's back. */
  const damage = (sql: string): void => {
    const database = new DatabaseSync(harness.path());
    database.exec(sql);
    database.close();
  };

  test('is refused while another process holds the database, until that one is killed', async () => {
    harness.open().close();
    const script = `
      const { DatabaseSync } = require('node:sqlite');
      const database = new DatabaseSync(process.argv[1]);
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
      console.log('held');
      setInterval(() => database.isOpen, 1000);`;
    const holder = spawn(process.execPath, ['-e', script, harness.path()], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(holder, 'exit');
    try {
      await once(holder.stdout, 'data');
      expect(() => harness.open()).toThrow(/another orchestrator runs on this data directory/);
    } finally {
      holder.kill('SIGKILL');
      await ended;
    }
    expect(harness.open().load().revision).toBe(0);
  });

  test('keeps its files from other users', () => {
    harness.open();
    expect(statSync(harness.path()).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(harness.path())).mode & 0o077).toBe(0);
  });

  test('a full disk stores nothing of the commit, and the store goes on when there is room again', () => {
    let pagesMax: number | null = null;
    const store = harness.openWith({
      beforeStatement(_, database) {
        if (pagesMax !== null) database.exec(`PRAGMA max_page_count = ${pagesMax}`);
        pagesMax = null;
      },
    });
    store.commit([insert(1)], 0);
    const before = snapshotOf(store);
    pagesMax = 1; // SQLite takes this as the size that the file has now.
    const big = jobOf(2, { spec: specOf({ command: ['x'.repeat(1_000_000)] }) });
    expect(() => store.commit([insert(3), { kind: 'job-insert', job: big }], 1)).toThrow(
      expect.objectContaining({ name: 'StoreError', code: 'full' }),
    );
    expect(snapshotOf(store)).toEqual(before);
    pagesMax = 1_000_000;
    expect(store.commit([insert(3), { kind: 'job-insert', job: big }], 1)).toBe(2);
    expect(store.job(big.id)?.job).toEqual(big);
  });

  test('an I/O error is fatal: nothing more is stored until it is opened again', () => {
    let fail = false;
    const store = harness.openWith({
      beforeStatement(sql) {
        if (!fail || sql !== 'COMMIT') return;
        // As the driver reports a failed fsync: SQLITE_IOERR_FSYNC.
        throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 1034 });
      },
    });
    store.commit([insert(1)], 0);
    fail = true;
    expect(() => store.commit([insert(2)], 1)).toThrow(expect.objectContaining({ code: 'io' }));
    fail = false;
    expect(() => store.commit([insert(2)], 1)).toThrow(expect.objectContaining({ code: 'io' }));
    store.close();
    expect(harness.open().load()).toMatchObject({ revision: 1 });
  });

  test('the ballast is real bytes beside the database', () => {
    const store = harness.open();
    const ballast = join(dirname(harness.path()), 'ballast');
    expect(statSync(ballast).size).toBe(64 * 1024);
    expect(statSync(ballast).blocks * 512).toBeGreaterThanOrEqual(64 * 1024);
    store.releaseBallast();
    expect(existsSync(ballast)).toBe(false);
  });

  test('a damaged row is named and left out, everything else is loaded', () => {
    const store = harness.open();
    store.commit(
      [
        ...[1, 2, 3, 4, 5].map(insert),
        { kind: 'node-put', node: nodeOf(1) },
        { kind: 'node-put', node: nodeOf(2) },
        { kind: 'attempt-put', attempt: attemptOf(jobIdOf(4), 1) },
      ],
      0,
    );
    store.close();
    damage(`
      UPDATE job_specs SET spec = '{"name":' WHERE job = 1;
      UPDATE jobs SET status = json_set(status, '$.surprise', 1) WHERE sequence = 2;
      UPDATE jobs SET facts = json_remove(facts, '$.principal') WHERE sequence = 3;
      UPDATE attempts SET body = json_set(body, '$.state', 'flying') WHERE job = 4;
      UPDATE nodes SET body = json_set(body, '$.inventory.memoryBytes', 'much') WHERE id = '${nodeOf(2).id}'`);
    const again = harness.open();
    const loaded = again.load();
    expect(loaded.jobs.map((stored) => stored.job.sequence)).toEqual([5]);
    expect(loaded.nodes).toEqual([nodeOf(1)]);
    expect(loaded.quarantined).toEqual([
      `jobs ${jobIdOf(1)}: spec: not JSON`,
      `jobs ${jobIdOf(2)}: status.surprise: unknown field`,
      `jobs ${jobIdOf(3)}: facts.principal: missing`,
      expect.stringMatching(`^attempts ${jobIdOf(4)}/1: body.state: expected one of placed, .*, got text$`),
      `jobs ${jobIdOf(4)}: left out, because not all of its attempts can be read`,
      `nodes ${nodeOf(2).id}: body.inventory.memoryBytes: expected a number, got text`,
    ]);
    // A page passes over them and is still full; the rows stay.
    expect(again.jobs({ ...everyJob, limit: 1 }).map((stored) => stored.job.sequence)).toEqual([5]);
    expect(again.jobs({ ...everyJob, beforeSequence: 5, limit: 5 })).toEqual([]);
    expect(again.job(jobIdOf(1))).toBeNull();
    expect(again.jobOfRequest(jobOf(1).requestId)).toBe(jobIdOf(1));
  });

  test('a page is filled although some of its rows cannot be read', () => {
    const store = harness.open();
    store.commit([1, 2, 3, 4, 5, 6].map(insert), 0);
    store.close();
    damage(`UPDATE job_specs SET spec = '' WHERE job IN (3, 5, 6)`);
    const again = harness.open();
    expect(again.jobs({ ...everyJob, limit: 2 }).map((stored) => stored.job.sequence)).toEqual([4, 2]);
    expect(again.jobs({ ...everyJob, states: ['queued'], limit: 3 }).map((s) => s.job.sequence)).toEqual([4, 2, 1]);
  });

  test('a job that ended and cannot be read is still dropped by retention', () => {
    const store = harness.open();
    store.commit([{ kind: 'job-insert', job: jobOf(1, { status: endedStatusOf('failed', 10) }) }], 0);
    store.close();
    damage(`UPDATE jobs SET status = 'x'`);
    const again = harness.open();
    expect(again.expired({ endedBefore: 11, keepMax: 10, limit: 10 })).toEqual([jobIdOf(1)]);
    again.commit([{ kind: 'job-delete', jobId: jobIdOf(1) }], 1);
    expect(again.countsOfEnded().failed).toBe(0);
  });

  test('refuses the data of a newer version, and a file that is not its own', () => {
    harness.open().close();
    damage('PRAGMA user_version = 1000');
    expect(() => harness.open()).toThrow(expect.objectContaining({ code: 'too_new' }));
    damage('PRAGMA user_version = 1; PRAGMA application_id = 7');
    expect(() => harness.open()).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});
