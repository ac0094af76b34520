/**
 * Reads everything that is alive. Each row is decoded by itself: what cannot be read is named and left in the store.
 *
 * A job of which any row cannot be read is left out whole: without its latest attempt it would look as if it could be
 * placed again, and its command would run a second time.
 */
import type { Attempt, Node } from '@orchion/domain';
import type { LoadedState, StoredJob } from '../../ports/store.ts';
import { DecodeError } from './json-codec.ts';
import { jobColumns } from './read-jobs.ts';
import { loadLiveRuns } from './read-runs.ts';
import { decodeAttempt, decodeClusterId, decodeJob, decodeNode, decodeNumber, type Row } from './row-codec.ts';
import type { Prepare } from './statement-cache.ts';

const live = `state IN ('queued', 'running', 'unknown')`;

export function loadState(prepare: Prepare): LoadedState {
  const quarantined: string[] = [];
  const cluster = prepare('SELECT cluster_id, revision, next_sequence, next_lease, next_run FROM cluster').get() ?? {};
  const attempts = attemptsBySequence(prepare);
  const jobs: StoredJob[] = [];
  const jobRows = prepare(
    `SELECT ${jobColumns} FROM jobs j LEFT JOIN job_specs s ON s.job = j.sequence WHERE ${live} ORDER BY j.sequence`,
  );
  for (const row of jobRows.iterate()) {
    const stored = decodeLiveJob(row, attempts, quarantined);
    if (stored !== null) jobs.push(stored);
  }
  return {
    clusterId: decodeClusterId(cluster['cluster_id']),
    revision: decodeNumber(cluster['revision'], 'revision'),
    counters: {
      nextSequence: decodeNumber(cluster['next_sequence'], 'next_sequence'),
      nextLease: decodeNumber(cluster['next_lease'], 'next_lease'),
      nextRun: decodeNumber(cluster['next_run'], 'next_run'),
    },
    nodes: loadNodes(prepare, quarantined),
    jobs,
    runs: loadLiveRuns(prepare, quarantined),
    quarantined,
  };
}

function loadNodes(prepare: Prepare, quarantined: string[]): readonly Node[] {
  const nodes: Node[] = [];
  for (const row of prepare('SELECT id, body FROM nodes ORDER BY id').iterate()) {
    const node = isolate(quarantined, `nodes ${String(row['id'])}`, () => decodeNode(row));
    if (node !== null) nodes.push(node);
  }
  return nodes;
}

function attemptsBySequence(prepare: Prepare): ReadonlyMap<unknown, readonly Row[]> {
  const rows = prepare(
    `SELECT job, number, body FROM attempts WHERE job IN (SELECT sequence FROM jobs WHERE ${live}) ORDER BY job, number`,
  );
  const bySequence = new Map<unknown, Row[]>();
  for (const row of rows.iterate()) {
    const known = bySequence.get(row['job']);
    if (known === undefined) bySequence.set(row['job'], [row]);
    else known.push(row);
  }
  return bySequence;
}

function decodeLiveJob(
  row: Row,
  attemptRows: ReadonlyMap<unknown, readonly Row[]>,
  quarantined: string[],
): StoredJob | null {
  const name = String(row['id']);
  const job = isolate(quarantined, `jobs ${name}`, () => decodeJob(row));
  if (job === null) return null;
  const attempts: Attempt[] = [];
  let whole = true;
  for (const attemptRow of attemptRows.get(row['sequence']) ?? []) {
    const number = decodeNumber(attemptRow['number'], 'number');
    const attempt = isolate(quarantined, `attempts ${name}/${number}`, () =>
      decodeAttempt(attemptRow['body'], { jobId: job.id, number }),
    );
    if (attempt === null) whole = false;
    else attempts.push(attempt);
  }
  if (whole) return { job, attempts };
  quarantined.push(`jobs ${name}: left out, because not all of its attempts can be read`);
  return null;
}

function isolate<T>(quarantined: string[], row: string, decode: () => T): T | null {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    quarantined.push(`${row}: ${error.message}`);
    return null;
  }
}
