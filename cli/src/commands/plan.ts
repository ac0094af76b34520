/** `orchion plan FILE`: what a run would do now, and where each step would go or why it would wait. Nothing is stored. */
import type { PlannedStep, StepOutlook } from '@orchion/domain';
import type { PlanSeen } from '@orchion/client';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { usageFailure } from '../failure.ts';
import type { Output } from '../output/output.ts';
import { clean, type Style } from '../output/style.ts';
import { readPipelineSource } from '../pipeline-source.ts';
import { inputsFrom } from '../run-inputs.ts';
import type { PlanJson } from '../shapes.ts';
import { explainJson } from '../to-json.ts';

export const plan: CommandRun<{ readonly input?: readonly string[] }> = async ({ world, output, options, args }) => {
  const [file] = args;
  if (file === undefined) throw usageFailure('There is nothing to plan.', 'Name a file: orchion plan x.orchion.yaml');
  const { source } = await readPipelineSource(world, output, file);
  const { client } = await orchestratorOf({ world });
  const seen = await client.runs.plan({ source, inputs: inputsFrom(options.input) });
  if (output.isJson) {
    const shape: PlanJson = { steps: seen.steps, explanations: seen.explanations.map(explainJson) };
    await output.json(shape);
    return 0;
  }
  await printPlan(output, seen);
  return 0;
};

async function printPlan(output: Output, { steps, explanations }: PlanSeen): Promise<void> {
  const { style } = output;
  await output.table(
    [{ title: 'STEP' }, { title: 'NEEDS' }, { title: 'WOULD' }, { title: 'WHERE OR WHY' }],
    steps.map((step) => [
      `${step.cell === null ? '' : '  '}${clean(step.key)}${step.isFinally ? style.dim(' (finally)') : ''}`,
      clean(step.needs.join(', ')) || '-',
      outlookText(step, style, step.placement === null ? null : (explanations[step.placement]?.verdict ?? null)),
      clean(step.message),
    ]),
  );
}

const words: Readonly<Record<StepOutlook, readonly [string, keyof Style]>> = {
  runs: ['▶ run', 'good'],
  cached: ['≡ be cached', 'good'],
  skipped: ['↷ be skipped', 'dim'],
  fails: ['✗ fail', 'bad'],
  unknown: ['? not known yet', 'dim'],
};

function outlookText({ outlook }: PlannedStep, style: Style, verdict: string | null): string {
  if (outlook === 'runs' && verdict === 'never') return style.bad('✗ never run');
  if (outlook === 'runs' && verdict === 'waits') return style.warn('◌ wait');
  const [text, paint] = words[outlook];
  return style[paint](text);
}
