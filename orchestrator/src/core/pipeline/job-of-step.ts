/** Makes a step's job: its spec from the templates, the files it is given, its place in the cache. */
import {
  limits,
  trustId,
  workspaceKey,
  type ArtifactFetchSpec,
  type CacheEntry,
  type JobFiles,
  type JobSpec,
  type JobTemplate,
  type StepCacheSpec,
  type StepRun,
  type StepSpec,
  type TreeFetch,
} from '@orchion/domain';
import { newId } from '@orchion/domain';
import { canonical } from '../canonical.ts';
import { record, type Draft } from '../draft.ts';
import { newJob } from '../new-job.ts';
import { changeStep, endStep } from './record-step.ts';
import type { RunEntry } from './run-entry.ts';
import { makerOf, waitFor } from './same-result.ts';
import type { ExpressionContext } from './tools.ts';

/** The artifact by which folders that are to be kept leave the node. No step may call one so. */
export const keptFoldersName = '.cache';
/** Part of every key: raised when what a key is made of changes its meaning. */
const cacheVersion = 1;

interface Question {
  readonly spec: StepSpec;
  readonly job: JobTemplate;
  readonly context: ExpressionContext;
}

export function submitJobOfStep(draft: Draft, entry: RunEntry, step: StepRun, question: Question): void {
  const made = jobSpecOf(draft, entry, step, question);
  if ('problem' in made)
    return endStep(draft, entry, step, { state: 'failed', message: made.problem, isForgiven: step.isForgiven });
  const { spec, cacheKey, hit, restored } = made;
  const used = hit ?? restored;
  // What is used stays: eviction by age looks at this.
  if (used !== null) record(draft, { kind: 'cache-put', entry: { ...used, usedAt: draft.now } });
  if (hit !== null) {
    return endStep(draft, entry, step, {
      state: 'cached',
      message: `the result of ${hit.madeBy.stepKey} in ${hit.madeBy.runId} was used again`,
      cacheKey,
      outputs: hit.outputs,
      artifacts: hit.artifacts,
      resultOf: hit.madeBy,
      startedAt: draft.now,
    });
  }
  const maker = cacheKey === null ? null : makerOf(draft, cacheKey);
  if (maker !== null && cacheKey !== null) return waitFor(draft, step, maker, cacheKey);
  const jobId = newId('job', draft.tools.ids);
  const { runId, key } = step;
  const requestId = trustId('request', `${runId}/${key}`);
  const owner = { runId, stepKey: key };
  newJob(draft, { id: jobId, requestId, spec, retryOf: null, owner }, entry.run.principal);
  changeStep(draft, step, { state: 'submitted', jobId, cacheKey });
}

interface MadeJob {
  readonly spec: JobSpec;
  /** Under which its result will be kept; null: it will not. */
  readonly cacheKey: string | null;
  /** A kept result that stands in for running it. */
  readonly hit: CacheEntry | null;
  /** Whose folders are put back before it runs. */
  readonly restored: CacheEntry | null;
}

export function jobSpecOf(
  { tools }: Pick<Draft, 'tools'>,
  entry: RunEntry,
  step: StepRun,
  { spec, job, context }: Question,
): MadeJob | { readonly problem: string } {
  const resolved = tools.language.resolveStep(job, context);
  if ('problem' in resolved) return resolved;
  const files = filesOf(entry, job);
  if ('problem' in files) return files;
  const bare: JobSpec = { ...resolved.spec, files };
  const named = (changed: Partial<JobFiles>): JobSpec => ({
    ...bare,
    name: nameOfJob(entry, step),
    env: { ...bare.env, ORCHION_RUN_ID: step.runId, ORCHION_STEP: step.key },
    files: { ...files, ...changed },
  });
  if (spec.cache === null) return { spec: named({}), cacheKey: null, hit: null, restored: null };
  const text = keyText(tools, spec.cache, context, bare);
  if ('problem' in text) return { problem: `cache.key: ${text.problem}` };
  if (spec.cache.paths.length === 0) {
    const cacheKey = `result:${text.value}`;
    return { spec: named({}), cacheKey, hit: tools.cache.entry(cacheKey), restored: null };
  }
  const cacheKey = `paths:${text.value}`;
  const exact = tools.cache.entry(cacheKey);
  const restored = exact ?? restoredBy(tools, spec.cache, context);
  const into = folderOf(bare.cwd);
  const fetch: readonly TreeFetch[] = (restored?.artifacts ?? []).map(({ tree }) => ({ tree, into }));
  const leave = { name: keptFoldersName, paths: spec.cache.paths, when: 'success', isRequired: false } as const;
  return {
    // The folders come first: what the step is given besides stays where both have a file.
    spec: named({ fetch: [...fetch, ...files.fetch], leave: exact === null ? [...files.leave, leave] : files.leave }),
    cacheKey: exact === null ? cacheKey : null,
    hit: null,
    restored,
  };
}

