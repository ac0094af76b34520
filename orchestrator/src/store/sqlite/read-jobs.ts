/**
 * Pages of jobs from indexes. A page costs what its rows cost, however long the history is: each query walks one index
 * downwards and stops. Several states are several walks that are merged, because one walk over `state IN (...)` would sort
 * them all first.
 */
import { statesOf, jobTransitions, isEndedJob, type JobState } from '@orchion/domain';
import type { SQLInputValue } from 'node:sqlite';
import type { JobQuery, StoredJob } from '../../ports/store.ts';
import { DecodeError } from './json-codec.ts';
import { decodeAttempt, decodeJob, decodeNumber, type Row } from './row-codec.ts';
import { foldName } from './statement.ts';
import type { Prepare } from './statement-cache.ts';

/** Newest first. Rows that cannot be read are passed over; `load` and the job itself tell of them. */
export function readPage(prepare: Prepare, query: JobQuery): readonly StoredJob[] {
  const page: StoredJob[] = [];
  let before = query.beforeSequence ?? Number.MAX_SAFE_INTEGER;
  while (page.length < query.limit) {
    const wanted = query.limit - page.length;
    const sequences = sequencesOf(prepare, query, { before, limit: wanted });
    for (const sequence of sequences) {
      const found = readWithLatest(prepare, sequence);
      if (found !== null) page.push(found);
    }
    const last = sequences.at(-1);
    if (last === undefined || sequences.length < wanted) break;
    before = last;
  }
  return page;
}

interface Window {
  readonly before: number;
  readonly limit: number;
}

/** Of the jobs that match, highest first. */
function sequencesOf(prepare: Prepare, query: JobQuery, window: Window): readonly number[] {
  const walk = walkOf(query);
  if (walk.kind === 'one') return runWalk(prepare, query, window, walk);
  const merged = walk.states.flatMap((state) =>
    runWalk(prepare, query, window, { index: 'INDEXED BY jobs_by_state', state }),
  );
  return merged.sort((a, b) => b - a).slice(0, window.limit);
}

interface Walk {
  readonly index: string;
  /** Walk this state's part of the index; null: filter by all wanted states. */
  readonly state: JobState | null;
}

/** Random characters of an id that make its index worth more than the order of submission. */
const selectivePrefixLength = 'job-'.length + 2;

function walkOf(query: JobQuery): (Walk & { kind: 'one' }) | { kind: 'states'; states: readonly JobState[] } {
  const { states } = query;
  if (query.idPrefix !== null && query.idPrefix.length >= selectivePrefixLength) {
    return { kind: 'one', index: 'INDEXED BY jobs_by_id', state: null };
  }
  // Live jobs are few: their states narrow more than a node does.
  const onlyLive = states !== null && !states.some(isEndedJob);
  if (query.nodeId !== null && !onlyLive) return { kind: 'one', index: 'INDEXED BY jobs_by_node', state: null };
  if (states !== null) return { kind: 'states', states: [...new Set(states)] };
  // The state index holds the names: a search for a rare name reads it and not the rows.
  if (query.nameContains !== null) return { kind: 'states', states: statesOf(jobTransitions) };
  return { kind: 'one', index: 'NOT INDEXED', state: null };
}

function runWalk(prepare: Prepare, query: JobQuery, window: Window, walk: Walk): readonly number[] {
  const conditions = ['sequence < ?'];
  const values: SQLInputValue[] = [window.before];
  const where = (condition: string, ...bound: SQLInputValue[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (walk.state !== null) where('state = ?', walk.state);
  else if (query.states !== null) where(`state IN (SELECT value FROM json_each(?))`, JSON.stringify(query.states));
  if (query.nameContains !== null) where('instr(name_folded, ?) > 0', foldName(query.nameContains));
  if (query.nodeId !== null) where('latest_node = ?', query.nodeId);
  if (query.idPrefix !== null) where('id >= ? AND id < ?', query.idPrefix, `${query.idPrefix}\u{10ffff}`);
  const sql = `SELECT sequence FROM jobs ${walk.index} WHERE ${conditions.join(' AND ')} ORDER BY sequence DESC LIMIT ?`;
  return prepare(sql)
    .all(...values, window.limit)
    .map((row) => decodeNumber(row['sequence'], 'sequence'));
}

function readWithLatest(prepare: Prepare, sequence: number): StoredJob | null {
  const row = prepare(
    `SELECT j.sequence, j.id, j.request_id, j.facts, j.status, s.spec, j.latest_attempt, a.body
     FROM jobs j LEFT JOIN job_specs s ON s.job = j.sequence
       LEFT JOIN attempts a ON a.job = j.sequence AND a.number = j.latest_attempt
     WHERE j.sequence = ?`,
  ).get(sequence);
  return row === undefined ? null : readOrNull(() => decodeWithLatest(row));
}

function decodeWithLatest(row: Row): StoredJob {
  const job = decodeJob(row);
  const number = decodeNumber(row['latest_attempt'], 'latest_attempt');
  return { job, attempts: number === 0 ? [] : [decodeAttempt(row['body'], { jobId: job.id, number })] };
}

/** The job's columns that `decodeJob` reads. */
export const jobColumns = 'j.sequence, j.id, j.request_id, j.facts, j.status, s.spec';

/** One job with all its attempts; null where it is not there or cannot be read. */
export function readJob(prepare: Prepare, id: string): StoredJob | null {
  const row = prepare(
    `SELECT ${jobColumns} FROM jobs j LEFT JOIN job_specs s ON s.job = j.sequence WHERE j.id = ?`,
  ).get(id);
  if (row === undefined) return null;
  return readOrNull(() => {
    const job = decodeJob(row);
    const rows = prepare('SELECT number, body FROM attempts WHERE job = ? ORDER BY number').all(job.sequence);
    const attempts = rows.map((attempt) =>
      decodeAttempt(attempt['body'], { jobId: job.id, number: decodeNumber(attempt['number'], 'number') }),
    );
    return { job, attempts };
  });
}

function readOrNull(read: () => StoredJob): StoredJob | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
