/** What has ended never changes, and what is told of an end is what really happened on the machine. */
import { attemptName, isLiveAttempt, type Attempt, type AttemptEnd, type JobStatus } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';

export const finalStates: CreateReferee = ({ fail }) => {
  const outcomes = new Map<string, string>();
  const endedAttempts = new Map<string, string>();
  const reallyEnded = new Map<string, AttemptEnd>();

  function onStatus(jobId: string, status: JobStatus, latest: Attempt | undefined): void {
    const known = outcomes.get(jobId);
    if (known !== undefined) return fail(`${jobId} had ended (${known}) and changed`);
    if (status.outcome === null) return;
    outcomes.set(jobId, status.outcome.state);
    if (status.outcome.state === 'failed' && latest?.end?.reason === 'cancelled') {
      fail(`${jobId} was cancelled, and is told to have failed`);
    }
    if (status.outcome.state === 'succeeded' && latest?.state !== 'succeeded') {
      fail(`${jobId} succeeded although its newest attempt ${latest?.state ?? 'does not exist'}`);
    }
  }

  function onAttempt(attempt: Attempt): void {
    const name = attemptName(attempt);
    const known = endedAttempts.get(name);
    if (known !== undefined) fail(`${name} had ended (${known}) and changed`);
    if (isLiveAttempt(attempt.state) || attempt.end === null) return;
    endedAttempts.set(name, attempt.state);
    const really = reallyEnded.get(name);
    if (attempt.state === 'succeeded' && (really?.reason !== 'exit_code' || really.exitCode !== 0)) {
      fail(`${name} is told to have succeeded; it ended with ${really?.message ?? 'nothing'}`);
    }
    if (attempt.end.reason === 'exit_code') {
      if (really?.reason !== 'exit_code') fail(`${name} was told to have exited, and had not`);
      else if (really.exitCode !== attempt.end.exitCode) {
        fail(`${name} exited with ${really.exitCode}, told was ${attempt.end.exitCode}`);
      }
    }
  }

  return {
    commandEnded({ folder }) {
      if (folder.exit !== null) reallyEnded.set(attemptName(folder.ref), folder.exit.end);
    },
    committed(changes, disk) {
      for (const change of changes) {
        if (change.kind === 'attempt-put') onAttempt(change.attempt);
        else if (change.kind === 'job-status') {
          onStatus(change.jobId, change.status, disk.jobs.get(change.jobId)?.attempts.at(-1));
        }
      }
    },
  };
};
