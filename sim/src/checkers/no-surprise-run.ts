/**
 * A job runs again only where that was asked for: after a failure of its own within its retries, where it is declared safe
 * to run again, or by a user's word. Whoever claims that a command had never started must be right.
 */
import { trustId, type Attempt, type RetryPolicy } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';

const ownFailures: readonly string[] = ['exit_code', 'signal', 'timeout', 'out_of_memory'];

export const noSurpriseRun: CreateReferee = ({ disk, fail }) => {
  const startedAttempts = new Map<string, number[]>();
  return {
    commandStarted({ folder, machine }) {
      const { jobId, number } = folder.ref;
      // What ran on a copy of a machine goes with it.
      if (machine.isCopy) return;
      const earlier = startedAttempts.get(jobId) ?? [];
      startedAttempts.set(jobId, [...earlier, number]);
      const record = disk.jobs.get(jobId);
      if (record === undefined) return fail(`${jobId}/${number} was started and is not on the orchestrator's disk`);
      const unasked = unaskedRetry(record.job.spec.retry, record.attempts, number);
      if (unasked !== null) return fail(`${jobId}/${number} was started ${unasked}`);
      if (record.job.spec.onLost === 'retry') return;
      for (const before of earlier) {
        // A start that hung may come after its successor's; the next directive ends it.
        if (before > number) continue;
        const end = record.attempts.find((attempt) => attempt.number === before)?.end ?? null;
        const isFine =
          end !== null && (ownFailures.includes(end.reason) || end.message.startsWith('given up by a user'));
        if (isFine) continue;
        const why = end === null ? 'has no end' : `ended as ${end.reason} (${end.message})`;
        fail(`${jobId}/${number} was started although ${before} had started too and ${why}; on-lost is not retry`);
      }
    },
    committed(changes) {
      for (const change of changes) {
        if (change.kind !== 'attempt-put' || change.attempt.end === null) continue;
        const { jobId, number, end } = change.attempt;
        const hasStarted = startedAttempts.get(trustId('job', jobId))?.includes(number) === true;
        if (hasStarted && end.reason === 'refused') fail(`${jobId}/${number} had started and was told as refused`);
        // No agent of this world ever loses what its disk had synced.
        if (hasStarted && end.message.includes('no longer knows it')) {
          fail(`${jobId}/${number} had started, and its agent does not know it any more`);
        }
      }
    },
  };
};

/** Why the user's own retries do not cover the attempt; null: they do. */
function unaskedRetry(policy: RetryPolicy, attempts: readonly Attempt[], number: number): string | null {
  const failures = attempts.flatMap(({ number: earlier, end }) =>
    earlier < number && end !== null && ownFailures.includes(end.reason) ? [end] : [],
  );
  if (failures.length > policy.retriesMax) return `after ${failures.length} failures, for ${policy.retriesMax} retries`;
  const { exitCodes } = policy;
  const other = exitCodes === null ? undefined : failures.find(({ exitCode }) => !exitCodes.includes(exitCode ?? -1));
  return other === undefined ? null : `after it ${other.message}, which is not to be retried`;
}
