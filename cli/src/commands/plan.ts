/** `orchion plan FILE`: what a run would do now, and where each step would go or why it would wait. Nothing is stored. */
import type { PlanSeen } from '@orchion/client';
import { planRows } from '@orchion/schemas';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { usageFailure } from '../failure.ts';
import type { Output } from '../output/output.ts';
import { clean } from '../output/style.ts';
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

async function printPlan(output: Output, seen: PlanSeen): Promise<void> {
  const { style } = output;
  await output.table(
    [{ title: 'STEP' }, { title: 'NEEDS' }, { title: 'WOULD' }, { title: 'WHERE OR WHY' }],
    planRows(seen).map(({ key, cell, isFinally, needs, would, why }) => [
      `${cell === null ? '' : '  '}${clean(key)}${isFinally ? style.dim(' (finally)') : ''}`,
      clean(needs) || '-',
      style[would.tone](`${would.sign} ${would.words}`),
      clean(why),
    ]),
  );
}
