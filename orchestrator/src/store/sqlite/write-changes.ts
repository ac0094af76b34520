/** Turns changes into statements, inside the caller's transaction. What a change must find and does not is a bug. */
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

export function writeChange(run: Run, change: Change): void {
  switch (change.kind) {
    case 'job-insert':
      return insertJob(run, change.job);
    case 'job-status':
      return writeStatus(run, change.jobId, change.status);
    case 'job-delete':
      run('DELETE FROM audit WHERE object = ?', change.jobId);
      // Its spec and its attempts go with it.
      run('DELETE FROM jobs WHERE id = ?', change.jobId);
      return;
    case 'attempt-put':
      return putAttempt(run, change.attempt);
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

function writeStatus(run: Run, jobId: JobId, status: JobStatus): void {
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
  const state = liveStateOf(attempt);
  // Most reports change neither the job's state nor its node: then its row and indexes are left alone.
  run(
    `UPDATE jobs SET latest_attempt = ?1, live_state = ?2, latest_node = ?3
     WHERE id = ?4 AND latest_attempt <= ?1
       AND (latest_attempt < ?1 OR live_state <> ?2 OR latest_node IS NOT ?3)`,
    attempt.number,
    state,
    attempt.nodeId,
    attempt.jobId,
  );
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
