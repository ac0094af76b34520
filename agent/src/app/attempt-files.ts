/**
 * Brings files and images to attempts and what they leave to the orchestrator, as often as it takes: while the orchestrator is away a
 * try is repeated with growing pauses, and at once when it is back. Jobs without files never come here.
 */
import { attemptName, type AttemptEnd, type AttemptRef, type Launch, type LogLengths } from '@orchion/domain';
import type { HeldAttempt } from '../core/attempt-table.ts';
import type { AgentEvent } from '../core/event.ts';
import { hasFiles } from '../core/attempt-table.ts';
import { isDue } from '../core/gather.ts';
import type { AgentLog } from '../ports/agent-log.ts';
import type { AgentClock, Timer } from '../ports/clock.ts';
import type { Executor } from '../ports/executor.ts';
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
  readonly executor: Pick<Executor, 'prepare'>;
  readonly log: AgentLog;
  readonly handle: (event: AgentEvent) => void;
  /** Nothing more is told of it: how much there is. */
  readonly endLog: (ref: AttemptRef) => LogLengths;
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

export function createAttemptFiles(parts: AttemptFilesParts): AttemptFiles {
  const { clock, jobFiles, executor, log, handle } = parts;
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
    const fail = (end: AttemptEnd | null): void => {
      handle({ kind: 'files-failed', ref, end, logLengths: parts.endLog(ref) });
    };
    try {
      if (hasFiles(launch.spec)) {
        const place = await persist(
          ref,
          (signal) => jobFiles.prepare(ref, launch.spec, signal),
          ({ code }, forMs) => code !== 'unavailable' || forMs >= prepareMsMax,
        );
        places.set(attemptName(ref), place);
      }
      const end = launch.spec.container === null ? null : await bringImage(ref, launch);
      if (end === null) handle({ kind: 'files-ready', ref });
      else fail(end);
    } catch (thrown) {
      const error = jobFilesErrorOf(thrown);
      fail(error.code === 'stopped' ? null : endOfUnprepared(error));
    }
  }

  /** Tried once: what the registry or the engine answers, another node may not hear. */
  function bringImage(ref: AttemptRef, { spec }: Launch): Promise<AttemptEnd | null> {
    const once = async (signal: AbortSignal): Promise<AttemptEnd | null> => {
      const end = await executor.prepare({ ...ref, spec }, signal);
      if (signal.aborted) throw new JobFilesError('stopped', 'it was stopped');
      return end;
    };
    return persist(ref, once, () => true);
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
