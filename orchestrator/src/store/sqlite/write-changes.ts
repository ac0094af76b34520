/**
 * Turns changes into statements, inside the caller's transaction. What a change must find and does not is a bug.
 *
 * What one commit says of a job is gathered first, because the last word counts: a job's row and its indexes are then written
 * once, however many of its facts have changed.
 */
import {
  assert,
  assertNever,
  jobStateOf,
  type Attempt,
  type Job,
  type JobId,
  type JobState,
  type JobStatus,
} from '@orchion/domain';
import type { AuditEntry, Change, Counters } from '../../core/change.ts';
import { encodeAttempt, encodeFacts, encodeNode, encodeSpec, encodeStatus } from './row-codec.ts';
import { foldName, type Run } from './statement.ts';
import { deleteRun, insertRun, putCacheEntry, putStep, writeRunStatus } from './write-runs.ts';

/** What one commit says of a job that is there. */
interface JobNews {
  status: JobStatus | null;
  /** By number. */
  readonly attempts: Map<number, Attempt>;
}

export function writeChanges(run: Run, changes: readonly Change[]): void {
  const news = new Map<JobId, JobNews>();
  const newsOf = (jobId: JobId): JobNews => {
    const known = news.get(jobId) ?? { status: null, attempts: new Map<number, Attempt>() };
    news.set(jobId, known);
    return known;
  };
  const tell = (jobId: JobId): void => {
    const known = news.get(jobId);
    if (known !== undefined) writeNews(run, jobId, known);
    news.delete(jobId);
  };
  for (const change of changes) {
    if (change.kind === 'job-status') newsOf(change.jobId).status = change.status;
    else if (change.kind === 'attempt-put')
      newsOf(change.attempt.jobId).attempts.set(change.attempt.number, change.attempt);
    else {
      if (change.kind === 'job-delete') tell(change.jobId);
      writeChange(run, change);
    }
  }
  for (const jobId of [...news.keys()]) tell(jobId);
}

type OtherChange = Exclude<Change, { kind: 'job-status' | 'attempt-put' }>;

function writeChange(run: Run, change: OtherChange): void {
  switch (change.kind) {
    case 'job-insert':
      return insertJob(run, change.job);
    case 'job-delete':
      run('DELETE FROM audit WHERE object = ?', change.jobId);
      // Its spec and its attempts go with it.
      run('DELETE FROM jobs WHERE id = ?', change.jobId);
      return;
    case 'node-put':
      run(
        'INSERT INTO nodes (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
        change.node.id,
        encodeNode(change.node),
      );
      return;
    case 'node-delete':
      run('DELETE FROM nodes WHERE id = ?', change.nodeId);
      return;
    case 'run-insert':
      return insertRun(run, change.run, change.steps);
    case 'run-status':
      return writeRunStatus(run, change.runId, change.status);
    case 'step-put':
      return putStep(run, change.step);
    case 'run-delete':
      return deleteRun(run, change.runId);
    case 'cache-put':
      return putCacheEntry(run, change.entry);
    case 'cache-delete':
      run('DELETE FROM cache_entries WHERE key = ?', change.key);
      return;
    case 'counters':
      return writeCounters(run, change.counters);
    case 'audit':
      return writeAudit(run, change.entry);
    default:
      return assertNever(change, 'change');
  }
}

function insertJob(run: Run, job: Job): void {
  const { outcome } = job.status;
  run(
    `INSERT INTO jobs
       (sequence, id, request_id, name_folded, outcome, ended_at, live_state, latest_attempt, latest_node, owner_run, facts,
        status)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0, NULL, ?, ?, ?)`,
    job.sequence,
    job.id,
    job.requestId,
    foldName(job.spec.name),
    outcome?.state ?? null,
    outcome?.at ?? null,
    liveStateOf(null),
    job.owner?.runId ?? null,
    encodeFacts(job),
    encodeStatus(job.status),
  );
  run('INSERT INTO job_specs (job, spec) VALUES (?, ?)', job.sequence, encodeSpec(job.spec));
}

