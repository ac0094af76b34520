/**
 * Runs: a step has at most one job in its life, never begins before what it needs has ended, and never changes once it has
 * ended; a run ends after its steps and never changes again; memory is what a reload from the store would be.
 */
import { isEndedStep, type Run, type StepRun } from '@orchion/domain';
import type { Change, MemoryDisk } from '@orchion/orchestrator';
import type { CreateReferee } from '../referee.ts';
import { difference } from './difference.ts';

export const runs: CreateReferee = ({ disk: ownDisk, fail }) => {
  const endedSteps = new Map<string, string>();
  const endedRuns = new Map<string, string>();
  const jobOf = new Map<string, string>();

  function onStep(step: StepRun, disk: MemoryDisk): void {
    const name = `${step.runId}/${step.key}`;
    const known = endedSteps.get(name);
    if (known !== undefined) return fail(`${name} had ended (${known}) and changed`);
    if (isEndedStep(step.state)) endedSteps.set(name, step.state);
    const before = jobOf.get(name);
    if (step.jobId === null) return;
    if (before !== undefined && before !== step.jobId) fail(`${name} has the jobs ${before} and ${step.jobId}`);
    const owner = disk.jobs.get(step.jobId)?.job.owner ?? null;
    if (owner?.runId !== step.runId || owner.stepKey !== step.key)
      fail(`${name} names ${step.jobId}, which is not its job`);
  }

  function onJob(
    owner: { readonly runId: Run['id']; readonly stepKey: string },
    jobId: string,
    disk: MemoryDisk,
  ): void {
    const name = `${owner.runId}/${owner.stepKey}`;
    const before = jobOf.get(name);
    if (before !== undefined) fail(`${name} has the jobs ${before} and ${jobId}`);
    jobOf.set(name, jobId);
    const record = disk.runs.get(owner.runId);
    if (record === undefined) return fail(`${jobId} is of ${name}, which does not exist`);
    const stepId = owner.stepKey.replace(/\[.*/, '');
    const spec = record.run.pipeline.steps.find(({ id }) => id === stepId);
    const rows = [...record.steps.values()];
    const wanted = spec?.isFinally === true ? record.run.pipeline.steps.filter((one) => !one.isFinally) : [];
    for (const id of [...(spec?.needs ?? []), ...wanted.map((one) => one.id)]) {
      const needed = rows.filter((row) => row.stepId === id);
      if (needed.length === 0 || !needed.every(({ state }) => isEndedStep(state))) {
        return fail(`${name} begins before ${id} has ended`);
      }
    }
  }

  function onRun(run: Run, disk: MemoryDisk): void {
    const known = endedRuns.get(run.id);
    if (known !== undefined) return fail(`${run.id} had ended (${known}) and changed`);
    if (run.status.endedAt === null) return;
    endedRuns.set(run.id, run.status.state);
    const rows = [...(disk.runs.get(run.id)?.steps.values() ?? [])];
    for (const { id } of run.pipeline.steps) {
      const own = rows.filter((row) => row.stepId === id);
      if (own.length === 0 || !own.every(({ state }) => isEndedStep(state))) {
        return fail(`${run.id} has ended before its step ${id}`);
      }
    }
  }

  function committed(changes: readonly Change[], disk: MemoryDisk): void {
    for (const change of changes) {
      if (change.kind === 'job-insert' && change.job.owner !== null) onJob(change.job.owner, change.job.id, disk);
      else if (change.kind === 'step-put') onStep(change.step, disk);
      else if (change.kind === 'run-status') {
        const run = disk.runs.get(change.runId)?.run;
        // Of several in one commit the last one counts.
        const isLast = run?.status === change.status;
        if (run !== undefined && isLast) onRun(run, disk);
      }
    }
  }

  return {
    committed,
    look({ orchestrator, disk }) {
      for (const { run, steps } of disk.runs.values()) {
        if (run.status.endedAt !== null) continue;
        const told = orchestrator.run(run.id);
        if (told.kind === 'refused') return fail(`${run.id} is on disk and not known: ${told.message}`);
        const differs = difference(told.value.run, run);
        if (differs !== null) return fail(`${run.id}: memory and store differ at ${differs}`);
        for (const step of told.value.steps) {
          const stored = steps.get(step.key) ?? null;
          // What waits is told with its reason, and is stored only once it was decided.
          if (stored === null && step.state === 'waiting') continue;
          const said = stored === null ? null : { ...stored, message: step.message };
          const stepDiffers = difference(step, said);
          if (stepDiffers !== null) return fail(`${run.id}/${step.key}: memory and store differ at ${stepDiffers}`);
        }
      }
    },
    atEnd() {
      for (const { run } of ownDisk.runs.values()) {
        if (run.status.endedAt === null) return fail(`${run.id} is ${run.status.state} long after the last fault`);
      }
    },
  };
};
