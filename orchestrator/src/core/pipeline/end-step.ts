/** A step's job, or the run that it uses, has ended: what that makes of the step. */
import {
  resultOfStep,
  type CacheEntry,
  type EndedJobState,
  type JobId,
  type Products,
  type RunStatus,
  type StepRun,
} from '@orchion/domain';
import { record, type Draft } from '../draft.ts';
import { latestAttempt, type JobEntry } from '../state.ts';
import { cancelStep } from './cancel-steps.ts';
import { keptFoldersName } from './job-of-step.ts';
import { settingsOfMatrix } from './matrix.ts';
import { endStep, liveRun, openRows } from './record-step.ts';
import { stageOf, type RunEntry } from './run-entry.ts';

export function endStepOfJob(draft: Draft, jobId: JobId): void {
  const job = draft.state.jobs.get(jobId);
  const owner = job?.job.owner ?? null;
  const outcome = job?.job.status.outcome ?? null;
  if (job === undefined || owner === null || outcome === null) return;
  const found = submittedStep(draft, owner);
  if (found === null || found.step.jobId !== jobId) return;
  const products = productsOf(job);
  const declared = stageOf(found.entry, found.step.stepId).node.spec.outputs;
  const read = draft.tools.language.readOutputs(declared, products.outputs);
  if (outcome.state === 'succeeded' && 'problem' in read) {
    // What needs it counts on its outputs being of their types.
    return settle(draft, found, {
      state: 'failed',
      message: read.problem,
      startedAt: latestAttempt(job)?.startedAt ?? null,
      outputs: {},
      artifacts: [],
    });
  }
  // What the cache keeps of it is no artifact of the step.
  const artifacts = products.artifacts.filter(({ name }) => name !== keptFoldersName);
  settle(draft, found, {
    state: outcome.state,
    message: outcome.message,
    startedAt: latestAttempt(job)?.startedAt ?? null,
    outputs: products.outputs,
    artifacts,
  });
  if (outcome.state === 'succeeded') keep(draft, found, products);
}

export function endStepOfChild(
  draft: Draft,
  owner: { runId: RunEntry['run']['id']; stepKey: string },
  child: RunStatus,
): void {
  const found = submittedStep(draft, owner);
  if (found === null || child.endedAt === null) return;
  if (child.state === 'pending' || child.state === 'running') return;
  settle(draft, found, {
    state: child.state,
    message: child.message,
    startedAt: child.startedAt,
    outputs: child.outputs,
    artifacts: [],
  });
}

interface Found {
  readonly entry: RunEntry;
  readonly step: StepRun;
}

function submittedStep(draft: Draft, owner: { runId: RunEntry['run']['id']; stepKey: string }): Found | null {
  const entry = liveRun(draft, owner.runId);
  if (entry === null) return null;
  for (const stage of stagesNamed(entry, owner.stepKey)) {
    const step = stage.rows.get(owner.stepKey);
    if (step?.state === 'submitted') return { entry, step };
  }
  return null;
}

function stagesNamed(entry: RunEntry, stepKey: string): ReturnType<typeof stageOf>[] {
  const stage = entry.stages.get(stepKey.replace(/\[\d+\]$/, ''));
  return stage === undefined ? [] : [stage];
}

function settle(
  draft: Draft,
  { entry, step }: Found,
  end: Pick<StepRun, 'message' | 'startedAt' | 'outputs' | 'artifacts'> & { readonly state: EndedJobState },
): void {
  endStep(draft, entry, step, end);
  const stage = stageOf(entry, step.stepId);
  if (step.cell === null || stage.open === 0) return;
  const isFailure = resultOfStep({ state: end.state, isForgiven: step.isForgiven }) === 'failure';
  if (!isFailure || !settingsOfMatrix(draft, entry, stage).failFast) return;
  for (const sibling of openRows(stage)) cancelStep(draft, entry, sibling, `cancelled because ${step.key} failed`);
}

function productsOf(job: JobEntry): Products {
  return latestAttempt(job)?.products ?? { outputs: {}, artifacts: [] };
}

function keep(draft: Draft, { entry, step }: Found, products: Products): void {
  if (step.cacheKey === null) return;
  const kept = step.cacheKey.startsWith('paths:')
    ? { outputs: {}, artifacts: products.artifacts.filter(({ name }) => name === keptFoldersName) }
    : { outputs: products.outputs, artifacts: products.artifacts };
  if (step.cacheKey.startsWith('paths:') && kept.artifacts.length === 0) return;
  const texts = Object.values(kept.outputs);
  const bytes =
    kept.artifacts.reduce((sum, artifact) => sum + artifact.bytes, 0) +
    texts.reduce((sum, text) => sum + text.length, 0);
  const cacheEntry: CacheEntry = {
    key: step.cacheKey,
    madeBy: { runId: step.runId, stepKey: step.key },
    pipelineName: entry.run.pipeline.name,
    ...kept,
    bytes,
    madeAt: draft.now,
    usedAt: draft.now,
  };
  record(draft, { kind: 'cache-put', entry: cacheEntry });
}
