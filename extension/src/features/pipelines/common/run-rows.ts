/**
 * The pipelines' tree: the files of this workspace, each with its latest result, and the runs with their steps, newest first
 * and in pages. The cells of a matrix stand below their step.
 */
import { isEndedRun, shownState, type RunHead, type ShownState, type StepRun } from '@orchion/domain';
import type { JobSeen } from '@orchion/client';
import { tookWords, tooltipOf } from '../../../cluster/job-words.ts';
import type { Say } from '../../../cluster/say.ts';
import { siblingsMax, type TreeRow, type TreeRows } from '../../../cluster/tree-rows.ts';
import {
  cellWords,
  joined,
  runLook,
  runStateWord,
  runTitle,
  stepDescription,
  stepLook,
  stepStateWord,
} from './run-words.ts';

export interface RunRowsInput {
  /** The pipeline files of the workspace, by the path that a run of them is started with. */
  readonly files: readonly PipelineFileRow[];
  readonly runs: ReadonlyMap<string, RunHead>;
  /** In the order of the file; undefined where they are not known yet. Asked only for what is on the screen. */
  readonly stepsOf: (runId: string) => readonly StepRun[] | undefined;
  readonly jobs: ReadonlyMap<string, JobSeen>;
  /** Runs shown; grows by "show more". */
  readonly runsShown: number;
  /** Whether the orchestrator holds older ones than are known here. */
  readonly hasOlder: boolean;
  readonly clock: (at: number) => string;
}

export interface PipelineFileRow {
  readonly path: string;
  /** Its `name`, or the path's last part. */
  readonly name: string;
}

export const runsPage = 30;

export function runRows(input: RunRowsInput, say: Say): TreeRows {
  const { files, runs, stepsOf, clock } = input;
  // A run that a step of another one started stands below that step's run, not beside it.
  const own = [...runs.values()].filter(({ parent }) => parent === null).sort((a, b) => b.number - a.number);
  const shown = own.slice(0, Math.min(input.runsShown, siblingsMax));
  const hasMore = own.length > shown.length || input.hasOlder;
  const latestOf = new Map<string, RunHead>();
  for (const run of own) if (!latestOf.has(run.file)) latestOf.set(run.file, run);
  const fileIds = files.slice(0, siblingsMax).map(({ path }) => `file ${path}`);
  const runIds = [...shown.map(({ id }) => `run ${id}`), ...(hasMore ? ['more'] : [])];
  const groups: Readonly<
    Record<string, { readonly label: string; readonly count: number; readonly ids: readonly string[] }>
  > = {
    'group files': { label: say('In This Workspace'), count: files.length, ids: fileIds },
    'group runs': { label: say('Runs'), count: own.length, ids: runIds },
  };
  const fileOf = (id: string): PipelineFileRow | undefined => files.find(({ path }) => `file ${path}` === id);
  const runOf = (id: string): RunHead | undefined => runs.get(id.slice('run '.length));

  function childrenOfRun(runId: string): readonly string[] {
    const ids: string[] = [];
    for (const step of stepsOf(runId) ?? []) {
      const parent = step.cell === null ? stepRowId(step) : groupRowId(step);
      if (ids.at(-1) !== parent && !ids.includes(parent)) ids.push(parent);
    }
    return ids;
  }
  function stepOf(id: string): StepRun | undefined {
    const [, runId = '', key = ''] = /^step (\S+) (.+)$/.exec(id) ?? [];
    return stepsOf(runId)?.find((step) => step.key === key);
  }
  function cellsOf(id: string): readonly StepRun[] {
    const [, runId = '', stepId = ''] = /^cells (\S+) (.+)$/.exec(id) ?? [];
    return (stepsOf(runId) ?? []).filter((step) => step.stepId === stepId && step.cell !== null);
  }

  return {
    roots: Object.keys(groups).filter((id) => groups[id]?.ids.length !== 0),
    children(id) {
      const group = groups[id];
      if (group !== undefined) return group.ids;
      if (id.startsWith('run ')) return childrenOfRun(id.slice('run '.length));
      if (id.startsWith('cells ')) return cellsOf(id).slice(0, siblingsMax).map(stepRowId);
      const child = stepOf(id)?.childRunId ?? null;
      return child === null ? [] : childrenOfRun(child);
    },
    parent(id) {
      if (id.startsWith('file ')) return 'group files';
      if (id === 'more') return 'group runs';
      if (id.startsWith('run ')) return 'group runs';
      const runId = id.split(' ')[1] ?? '';
      const step = stepOf(id);
      if (step !== undefined && step.cell !== null) return groupRowId(step);
      const parent = runs.get(runId)?.parent ?? null;
      return parent === null ? `run ${runId}` : `step ${parent.runId} ${parent.stepKey}`;
    },
    row(id) {
      const group = groups[id];
      if (group !== undefined) return groupRow(group.label, String(group.count));
      if (id === 'more') return moreRow(say);
      const file = fileOf(id);
      if (file !== undefined) return fileRow(file, latestOf.get(file.path), clock, say);
      const run = id.startsWith('run ') ? runOf(id) : undefined;
      // Of an ended run the steps are asked for only once it is opened.
      if (run !== undefined) return runRow(run, isEndedRun(run.status.state) ? [] : stepsOf(run.id), clock, say);
      if (id.startsWith('cells ')) return cellsRow(cellsOf(id), input.jobs, say);
      const step = stepOf(id);
      return step === undefined ? null : stepRow(step, input.jobs.get(step.jobId ?? ''), clock, say);
    },
  };
}

function stepRowId({ runId, key }: StepRun): string {
  return `step ${runId} ${key}`;
}

