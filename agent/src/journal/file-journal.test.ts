import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { trustId } from '@orchion/domain';
import type { JournalRecord } from '../core/journal-record.ts';
import { createRandomIds } from '../platform/random-ids.ts';
import { refOf } from '../test/attempts.ts';
import { openFileJournal, type FileJournal } from './file-journal.ts';

let stateDir: string;
let open: FileJournal[] = [];

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'orchion-journal-'));
});
afterEach(async () => {
  for (const journal of open) await journal.close();
  open = [];
  rmSync(stateDir, { recursive: true });
});

async function openJournal(): Promise<FileJournal> {
  const journal = await openFileJournal({
    stateDir,
    random: createRandomIds(),
    onFatal: (error) => {
      throw error;
    },
  });
  open.push(journal);
  return journal;
}
const path = (): string => join(stateDir, 'journal.ndjson');
const forgotten = (job: number): JournalRecord => ({ kind: 'forgotten', ref: refOf(job) });

test('the node’s id is made once, and only its owner may read it', async () => {
  const first = await openJournal();
  const second = await openJournal();
  expect(second.nodeId).toBe(first.nodeId);
  expect(first.clusterId).toBeNull();
  expect(statSync(stateDir).mode & 0o777).toBe(0o700);
  expect(statSync(join(stateDir, 'identity.json')).mode & 0o777).toBe(0o600);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

test('the cluster is remembered', async () => {
  const clusterId = trustId('cluster', 'cluster-000000000001');
  const journal = await openJournal();
  await journal.rememberCluster(clusterId);
  expect(journal.clusterId).toBe(clusterId);
  expect((await openJournal()).clusterId).toBe(clusterId);
});

test('an identity that is none is refused with what to do', async () => {
  writeFileSync(join(stateDir, 'identity.json'), '{"nodeId":"../../etc"}');
  await expect(openJournal()).rejects.toThrow(/is not an identity file.*Restore it/);
});

test('what was acknowledged is there after a reopen, in order', async () => {
  const journal = await openJournal();
  await Promise.all(Array.from({ length: 200 }, (_, i) => journal.append(forgotten(i))));
  expect((await openJournal()).recovered).toEqual(Array.from({ length: 200 }, (_, i) => forgotten(i)));
});

test('a last line that a crash tore is cut away, and appending goes on behind what is whole', async () => {
  const journal = await openJournal();
  await journal.append(forgotten(1));
  for (let cut = 1; cut < 40; cut += 7) {
    appendFileSync(path(), JSON.stringify(forgotten(2)).slice(0, cut));
    const again = await openJournal();
    expect(again.recovered.at(-1)).toEqual(forgotten(cut === 1 ? 1 : 100 + cut - 7));
    await again.append(forgotten(100 + cut));
  }
});

test('a damaged line is left out and shown; the rest counts', async () => {
  const journal = await openJournal();
  await journal.append(forgotten(1));
  appendFileSync(path(), '{"kind":"intent","ref":{"jobId":"nonsense"}}\n\0\0\0\n');
  const second = await openJournal();
  await second.append(forgotten(2));
  const again = await openJournal();
  expect(again.recovered).toEqual([forgotten(1), forgotten(2)]);
  expect(again.unreadable).toHaveLength(2);
});

test('compaction replaces what was there, and records that came meanwhile follow it', async () => {
  const journal = await openJournal();
  await Promise.all(Array.from({ length: 5_000 }, (_, i) => journal.append(forgotten(i))));
  expect(journal.wantsCompaction).toBe(true);
  const marks: JournalRecord = { kind: 'marks', leaseFloor: 3, marks: [] };
  await Promise.all([journal.compact([marks]), journal.append(forgotten(7))]);
  expect(journal.wantsCompaction).toBe(false);
  await journal.append(forgotten(8));
  expect((await openJournal()).recovered).toEqual([marks, forgotten(7), forgotten(8)]);
  expect(readFileSync(path(), 'utf8').split('\n')).toHaveLength(4);
});
