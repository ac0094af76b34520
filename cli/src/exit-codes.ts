/**
 * Every exit code of the command, in one table: code uses it, `orchion help exit-codes` and docs/cli.md show it.
 *
 * `wait` and `submit --follow` end as the job ended, so a job's own code can be any of these too; what Orchion itself has to
 * say is then on standard error.
 */
import type { AttemptEndReason, JobState, RunState } from '@orchion/domain';
import { constants } from 'node:os';

export const exitCodes = {
  ok: { code: 0, means: 'Done.' },
  failed: {
    code: 1,
    means:
      'Failed for a reason that has no code of its own; run --follow, run rerun --follow: the run failed; lint: a file has errors.',
  },
  usage: { code: 2, means: 'The command line, the job file or the request is wrong: the message names the place.' },
  unreachable: { code: 3, means: 'The orchestrator does not answer, or none runs here.' },
  notFound: { code: 4, means: 'No such job, node or attempt; or the name fits several.' },
  refused: { code: 5, means: 'Not possible in the present state, for example cancelling an ended job.' },
  denied: { code: 6, means: 'No token, a wrong one, or one without the right; or a token file that others can read.' },
  busy: { code: 7, means: 'The queue, the disk or another bound is full: try again later.' },
  stillRunning: { code: 8, means: 'wait: the time given with --timeout is over and the job has not ended.' },
  jobCancelled: { code: 123, means: 'wait, submit --follow, run --follow: the job or run was cancelled.' },
  jobTimedOut: { code: 124, means: 'wait, submit --follow: the job ran into its own timeout.' },
  jobFailed: {
    code: 125,
    means: 'wait, submit --follow: the job failed without an exit code (could not be started, lost with its node ...).',
  },
  interrupted: { code: 130, means: 'Ctrl+C.' },
} as const;

export type ExitName = keyof typeof exitCodes;

/** The code with which `run --follow` ends. */
export function exitCodeOfRun(state: RunState): number {
  if (state === 'succeeded') return exitCodes.ok.code;
  return state === 'cancelled' ? exitCodes.jobCancelled.code : exitCodes.failed.code;
}

/** What a job's end depends on; the last attempt's end is null where there was none (cancelled while it waited). */
export interface EndOfJob {
  readonly state: JobState;
  readonly end: {
    readonly reason: AttemptEndReason;
    readonly exitCode: number | null;
    readonly signal: string | null;
  } | null;
}

/** The code with which `wait` ends: the command's own, 128 + n for signal n, else one of the table's last three. */
export function exitCodeOfJob(job: EndOfJob): number {
  if (job.state === 'succeeded') return exitCodes.ok.code;
  if (job.state === 'cancelled') return exitCodes.jobCancelled.code;
  const { end } = job;
  if (end === null) return exitCodes.jobFailed.code;
  switch (end.reason) {
    case 'exit_code':
      return end.exitCode ?? exitCodes.jobFailed.code;
    case 'signal':
      return signalExitCode(end.signal);
    case 'timeout':
      return exitCodes.jobTimedOut.code;
    case 'out_of_memory':
      return signalExitCode(end.signal ?? 'SIGKILL');
    case 'cancelled':
      return exitCodes.jobCancelled.code;
    case 'preempted':
    case 'node_lost':
    case 'refused':
    case 'executor_error':
    case 'output_error':
      return exitCodes.jobFailed.code;
  }
}

function signalExitCode(name: string | null): number {
  const numbers: Readonly<Record<string, number | undefined>> = constants.signals;
  const number = name === null ? undefined : numbers[name];
  return number === undefined ? exitCodes.jobFailed.code : 128 + number;
}
