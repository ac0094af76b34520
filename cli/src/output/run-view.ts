/** Runs as rows, one run in full, and a step as a line. */
import { placeOfKey, type StepRun } from '@orchion/domain';
import type { JobSeen, RunDetailSeen, RunSeen } from '@orchion/client';
import type { Output } from './output.ts';
import { runStateText, stepStateText } from './states.ts';
import { clean, type Style } from './style.ts';
import type { Column } from './table.ts';
import { lengthBetween, relativeTime } from './when.ts';

export const runColumns: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'RUN' },
  { title: 'PIPELINE' },
  { title: 'STATE' },
  { title: 'STARTED' },
  { title: 'RAN' },
  { title: 'MESSAGE' },
];

export function runRow(run: RunSeen, style: Style, now: number): readonly string[] {
  return [
    String(run.number),
    run.id,
    clean(run.pipelineName),
    runStateText(run.status.state, style),
    relativeTime(run.submittedAt, now),
    lengthBetween(run.status.startedAt, run.status.endedAt, now) || '-',
    clean(run.status.message),
  ];
}

/** One step as it is: what it is called, its state, where, how long, and why. */
export function stepLine(step: StepRun, job: JobSeen | null, style: Style, now: number): string {
  const attempt = job?.attempts.at(-1);
  const node = attempt === undefined ? '' : `on ${clean(attempt.nodeName ?? attempt.nodeId)}`;
  const ran = lengthBetween(step.startedAt ?? job?.startedAt ?? null, step.endedAt ?? job?.endedAt ?? null, now);
  const isGood = step.state === 'succeeded' || step.state === 'submitted';
  const why = isGood && step.resultOf === null ? '' : clean(step.message);
  const parts = [stepStateText(step.state, style, job?.state ?? null), clean(titleOf(step)), node, ran, style.dim(why)];
  return parts.filter((part) => part !== '').join('  ');
}

/** 'train[3] (lr=0.1, size=2)'. */
function titleOf({ key, cell }: StepRun): string {
  if (cell === null) return key;
  const values = Object.entries(cell).map(([axis, value]) => `${axis}=${String(JSON.stringify(value))}`);
  return `${key} (${values.join(', ').slice(0, 60)})`;
}

export async function printRun(output: Output, { run, steps }: RunDetailSeen, now: number): Promise<void> {
  const { style } = output;
  const { status } = run;
  await output.write(`${style.bold(clean(run.pipelineName))} #${run.number}  ${runStateText(status.state, style)}\n`);
  await output.pairs([
    ['id', run.id],
    ['message', clean(status.message)],
    ['file', clean(run.file)],
    ['inputs', clean(pairsOf(run.details?.inputs ?? {}))],
    ['group', clean(run.group ?? '')],
    ['repeats', run.rerunOf === null ? '' : `${run.rerunOf.runId} (${run.rerunOf.scope.kind})`],
    ['part of', run.parent === null ? '' : clean(`${run.parent.runId}/${run.parent.stepKey}`)],
    ['started', `${relativeTime(run.submittedAt, now)} by ${clean(run.principal)}`],
    ['ran', lengthBetween(status.startedAt, status.endedAt, now)],
    ['outputs', clean(pairsOf(status.outputs))],
  ]);
  await output.write(`\n${style.bold('Steps')}\n`);
  await output.table(
    [{ title: 'STEP' }, { title: 'STATE' }, { title: 'RAN' }, { title: 'JOB' }, { title: 'MESSAGE' }],
    steps.map((step) => [
      `${placeOfKey(step.key) === null ? '' : '  '}${clean(titleOf(step))}`,
      stepStateText(step.state, style),
      lengthBetween(step.startedAt, step.endedAt, now) || '-',
      step.jobId ?? step.childRunId ?? step.resultOf?.runId ?? '-',
      clean(step.message),
    ]),
  );
}

function pairsOf(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : String(JSON.stringify(value))}`)
    .join(', ');
}