function keyText(
  tools: Draft['tools'],
  cache: StepCacheSpec,
  context: ExpressionContext,
  spec: JobSpec,
): { readonly value: string } | { readonly problem: string } {
  if (cache.key === null) {
    const { command, env, cwd, files, container } = spec;
    // Left out where there is none, so that keys of processes stay what they were.
    const image = container === null ? {} : { container };
    return { value: tools.sha256(canonical({ cacheVersion, command, env, cwd, files, ...image })) };
  }
  return textOf(tools, cache.key, context);
}

function restoredBy(tools: Draft['tools'], cache: StepCacheSpec, context: ExpressionContext): CacheEntry | null {
  for (const template of cache.restoreKeys) {
    const prefix = textOf(tools, template, context);
    const found = 'value' in prefix ? tools.cache.newestWithPrefix(`paths:${prefix.value}`) : null;
    if (found !== null) return found;
  }
  return null;
}

function textOf(
  tools: Draft['tools'],
  template: string,
  context: ExpressionContext,
): { readonly value: string } | { readonly problem: string } {
  const answer = tools.language.resolveTemplate(template, context);
  if ('problem' in answer) return answer;
  const { value } = answer;
  const text = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length > 0 && text.length <= limits.cacheKeyLengthMax) return { value: text };
  return { problem: `has ${text.length} characters, must have 1 to ${limits.cacheKeyLengthMax}` };
}

function filesOf(entry: RunEntry, job: JobTemplate): JobFiles | { readonly problem: string } {
  const fetch: TreeFetch[] = [];
  if (job.workspace !== null) {
    const tree = entry.run.workspaces[workspaceKey(job.workspace)];
    if (tree === undefined) return { problem: 'workspace: its files were not sent along with the run' };
    fetch.push({ tree, into: '' });
  }
  for (const wanted of job.fetch) {
    const found = artifactsOf(entry, wanted);
    if ('problem' in found) return found;
    fetch.push(...found.trees);
  }
  return { fetch, leave: job.leave, collectsOutputs: true };
}

/** From a matrix, each cell's artifacts go to a folder of the cell's number. */
function artifactsOf(
  entry: RunEntry,
  { from, name, into }: ArtifactFetchSpec,
): { readonly trees: readonly TreeFetch[] } | { readonly problem: string } {
  const trees: TreeFetch[] = [];
  for (const [place, row] of [...(entry.stages.get(from)?.rows.values() ?? [])].entries()) {
    for (const artifact of row.artifacts) {
      if (name !== null && artifact.name !== name) continue;
      const parts = [into, row.cell === null ? '' : String(place), name === null ? artifact.name : ''];
      trees.push({ tree: artifact.tree, into: parts.filter((part) => part !== '' && part !== '.').join('/') });
    }
  }
  if (trees.length > 0 || name === null) return { trees };
  return { problem: `fetch: ${from} left no artifact ${JSON.stringify(name)}` };
}

/** A folder below the private one, where the working directory is one. */
function folderOf(cwd: string | null): string {
  return cwd === null || cwd.startsWith('/') ? '' : cwd;
}

/** 'train #12/prepare': the pipeline's name gives way where it is too long. */
function nameOfJob({ run }: RunEntry, step: StepRun): string {
  const end = ` #${run.number}/${step.key}`;
  return run.pipeline.name.slice(0, Math.max(1, limits.nameLengthMax - end.length)) + end;
}
