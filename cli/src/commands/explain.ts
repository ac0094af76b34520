/** `orchion explain`: why a job is where it is, or why it waits, node by node. */
import type { ExplanationSeen } from '@orchion/client';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { resolveJob } from '../job-ref.ts';
import type { Output } from '../output/output.ts';
import { clean } from '../output/style.ts';
import { explainJson } from '../to-json.ts';

export const explain: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const explanation = await client.jobs.explain(await resolveJob(client, args[0] ?? ''));
  if (output.isJson) await output.json(explainJson(explanation));
  else await printExplanation(output, explanation);
  return 0;
};

export async function printExplanation(output: Output, explanation: ExplanationSeen): Promise<void> {
  const { style } = output;
  await output.write(`${clean(explanation.summary)}\n`);
  const before = explanation.verdict === 'never' ? null : explanation.queuePosition;
  if (before !== null)
    await output.write(`${before === 0 ? 'First in the queue' : `Jobs before it in the queue: ${before}`}\n`);
  if (explanation.behind !== null)
    await output.write(`A node is being kept free for ${explanation.behind}, which comes first\n`);
  if (explanation.nodes.length === 0) return;
  await output.write('\n');
  await output.table(
    [{ title: 'NODE' }, { title: 'FITS' }, { title: 'FILTER' }, { title: 'HAS' }, { title: 'NEEDS' }, { title: 'WHY' }],
    explanation.nodes.map(({ nodeName, verdict }) => {
      if (verdict.kind === 'fits') return [clean(nodeName), style.good('✓ fits'), '', '', '', ''];
      const { filter, have, need, message } = verdict.reason;
      const fits = verdict.kind === 'never' ? style.bad('✗ never') : style.warn('◌ not now');
      return [clean(nodeName), fits, filter, clean(have), clean(need), clean(message)];
    }),
  );
  if (explanation.nodesOmitted > 0) await output.write(style.dim(`and ${explanation.nodesOmitted} more nodes\n`));
}
