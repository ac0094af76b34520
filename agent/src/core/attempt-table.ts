/**
 * What the agent holds, as plain data: attempts from their intent to the moment that they are forgotten, the high-water
 * mark per job that outlives them, and the agent's lease. `reconcile` changes a table in place and nobody else does; all
 * times in it are on the agent's own suspend-aware clock unless a name ends in `At` (wall clock, ms since the epoch).
 */
import {
  attemptName,
  endedStateOf,
  type AttemptEnd,
  type AttemptRef,
  type AttemptState,
  type JobFiles,
  type JobId,
  type JobSpec,
  type Launch,
  type LogLengths,
  type Observation,
  type Products,
  type StopReason,
} from '@orchion/domain';

/** The part of a spec that matters after the start; the journal keeps it, so it holds no environment. */
export interface AttemptRules extends Pick<
  JobSpec,
  'graceMs' | 'timeoutMs' | 'onDisconnect' | 'exclusive' | 'logBytesMax'
> {
  /** Left out of a job without files, and of what earlier agents wrote. */
  readonly files?: FileRules;
}

/** What is gathered after the end, and from where. */
type FileRules = Pick<JobSpec, 'cwd'> & Pick<JobFiles, 'leave' | 'collectsOutputs'>;

/**
 * `journaling`: its intent is not durable yet. `preparing`: its files are being fetched. `starting`: given to the executor, or
 * waiting to be adopted. `gathering`: its command has ended, and what it leaves is on its way to the orchestrator.
 */
type HeldPhase = 'journaling' | 'preparing' | 'starting' | 'running' | 'gathering' | 'ended';

interface HeldStop {
  /** `lease`: its lease passed while the orchestrator could not be reached. */
  reason: StopReason | 'lease';
  /** The polite ask was given to the executor. */
  asked: boolean;
  killAtMs: number;
  killed: boolean;
}

export interface HeldAttempt extends AttemptRef {
  readonly lease: number;
  readonly rules: AttemptRules;
  phase: HeldPhase;
  /** Until the executor has it. */
  launch: Launch | null;
  stop: HeldStop | null;
  startedAt: number | null;
  endedAt: number | null;
  /** When its run timeout passes. */
  runUntilMs: number | null;
  end: AttemptEnd | null;
  logLengths: LogLengths | null;
  products: Products | null;
  /** The end is in the journal, or nothing on this node could be lost with it: only then may anyone be told. */
  endMayBeTold: boolean;
  /** Every byte of its log is durable at the orchestrator, or nobody wants it. */
  logDone: boolean;
  /** The orchestrator has the end. */
  forgetAsked: boolean;
  /** The orchestrator does not want it: forgotten as soon as it has ended, whatever became of its log. */
  abandoned: boolean;
}

interface HighWater {
  readonly number: number;
  readonly lease: number;
}

export interface AttemptTable {
  readonly held: Map<string, HeldAttempt>;
  /** In order of last use, oldest first. */
  readonly highWater: Map<JobId, HighWater>;
  /** Leases up to here may belong to jobs whose high-water mark was dropped: they are refused. */
  leaseFloor: number;
  leaseMs: number;
  /** When the right to run ends; null: this agent process never had it. */
  leaseUntilMs: number | null;
  quarantine: string | null;
}

/** Marks kept for jobs that are no longer held: 100 bytes each. */
export const highWaterJobsMax = 10_000;

export function createAttemptTable(): AttemptTable {
  return {
    held: new Map(),
    highWater: new Map(),
    leaseFloor: 0,
    leaseMs: 0,
    leaseUntilMs: null,
    quarantine: null,
  };
}

/** What the journal is to keep of a launch. */
export function rulesOf({ spec }: Launch): AttemptRules {
  const { graceMs, timeoutMs, onDisconnect, exclusive, logBytesMax, files, cwd } = spec;
  const rules = { graceMs, timeoutMs, onDisconnect, exclusive, logBytesMax };
  const { leave, collectsOutputs } = files;
  return hasFiles(spec) ? { ...rules, files: { cwd, leave, collectsOutputs } } : rules;
}

/** Whether anything travels with it. */
export function hasFiles({ files }: Pick<JobSpec, 'files'>): boolean {
  return files.fetch.length > 0 || files.leave.length > 0 || files.collectsOutputs;
}

/** An attempt of which nothing has happened yet. */
export function newlyHeld({ jobId, number }: AttemptRef, lease: number): Omit<HeldAttempt, 'rules'> {
  return {
    jobId,
    number,
    lease,
    phase: 'journaling',
    launch: null,
    stop: null,
    startedAt: null,
    endedAt: null,
    runUntilMs: null,
    end: null,
    logLengths: null,
    products: null,
    endMayBeTold: false,
    logDone: false,
    forgetAsked: false,
    abandoned: false,
  };
}

export function heldOf(table: AttemptTable, ref: AttemptRef): HeldAttempt | undefined {
  return table.held.get(attemptName(ref));
}

export function isLeaseValid(table: AttemptTable, nowMs: number): boolean {
  return table.leaseUntilMs !== null && nowMs < table.leaseUntilMs;
}

/** True for attempts that must not outlive the lease. */
export function isLeaseBound(rules: Pick<AttemptRules, 'onDisconnect' | 'exclusive'>): boolean {
  return rules.exclusive || rules.onDisconnect === 'stop';
}

/** Remembers the attempt's number and lease for its job. Over the bound, the oldest marks are folded into the lease floor. */
export function raiseHighWater(table: AttemptTable, ref: AttemptRef, lease: number): void {
  const known = table.highWater.get(ref.jobId);
  table.highWater.delete(ref.jobId);
  table.highWater.set(ref.jobId, {
    number: Math.max(ref.number, known?.number ?? 0),
    lease: Math.max(lease, known?.lease ?? 0),
  });
  // Held attempts are found in `held`, so losing their job's mark costs nothing while they are held; the floor covers after.
  for (const [jobId, mark] of table.highWater) {
    if (table.highWater.size <= highWaterJobsMax) break;
    table.highWater.delete(jobId);
    table.leaseFloor = Math.max(table.leaseFloor, mark.lease);
  }
}

/** What the orchestrator is told of an attempt. */
export function observationOf(held: HeldAttempt): Observation {
  const end = held.endMayBeTold ? held.end : null;
  return {
    jobId: held.jobId,
    number: held.number,
    lease: held.lease,
    state: end === null ? liveStateOf(held) : endedStateOf(end),
    startedAt: held.startedAt,
    endedAt: end === null ? null : held.endedAt,
    end,
    logLengths: end === null ? null : held.logLengths,
    products: end === null ? null : held.products,
  };
}

function liveStateOf(held: HeldAttempt): AttemptState {
  if (held.phase === 'journaling' || held.phase === 'preparing' || held.phase === 'starting') return 'starting';
  return held.stop === null ? 'running' : 'stopping';
}
