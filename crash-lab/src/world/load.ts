/**
 * The users: they submit all the time, keep what was acknowledged, try again with the same request id until they are
 * answered, and cancel some of it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isEndedJob, type JobId } from '@orchion/domain';
import { ClientError, isTransient, type JobSeen, type OrchionClient } from '@orchion/client';
import type { Dice } from '../dice.ts';
import { randomJob, type LabJob } from './job.ts';

export interface Load {
  /** Every submit that was answered, by request id. */
  readonly acknowledged: ReadonlyMap<string, AcknowledgedJob>;
  /** What users saw that must not be, in words. */
  readonly violations: readonly string[];
  start(): void;
  /** Submits nothing more; resolves when nobody waits for an answer. */
  pause(): Promise<void>;
  /** Looks until every acknowledged job has ended, giving the word for those that wait for one. Answers them. */
  finish(timeoutMs: number): Promise<readonly JobSeen[]>;
}

interface AcknowledgedJob {
  readonly jobId: JobId;
  readonly job: LabJob;
}

const usersMax = 3;
const liveMax = 12;
const callTimeoutMs = 5_000;
/** Longer than the orchestrator is ever away. */
const insistMs = 120_000;

export function createLoad(world: {
  readonly client: () => OrchionClient;
  readonly dice: Dice;
  readonly ledger: string;
  readonly mark: string;
}): Load {
  const { dice } = world;
  const acknowledged = new Map<string, AcknowledgedJob>();
  const ended = new Map<JobId, JobSeen>();
  const violations: string[] = [];
  let requests = 0;
  let isOpen = false;
  let users: Promise<void>[] = [];

  /** The answer, however long the orchestrator is away. */
  async function insist<T>(call: () => Promise<T>): Promise<T> {
    const deadlineMs = performance.now() + insistMs;
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (!isPassing(error) || performance.now() > deadlineMs) throw error;
        await sleep(dice.whole(20, 200));
      }
    }
  }

  /** A word about a job, which may have ended meanwhile: then there is nothing to say any more. */
  async function give(word: () => Promise<JobSeen>): Promise<void> {
    try {
      await insist(word);
    } catch (error) {
      if (!(error instanceof ClientError && error.code === 'failed_precondition')) throw error;
    }
  }

  async function user(): Promise<void> {
    while (isOpen) {
      if (acknowledged.size - ended.size < liveMax) await submitOne();
      else await look();
      await sleep(dice.whole(20, 400));
    }
  }

  async function submitOne(): Promise<void> {
    const requestId = `lab-${++requests}`;
    const job = randomJob(dice, world);
    const submit = (): Promise<{ readonly job: JobSeen }> =>
      world.client().jobs.submit({ spec: job.spec, requestId }, { timeoutMs: callTimeoutMs });
    const { id } = (await insist(submit)).job;
    acknowledged.set(requestId, { jobId: id, job });
    // Said twice, as after a lost answer.
    if (dice.chance(0.1)) {
      const again = (await insist(submit)).job.id;
      if (again !== id) violations.push(`${requestId} was ${id} and then ${again}`);
    }
    if (job.kind === 'cancelled' && dice.chance(0.8)) {
      await sleep(dice.whole(0, 1_500));
      await give(() => world.client().jobs.cancel(id, { timeoutMs: callTimeoutMs }));
    }
  }

  async function look(): Promise<void> {
    for (const { jobId } of acknowledged.values()) {
      if (ended.has(jobId) || dice.chance(0.5)) continue;
      await see(jobId);
    }
  }

  async function see(jobId: JobId): Promise<JobSeen | null> {
    try {
      const job = await world.client().jobs.get(jobId, { timeoutMs: callTimeoutMs });
      if (isEndedJob(job.state)) ended.set(jobId, job);
      return job;
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      if (error.code === 'not_found') violations.push(`${jobId} was acknowledged and is not known any more`);
      return null;
    }
  }

  return {
    acknowledged,
    violations,
    start() {
      isOpen = true;
      users = Array.from({ length: usersMax }, user);
    },
    async pause() {
      isOpen = false;
      await Promise.all(users);
    },
    async finish(timeoutMs) {
      const deadlineMs = performance.now() + timeoutMs;
      for (;;) {
        const open = [...acknowledged.values()].filter(({ jobId }) => !ended.has(jobId));
        if (open.length === 0 || violations.length > 0) break;
        for (const { jobId, job } of open) {
          const seen = await see(jobId);
          if (seen === null) continue;
          // Nobody knows how it ended, or it would run for minutes: the user has the last word.
          if (seen.state === 'unknown') await give(() => world.client().jobs.retry(jobId));
          else if (job.kind === 'cancelled' && !seen.cancelRequested)
            await give(() => world.client().jobs.cancel(jobId));
        }
        if (performance.now() > deadlineMs) {
          const last = await see(open[0]?.jobId ?? ('' as JobId));
          violations.push(
            `${open.length} jobs have not ended in ${timeoutMs / 1000} s; ${last?.id} is ${last?.state}: ${last?.message}`,
          );
          break;
        }
        await sleep(250);
      }
      return [...ended.values()];
    },
  };
}

/** It is away, or full for now: the same call may be answered later. */
function isPassing(error: unknown): boolean {
  return error instanceof ClientError && (isTransient(error) || error.code === 'resource_exhausted');
}
