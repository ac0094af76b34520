/**
 * Carries out what `reconcile` decides: journal, executor and log shipping are its hands, and what they answer are the
 * next events. One event at a time; nothing here waits while the table is being changed.
 */
import {
  assertNever,
  attemptName,
  type AttemptRef,
  type GpuDevice,
  type JobSpec,
  type Launch,
  type LogLengths,
} from '@orchion/domain';
import { heldOf, type AttemptTable } from '../core/attempt-table.ts';
import { nextDeadlineMs } from '../core/deadlines.ts';
import type { AgentAction, AgentEvent } from '../core/event.ts';
import { endedRecord, intentRecord, journalOfTable } from '../core/journal-record.ts';
import { reconcile } from '../core/reconcile.ts';
import type { AgentClock, Timer } from '../ports/clock.ts';
import type { AgentLog } from '../ports/agent-log.ts';
import type { Executor, ExecutorEnd, StartRequest } from '../ports/executor.ts';
import type { JobFilesPort, PreparedFiles } from '../ports/job-files.ts';
import type { Journal } from '../ports/journal.ts';
import type { Spool } from '../ports/spool.ts';
import { createAttemptFiles } from './attempt-files.ts';
import type { LogShipper } from './ship-logs.ts';

export interface AttemptRunner {
  handle(event: AgentEvent): void;
  /** Resolves when every live attempt of an earlier agent process is running here or has ended. */
  adoptAll(): Promise<void>;
  /** The session opened or was lost. */
  connected(isConnected: boolean): void;
  close(): void;
}

export interface AttemptRunnerParts {
  readonly table: AttemptTable;
  readonly clock: AgentClock;
  readonly journal: Journal;
  readonly executor: Executor;
  readonly jobFiles: JobFilesPort;
  readonly spool: Spool;
  readonly shipper: LogShipper;
  readonly log: AgentLog;
  readonly gpus: () => readonly GpuDevice[];
  readonly nodeName: () => string;
  /** An attempt's observation changed. */
  readonly onReport: (ref: AttemptRef) => void;
}

