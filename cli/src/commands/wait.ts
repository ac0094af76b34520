/** `orchion wait`: until the job has ended; the exit code is the job's. */
import type { JobId } from '@orchion/domain';
import { isEndedJob } from '@orchion/domain';
import { isTransient, clientErrorFrom, backoffMs, type JobSeen, type OrchionClient } from '@orchion/client';
import { parseDuration } from '@orchion/schemas';
import { amountOf } from '../amount-option.ts';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { exitCodeOfJob, exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { resolveJob } from '../job-ref.ts';
import { endText } from '../output/job-view.ts';
import { jobStateText } from '../output/states.ts';
import { clean } from '../output/style.ts';
import type { Output } from '../output/output.ts';
import type { World } from '../world.ts';
import { jobJson } from '../to-json.ts';

/** Between two looks at the job: short at first, since most waits are for short jobs. */
const firstLookMs = 50;
const lookMsMax = 1000;

export const wait: CommandRun<{ readonly timeout?: string }> = async ({ world, output, options, args }) => {
  const timeoutMs = amountOf('--timeout', options.timeout, parseDuration);
  const { client } = await orchestratorOf({ world });
  const id = await resolveJob(client, args[0] ?? '');
  const job = await waitForEnd(world, output, client, id, timeoutMs ?? null);
  if (output.isJson) await output.json(jobJson(job));
  else await output.note(endLine(output, job));
  return exitCodeOfJob({ state: job.state, end: job.attempts.at(-1)?.end ?? null });
};

/** One line that says how the job ended. */
export function endLine(output: Output, job: JobSeen): string {
  const latest = job.attempts.at(-1);
  const how = latest === undefined ? clean(job.message) : endText(latest) || clean(job.message);
  return `${job.id} ${jobStateText(job.state, output.style)}${how === '' ? '' : `, ${how}`}`;
}

/** The job after its end. Looks again and again, through restarts of the orchestrator too. */
export async function waitForEnd(
  world: World,
  output: Output,
  client: OrchionClient,
  id: JobId,
  timeoutMs: number | null,
): Promise<JobSeen> {
  const until = timeoutMs === null ? Infinity : world.now() + timeoutMs;
  const spinner = output.waiting(`waiting for ${id}`);
  let lookMs = firstLookMs;
  let failures = 0;
  try {
    for (;;) {
      try {
        const job = await client.jobs.get(id, { signal: world.interrupted });
        if (isEndedJob(job.state)) return job;
        failures = 0;
        spinner.say(`${id} ${job.state}: ${clean(job.message)}`);
        if (world.now() >= until) throw stillRunning(id, job);
      } catch (thrown) {
        if (thrown instanceof CliFailure) throw thrown;
        const error = clientErrorFrom(thrown);
        if (world.interrupted.aborted) throw interrupted(id);
        failures += 1;
        // An orchestrator that restarts is back within seconds; one that never was there should be said soon.
        if (!isTransient(error) || failures > 30 || world.now() >= until) throw error;
        spinner.say(`the orchestrator does not answer; trying again`);
        lookMs = backoffMs(failures, 1, { firstMs: firstLookMs, maxMs: lookMsMax });
      }
      await world.delay(Math.min(lookMs, Math.max(0, until - world.now())), world.interrupted);
      if (world.interrupted.aborted) throw interrupted(id);
      lookMs = Math.min(lookMsMax, lookMs * 1.5);
    }
  } finally {
    spinner.stop();
  }
}

function stillRunning(id: JobId, job: JobSeen): CliFailure {
  return new CliFailure({
    code: 'still_running',
    message: `${id} is still ${job.state} after the time given with --timeout (exit code ${exitCodes.stillRunning.code}).`,
  });
}

function interrupted(id: JobId): CliFailure {
  return new CliFailure({
    code: 'cancelled',
    message: `Stopped waiting; ${id} goes on.`,
    hint: `orchion wait ${id} waits again, orchion cancel ${id} ends it.`,
  });
}
