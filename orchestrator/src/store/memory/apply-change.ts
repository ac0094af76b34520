/**
 * Applies one change to the disk's tables and answers how to take it back. A commit is a list of such steps: when one of
 * them fails, those before it are undone in reverse, so that all of the changes are there or none.
 */
import { assert, assertNever, type Attempt, type Job, type JobOutcome, type JobStatus } from '@orchion/domain';
import type { Change } from '../../core/change.ts';
import { applyRunChange } from './apply-run-change.ts';
import type { JobRecord, MemoryDisk } from './memory-disk.ts';
import { replaceIn, type Undo } from './undo.ts';

export function applyChange(disk: MemoryDisk, change: Change): Undo {
  switch (change.kind) {
    case 'job-insert':
      return insertJob(disk, change.job);
    case 'job-status':
      return setStatus(disk, recordOf(disk, change.jobId), change.status);
    case 'job-delete':
      return deleteJob(disk, change.jobId);
    case 'attempt-put':
      return putAttempt(recordOf(disk, change.attempt.jobId), change.attempt);
    case 'node-put':
      return replaceIn(disk.nodes, change.node.id, change.node);
    case 'node-delete':
      return replaceIn(disk.nodes, change.nodeId, null);
    case 'counters': {
      const before = disk.counters;
      disk.counters = change.counters;
      return () => {
        disk.counters = before;
      };
    }
    case 'run-insert':
    case 'run-status':
    case 'step-put':
    case 'run-delete':
      return applyRunChange(disk, change);
    case 'cache-put':
      return replaceIn(disk.cache, change.entry.key, change.entry);
    case 'cache-delete':
      return replaceIn(disk.cache, change.key, null);
    case 'audit': {
      disk.audit.push(change.entry);
      return () => {
        disk.audit.pop();
      };
    }
    default:
      return assertNever(change, 'change');
  }
}

function recordOf(disk: MemoryDisk, jobId: Job['id']): JobRecord {
  const record = disk.jobs.get(jobId);
  assert(record !== undefined, `a change of ${jobId} comes after its insert`);
  return record;
}

function insertJob(disk: MemoryDisk, job: Job): Undo {
  assert(!disk.jobs.has(job.id), `the new job's id ${job.id} is new`);
  assert(!disk.requests.has(job.requestId), `the new job's request id ${job.requestId} is new`);
  const place = placeOf(disk, job.sequence);
  const there = disk.order[place];
  const taken = there !== undefined && disk.jobs.get(there)?.job.sequence === job.sequence;
  assert(!taken, `the new job's sequence ${job.sequence} is new`);
  disk.jobs.set(job.id, { job, attempts: [] });
  disk.requests.set(job.requestId, job.id);
  disk.order.splice(place, 0, job.id);
  count(disk, job.status.outcome, 1);
  return () => {
    count(disk, job.status.outcome, -1);
    disk.order.splice(place, 1);
    disk.requests.delete(job.requestId);
    disk.jobs.delete(job.id);
  };
}

function setStatus(disk: MemoryDisk, record: JobRecord, status: JobStatus): Undo {
  const before = record.job;
  record.job = { ...before, status };
  count(disk, before.status.outcome, -1);
  count(disk, status.outcome, 1);
  return () => {
    count(disk, status.outcome, -1);
    count(disk, before.status.outcome, 1);
    record.job = before;
  };
}

function deleteJob(disk: MemoryDisk, jobId: Job['id']): Undo {
  const record = disk.jobs.get(jobId);
  // Retention may ask twice; what it wants is that the job is gone.
  if (record === undefined) return () => undefined;
  const { audit } = disk;
  const place = placeOf(disk, record.job.sequence);
  disk.order.splice(place, 1);
  disk.requests.delete(record.job.requestId);
  disk.jobs.delete(jobId);
  disk.audit = audit.filter((entry) => entry.object !== jobId);
  count(disk, record.job.status.outcome, -1);
  return () => {
    count(disk, record.job.status.outcome, 1);
    disk.audit = audit;
    disk.jobs.set(jobId, record);
    disk.requests.set(record.job.requestId, jobId);
    disk.order.splice(place, 0, jobId);
  };
}

function putAttempt(record: JobRecord, attempt: Attempt): Undo {
  const before = record.attempts;
  record.attempts = [...before.filter((other) => other.number !== attempt.number), attempt].sort(
    (a, b) => a.number - b.number,
  );
  return () => {
    record.attempts = before;
  };
}

function count(disk: MemoryDisk, outcome: JobOutcome | null, by: 1 | -1): void {
  if (outcome !== null) disk.ended[outcome.state] += by;
}

/** Where in the order a sequence is, or would be. */
function placeOf(disk: MemoryDisk, sequence: number): number {
  let low = 0;
  let high = disk.order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const id = disk.order[middle];
    const found = id === undefined ? undefined : disk.jobs.get(id);
    if (found !== undefined && found.job.sequence < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