export function createAttemptRunner(parts: AttemptRunnerParts): AttemptRunner {
  const { table, clock, journal, executor, spool, shipper, log } = parts;
  const files = createAttemptFiles({ clock, log, jobFiles: parts.jobFiles, executor, handle, endLog });
  let alarm: { readonly atMs: number; readonly timer: Timer } | null = null;
  let alarmDue = false;
  let compacting = false;
  let closed = false;

  executor.onEnded((ended) => {
    onEnded(ended);
  });

  function handle(event: AgentEvent): void {
    if (closed) return;
    const { actions } = reconcile(table, event, { nowMs: clock.nowMs(), wallMs: clock.wallMs() });
    for (const action of actions) perform(action);
    armSoon();
  }

  function endLog(ref: AttemptRef): LogLengths {
    const logLengths = spool.lengths(ref);
    shipper.ended(ref, logLengths);
    return logLengths;
  }

  function onEnded(ended: ExecutorEnd): void {
    if (closed || heldOf(table, ended.ref) === undefined) return;
    const logLengths = endLog(ended.ref);
    const { ref, end, startedAt, endedAt, signalled } = ended;
    handle({ kind: 'ended', ref, end, startedAt, endedAt, logLengths, signalled });
  }

  function perform(action: AgentAction): void {
    switch (action.kind) {
      case 'journal-intent':
        journalIntent(action.ref);
        break;
      case 'prepare':
        // What is told while its image is fetched is the beginning of its log.
        if (action.launch.spec.container !== null) followLog(action.launch);
        files.prepare(action.launch);
        break;
      case 'start':
        start(action.launch);
        break;
      case 'gather': {
        const held = heldOf(table, action.ref);
        if (held !== undefined) files.gather(held);
        break;
      }
      case 'stop-files':
        files.stop(action.ref);
        break;
      case 'stop':
        executor.stop(action.ref);
        break;
      case 'kill':
        executor.kill(action.ref);
        break;
      case 'journal-end':
        journalEnd(action.ref);
        break;
      case 'report':
        parts.onReport(action.ref);
        break;
      case 'forget':
        forget(action.ref, action.hasFiles);
        break;
      case 'renew-lease':
        executor.renewLease(action.untilMs);
        break;
      default:
        assertNever(action, 'agent action');
    }
  }

  function journalIntent(ref: AttemptRef): void {
    const held = heldOf(table, ref);
    if (held === undefined) return;
    const { launch } = held;
    // With files its place is known only later. Not in this step: first the disk is given its work.
    if (launch !== null && held.rules.files === undefined) {
      clock.defer(() => {
        if (held.phase === 'journaling' && held.stop === null) executor.plan?.(startRequestOf(launch));
      });
    }
    journal.append(intentRecord(held)).then(
      () => handle({ kind: 'intent-durable', ref }),
      (error: unknown) => {
        const message = `The node could not write to its disk, so nothing was started: ${messageOf(error)}`;
        log.error({ attempt: attemptName(ref) }, message);
        handle({ kind: 'intent-failed', ref, message });
      },
    );
  }

  function followLog({ jobId, number }: Launch): void {
    const held = heldOf(table, { jobId, number });
    if (held !== undefined) shipper.add({ jobId, number }, held.rules, { fresh: true });
  }

  function start(launch: Launch): void {
    const ref = { jobId: launch.jobId, number: launch.number };
    followLog(launch);
    void executor.start(startRequestOf(launch)).then((outcome) => {
      if (outcome.kind === 'started') handle({ kind: 'started', ref, startedAt: outcome.startedAt, ranForMs: 0 });
      else onEnded({ ref, end: outcome.end, startedAt: null, endedAt: clock.wallMs(), signalled: false });
    });
  }

  function startRequestOf({ jobId, number, spec, allocation }: Launch): StartRequest {
    const wanted = new Set(allocation.gpus.map((gpu) => gpu.device));
    const gpus = parts.gpus().filter((gpu) => wanted.has(gpu.id));
    const place = files.placeOf({ jobId, number });
    return { jobId, number, spec: specOnNode(spec, place), place, allocation, gpus, nodeName: parts.nodeName() };
  }

  function journalEnd(ref: AttemptRef): void {
    const held = heldOf(table, ref);
    const record = held === undefined ? null : endedRecord(held);
    if (record === null) return;
    journal.append(record).then(
      () => handle({ kind: 'end-durable', ref }),
      (error: unknown) => {
        // A full disk must not hide a result. Telling it is safe: the executor's own record gives the same end after a
        // restart of the agent.
        log.error({ attempt: attemptName(ref) }, `The journal cannot be written: ${messageOf(error)}`);
        handle({ kind: 'end-durable', ref });
      },
    );
  }

  function forget(ref: AttemptRef, hasFiles: boolean): void {
    shipper.forget(ref);
    spool.forget(ref);
    // The directory goes first: a forgotten attempt whose directory is left would never be found again.
    const freed = hasFiles ? executor.forget(ref).then(() => files.forget(ref)) : executor.forget(ref);
    void freed
      .then(() => journal.append({ kind: 'forgotten', ref }))
      .then(compactWhereDue)
      .catch((error: unknown) => {
        // Harmless: after a restart the attempt is held once more, and forgotten once more.
        log.warn({ attempt: attemptName(ref) }, `The journal cannot be written: ${messageOf(error)}`);
      });
  }

  async function compactWhereDue(): Promise<void> {
    if (compacting || closed || !journal.wantsCompaction) return;
    compacting = true;
    try {
      await journal.compact(journalOfTable(table));
    } finally {
      compacting = false;
    }
  }

  /** Many events of one turn arm one alarm. */
  function armSoon(): void {
    if (alarmDue) return;
    alarmDue = true;
    clock.defer(() => {
      alarmDue = false;
      if (closed) return;
      const atMs = nextDeadlineMs(table);
      if (alarm?.atMs === atMs) return;
      alarm?.timer.cancel();
      alarm = atMs === null ? null : { atMs, timer: clock.after(Math.max(0, atMs - clock.nowMs()), onAlarm) };
    });
  }

  function onAlarm(): void {
    alarm = null;
    handle({ kind: 'tick' });
  }

  async function adoptAll(): Promise<void> {
    await Promise.all([...table.held.values()].map((held) => adopt({ jobId: held.jobId, number: held.number })));
    void parts.jobFiles.keepOnly([...table.held.values()]);
    void executor.keepOnly([...table.held.values()]);
    await compactWhereDue();
  }

  async function adopt(ref: AttemptRef): Promise<void> {
    const held = heldOf(table, ref);
    if (held === undefined) return;
    if (held.phase === 'ended') {
      if (held.logDone) return;
      shipper.add(ref, held.rules, { fresh: false });
      if (held.logLengths !== null) shipper.ended(ref, held.logLengths);
      return;
    }
    shipper.add(ref, held.rules, { fresh: false });
    const outcome = await executor.adopt(ref);
    if (outcome.kind === 'ended') {
      onEnded({ ref, ...outcome });
      return;
    }
    const ranForMs = Math.max(0, clock.wallMs() - outcome.startedAt);
    handle({ kind: 'started', ref, startedAt: outcome.startedAt, ranForMs });
  }

  return {
    handle,
    adoptAll,
    connected: (isConnected) => files.connected(isConnected),
    close() {
      closed = true;
      files.close();
      alarm?.timer.cancel();
    },
  };
}

/** As a process is to run: in its private folder, where it has files. A container has that folder in a place of its own. */
function specOnNode(spec: JobSpec, place: PreparedFiles | null): JobSpec {
  return place === null || spec.container !== null
    ? spec
    : { ...spec, cwd: place.cwd, env: { ...spec.env, ...place.env } };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
