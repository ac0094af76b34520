/** A run as a tree of lines: its steps with their cells, and the steps of the pipelines that it uses below the step. */
import { isEndedStep, placeOfKey, type RunId, type StepRun } from '@orchion/domain';
import type { ClusterState, JobSeen, NodeSeen } from '@orchion/client';
import { stepLine } from './run-view.ts';
import type { Style } from './style.ts';

type Seen = Pick<ClusterState<NodeSeen, JobSeen>, 'jobs' | 'steps'>;

export interface TreeOptions {
  readonly style: Style;
  readonly now: number;
  /** Lines at most. What runs or failed is shown first; how much is left out is said. */
  readonly linesMax: number;
}

interface Entry {
  readonly step: StepRun;
  readonly depth: number;
}

/** No pipeline uses others deeper than this. */
const depthMax = 6;

export function treeLines(state: Seen, runId: RunId, { style, now, linesMax }: TreeOptions): readonly string[] {
  const entries = entriesOf(state, runId, 0);
  const ended = entries.filter(({ step }) => isEndedStep(step.state)).length;
  const running = entries.filter(({ step }) => step.state === 'submitted').length;
  const shown = new Set(choose(entries, linesMax - 1));
  const lines = entries
    .filter((entry) => shown.has(entry))
    .map(({ step, depth }) => {
      const job = step.jobId === null ? null : (state.jobs.get(step.jobId) ?? null);
      return `${'  '.repeat(depth)}${stepLine(step, job, style, now)}`;
    });
  const more = entries.length - shown.size;
  const rest = more > 0 ? `, ${more} not shown` : '';
  return [
    ...lines,
    style.dim(`${ended} of ${entries.length} steps have ended, ${running} run or wait for a node${rest}`),
  ];
}

function entriesOf(state: Seen, runId: RunId, depth: number): readonly Entry[] {
  const steps = [...(state.steps.get(runId)?.values() ?? [])];
  return steps.flatMap((step) => {
    const indent = depth + (placeOfKey(step.key) === null ? 0 : 1);
    const child = step.childRunId === null || depth >= depthMax ? [] : entriesOf(state, step.childRunId, indent + 1);
    return [{ step, depth: indent }, ...child];
  });
}

const interest: Readonly<Record<StepRun['state'], number>> = {
  failed: 0,
  submitted: 1,
  cancelled: 2,
  ready: 3,
  succeeded: 4,
  cached: 4,
  waiting: 5,
  skipped: 6,
};

function choose(entries: readonly Entry[], count: number): readonly Entry[] {
  if (entries.length <= count) return entries;
  return [...entries].sort((a, b) => interest[a.step.state] - interest[b.step.state]).slice(0, count);
}