function writeNews(run: Run, jobId: JobId, { status, attempts }: JobNews): void {
  for (const attempt of attempts.values()) putAttempt(run, attempt);
  const latest = attempts.size === 0 ? null : [...attempts.values()].reduce((a, b) => (b.number > a.number ? b : a));
  const isPut = latest !== null && putLatest(run, latest, status);
  if (status !== null && !isPut) writeStatus(run, jobId, status);
}

function writeStatus(run: Run, jobId: JobId, status: JobStatus): void {
  // Of a job that has none, a status without an outcome changes neither an index nor a count: most statuses are of that kind.
  const isPut =
    status.outcome === null &&
    run('UPDATE jobs SET status = ? WHERE id = ? AND outcome IS NULL', encodeStatus(status), jobId) === 1;
  if (isPut) return;
  const changed = run(
    'UPDATE jobs SET outcome = ?, ended_at = ?, status = ? WHERE id = ?',
    status.outcome?.state ?? null,
    status.outcome?.at ?? null,
    encodeStatus(status),
    jobId,
  );
  assert(changed === 1, `a change of ${jobId} comes after its insert`);
}

function putAttempt(run: Run, attempt: Attempt): void {
  const stored = run(
    `INSERT INTO attempts (job, number, body) SELECT sequence, ?, ? FROM jobs WHERE id = ?
     ON CONFLICT (job, number) DO UPDATE SET body = excluded.body`,
    attempt.number,
    encodeAttempt(attempt),
    attempt.jobId,
  );
  assert(stored === 1, `a change of ${attempt.jobId} comes after its insert`);
  for (const { tree } of attempt.products?.artifacts ?? []) {
    run(
      'INSERT OR IGNORE INTO attempt_trees (job, number, tree) SELECT sequence, ?, ? FROM jobs WHERE id = ?',
      attempt.number,
      tree,
      attempt.jobId,
    );
  }
}

/** Brings the job's row to its latest attempt; answers whether the status was written with it. */
function putLatest(run: Run, attempt: Attempt, status: JobStatus | null): boolean {
  const state = liveStateOf(attempt);
  const { jobId, number, nodeId } = attempt;
  if (status !== null && status.outcome !== null) {
    // An attempt stays on its node: the index by node is left alone.
    const changed = run(
      `UPDATE jobs SET live_state = ?1, outcome = ?2, ended_at = ?3, status = ?4
       WHERE id = ?5 AND latest_attempt = ?6 AND latest_node = ?7`,
      state,
      status.outcome.state,
      status.outcome.at,
      encodeStatus(status),
      jobId,
      number,
      nodeId,
    );
    if (changed === 1) return true;
  } else if (status !== null) {
    const changed = run(
      `UPDATE jobs SET latest_attempt = ?1, live_state = ?2, latest_node = ?3, status = ?4
       WHERE id = ?5 AND latest_attempt < ?1 AND outcome IS NULL`,
      number,
      state,
      nodeId,
      encodeStatus(status),
      jobId,
    );
    if (changed === 1) return true;
  }
  // Most reports change neither the job's state nor its node: then its row and indexes are left alone.
  run(
    `UPDATE jobs SET latest_attempt = ?1, live_state = ?2, latest_node = ?3
     WHERE id = ?4 AND latest_attempt <= ?1
       AND (latest_attempt < ?1 OR live_state <> ?2 OR latest_node IS NOT ?3)`,
    number,
    state,
    nodeId,
    jobId,
  );
  return false;
}

function writeCounters(run: Run, counters: Counters): void {
  run(
    'UPDATE cluster SET next_sequence = ?, next_lease = ?, next_run = ?',
    counters.nextSequence,
    counters.nextLease,
    counters.nextRun,
  );
}

function writeAudit(run: Run, entry: AuditEntry): void {
  run(
    'INSERT INTO audit (at, principal, action, object) VALUES (?, ?, ?, ?)',
    entry.at,
    entry.principal,
    entry.action,
    entry.object,
  );
}

const withoutOutcome: JobStatus = {
  outcome: null,
  cancelRequestedAt: null,
  attempts: 0,
  retriesUsed: 0,
  reschedulesUsed: 0,
  notBefore: 0,
  queuedAt: 0,
};

/** The job's state as long as it has no outcome: asked of the one function that derives it. */
function liveStateOf(latest: Attempt | null): JobState {
  return jobStateOf(withoutOutcome, latest);
}
