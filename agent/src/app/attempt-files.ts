/**
 * Brings files to attempts and what they leave to the orchestrator, as often as it takes: while the orchestrator is away a
 * try is repeated with growing pauses, and at once when it is back. Jobs without files never come here.
 */
import { attemptName, type AttemptEnd, type AttemptRef, type Launch } from '@orchion/domain';
import type { HeldAttempt } from '../core/attempt-table.ts';
import type { AgentEvent } from '../core/event.ts';
import { isDue } from '../core/gather.ts';
import type { AgentLog } from '../ports/agent-log.ts';
import type { AgentClock, Timer } from '../ports/clock.ts';
import { JobFilesError, type JobFilesPort, type PreparedFiles } from '../ports/job-files.ts';

export interface AttemptFiles {
  /** `files-ready` or `files-failed` follows. */
  prepare(launch: Launch): void;
  /** Where a prepared attempt runs; null for one without files. */
  placeOf(ref: AttemptRef): PreparedFiles | null;
  /** `gathered` or `gather-stopped` follows. */
  gather(held: HeldAttempt): void;
  /** Ends whatever goes on for it. */
  stop(ref: AttemptRef): void;
  forget(ref: AttemptRef): Promise<void>;
  connected(isConnected: boolean): void;
  close(): void;
}

export interface AttemptFilesParts {
  readonly clock: AgentClock;
  readonly jobFiles: JobFilesPort;
  readonly log: AgentLog;
  readonly handle: (event: AgentEvent) => void;
}

const pauseMinMs = 250;
const pauseMaxMs = 10_000;
/** An attempt whose files cannot be fetched for so long goes to another node. */
const prepareMsMax = 10 * 60_000;
/** The end of an attempt is not held back longer by a store without room. */
const fullMsMax = 10 * 60_000;

interface Work {
  readonly stop: AbortController;
  /** Ends a pause. */
  wake: (() => void) | null;
}

export function createAttemptFiles({ clock, jobFiles, log, handle }: AttemptFilesParts): AttemptFiles {
  const working = new Map<string, Work>();
  const places = new Map<string, PreparedFiles>();
  let closed = false;

  /** Tries until it succeeds, was stopped, or `givesUp`. */
  async function persist<T>(
    ref: AttemptRef,
    work: (signal: AbortSignal) => Promise<T>,
    givesUp: (error: JobFilesError, forMs: number) => boolean,
  ): Promise<T> {
    const name = attemptName(ref);
    const own: Work = { stop: new AbortController(), wake: null };
    working.set(name, own);
    const startedMs = clock.nowMs();
    try {
      for (let pauseMs = pauseMinMs; ; pauseMs = Math.min(2 * pauseMs, pauseMaxMs)) {
        try {
          return await work(own.stop.signal);
        } catch (thrown) {
          const error = jobFilesErrorOf(thrown);
          if (own.stop.signal.aborted) throw new JobFilesError('stopped', 'it was stopped', thrown);
          if (givesUp(error, clock.nowMs() - startedMs)) throw error;
          log.warn({ attempt: name, code: error.code }, `Its files wait: ${error.message}`);
          await pause(own, pauseMs);
          if (own.stop.signal.aborted) throw new JobFilesError('stopped', 'it was stopped', thrown);
        }
      }
    } finally {
      if (working.get(name) === own) working.delete(name);
    }
  }

  function pause(own: Work, pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      let timer: Timer | null = null;
      own.wake = () => {
        timer?.cancel();
        own.wake = null;
        resolve();
      };
      timer = clock.after(pauseMs, own.wake);
    });
  }

  async function prepare(launch: Launch): Promise<void> {
    const ref = { jobId: launch.jobId, number: launch.number };
    try {
      const place = await persist(
        ref,
        (signal) => jobFiles.prepare(ref, launch.spec, signal),
        ({ code }, forMs) => code !== 'unavailable' || forMs >= prepareMsMax,
      );
      places.set(attemptName(ref), place);
      handle({ kind: 'files-ready', ref });
    } catch (thrown) {
      const error = jobFilesErrorOf(thrown);
      handle({ kind: 'files-failed', ref, end: error.code === 'stopped' ? null : endOfUnprepared(error) });
    }
  }

  async function gather(held: HeldAttempt): Promise<void> {
    const ref = { jobId: held.jobId, number: held.number };
    const { files } = held.rules;
    const { end } = held;
    if (files === undefined || end === null) return;
    const leave = files.leave.filter(({ when }) => isDue(when, end));
    const { cwd, collectsOutputs } = files;
    try {
      const gathered = await persist(
        ref,
        (signal) => jobFiles.gather(ref, { cwd, leave, collectsOutputs, end }, signal),
        // Nothing is given up because the orchestrator is away: what the attempt leaves waits for it, as its log does.
        ({ code }, forMs) => code !== 'unavailable' && (code !== 'full' || forMs >= fullMsMax),
      );
      handle({ kind: 'gathered', ref, ...gathered });
    } catch (thrown) {
      if (closed) return;
      const error = jobFilesErrorOf(thrown);
      if (error.code === 'stopped') handle({ kind: 'gather-stopped', ref });
      else handle({ kind: 'gathered', ref, products: { outputs: {}, artifacts: [] }, problem: error.message });
    }
  }

  return {
    prepare: (launch) => void prepare(launch),
    placeOf: (ref) => places.get(attemptName(ref)) ?? null,
    gather: (held) => void gather(held),
    stop(ref) {
      const work = working.get(attemptName(ref));
      work?.stop.abort();
      work?.wake?.();
    },
    async forget(ref) {
      const work = working.get(attemptName(ref));
      work?.stop.abort();
      work?.wake?.();
      places.delete(attemptName(ref));
      await jobFiles.forget(ref);
    },
    connected(isConnected) {
      if (!isConnected) return;
      for (const work of working.values()) work.wake?.();
    },
    close() {
      closed = true;
      for (const work of working.values()) {
        work.stop.abort();
        work.wake?.();
      }
      jobFiles.close();
    },
  };
}

/** What is wrong with the job is its own trouble; everything else another machine may not have. */
function endOfUnprepared({ code, message }: JobFilesError): AttemptEnd {
  const reason = code === 'wrong' ? 'executor_error' : 'refused';
  return { reason, exitCode: null, signal: null, message: `Its files could not be fetched: ${message}` };
}

function jobFilesErrorOf(thrown: unknown): JobFilesError {
  if (thrown instanceof JobFilesError) return thrown;
  return new JobFilesError('machine', thrown instanceof Error ? thrown.message : String(thrown), thrown);
}