function groupRowId({ runId, stepId }: StepRun): string {
  return `cells ${runId} ${stepId}`;
}

function groupRow(label: string, description: string): TreeRow {
  return {
    label,
    description,
    icon: null,
    colour: null,
    tooltip: null,
    context: 'group',
    spoken: `${label}: ${description}`,
    opens: 'open',
    command: null,
  };
}

function moreRow(say: Say): TreeRow {
  const label = say('Show more ...');
  return {
    label,
    description: '',
    icon: 'ellipsis',
    colour: null,
    tooltip: null,
    context: 'more',
    spoken: label,
    opens: 'never',
    command: 'orchion.runs.more',
  };
}

function fileRow(
  { path, name }: PipelineFileRow,
  latest: RunHead | undefined,
  clock: (at: number) => string,
  say: Say,
): TreeRow {
  const word = latest === undefined ? say('never run') : runStateWord(latest.status.state, say);
  const when = latest === undefined ? '' : clock(latest.status.endedAt ?? latest.submittedAt);
  return {
    label: name,
    description: joined(path, word, when),
    icon: 'file-code',
    colour: null,
    tooltip: null,
    context: 'pipeline',
    spoken: say('Pipeline {0}, {1}', name, word),
    opens: 'never',
    command: 'orchion.pipelines.open',
  };
}

function runRow(run: RunHead, steps: readonly StepRun[] | undefined, clock: (at: number) => string, say: Say): TreeRow {
  const { status } = run;
  const word = runStateWord(status.state, say);
  const ended = steps?.filter(({ endedAt }) => endedAt !== null).length ?? 0;
  const description = isEndedRun(status.state)
    ? joined(word, tookWords(status.startedAt, status.endedAt), clock(status.endedAt ?? run.submittedAt))
    : joined(
        status.cancelRequestedAt === null ? word : say('being cancelled'),
        status.state === 'pending' ? status.message : say('{0} of {1} steps', ended, steps?.length ?? 0),
      );
  const at = (time: number | null): string => (time === null ? '' : clock(time));
  return {
    label: runTitle(run, say),
    description,
    ...runLook(status.state),
    tooltip: () =>
      tooltipOf(runTitle(run, say), [
        [say('State'), joined(word, status.message)],
        [say('File'), run.file],
        [say('Started'), joined(at(status.startedAt ?? run.submittedAt), run.principal)],
        [say('Ended'), at(status.endedAt)],
        [say('Repeats'), run.rerunOf?.runId ?? ''],
        [say('Group'), run.group ?? ''],
        [say('Id'), run.id],
      ]),
    context: ['run', status.state, isEndedRun(status.state) ? 'ended' : 'live'].join(' '),
    spoken: say('Run {0} of {1}, {2}', run.number, run.pipelineName, description),
    opens: isEndedRun(status.state) && status.state !== 'failed' ? 'closed' : 'open',
    command: null,
  };
}

/** As people see it: with what its job does. */
function stateOf(step: StepRun, job: JobSeen | undefined): ShownState {
  return shownState(step.state, job?.state ?? null);
}

function cellsRow(cells: readonly StepRun[], jobs: RunRowsInput['jobs'], say: Say): TreeRow | null {
  const [first] = cells;
  if (first === undefined) return null;
  const shown = (step: StepRun): ShownState => stateOf(step, jobs.get(step.jobId ?? ''));
  const counts = new Map<ShownState, number>();
  for (const cell of cells) counts.set(shown(cell), (counts.get(shown(cell)) ?? 0) + 1);
  const description = [...counts].map(([state, count]) => `${count} ${stepStateWord(state, say)}`).join(', ');
  // The step looks as its worst cell does, and as a live one before that.
  const worst =
    cells.find(({ endedAt }) => endedAt === null) ??
    cells.find(({ state }) => state === 'failed') ??
    cells.find(({ state }) => state === 'cancelled') ??
    first;
  return {
    label: first.stepId,
    description,
    ...stepLook(shown(worst)),
    tooltip: null,
    context: 'cells',
    spoken: say('Step {0}, {1}', first.stepId, description),
    opens: worst.state === 'failed' ? 'open' : 'closed',
    command: null,
  };
}

function stepRow(step: StepRun, job: JobSeen | undefined, clock: (at: number) => string, say: Say): TreeRow {
  const state = stateOf(step, job);
  const word = stepStateWord(state, say);
  const cell = cellWords(step);
  const description = stepDescription(step, job, say);
  const at = (time: number | null): string => (time === null ? '' : clock(time));
  return {
    label: cell === '' ? step.stepId : cell,
    description: joined(step.isForgiven ? say('goes on after a failure') : '', description),
    ...stepLook(state),
    tooltip: () =>
      tooltipOf(step.key, [
        [say('State'), joined(word, step.message)],
        [say('Job'), step.jobId ?? ''],
        [say('Started'), at(step.startedAt)],
        [say('Ended'), at(step.endedAt)],
        [say('Artifacts'), step.artifacts.map(({ name }) => name).join(', ')],
        [say('Result of'), step.resultOf === null ? '' : `${step.resultOf.runId} ${step.resultOf.stepKey}`],
      ]),
    context: [
      'step',
      step.state,
      step.endedAt === null ? 'live' : 'ended',
      step.jobId === null ? '' : 'job',
      step.cell === null ? '' : 'cell',
      step.artifacts.length === 0 ? '' : 'artifacts',
    ].join(' '),
    spoken: say('Step {0}, {1}, {2}', step.key, word, description),
    opens: step.childRunId === null ? 'never' : 'closed',
    command: step.jobId === null ? null : 'orchion.runs.openStep',
  };
}
