/** `orchion status`: the orchestrator, the nodes, the queue, and what waits and why, on one screen. */
import type { JobState } from '@orchion/domain';
import type { StatusSeen } from '@orchion/client';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { nodeColumns, nodeRow } from '../output/node-table.ts';
import { jobStateText } from '../output/states.ts';
import type { Output } from '../output/output.ts';
import { clean } from '../output/style.ts';
import { relativeTime } from '../output/when.ts';
import { statusJson } from '../to-json.ts';

const order: readonly JobState[] = ['queued', 'running', 'unknown', 'succeeded', 'failed', 'cancelled'];

export const status: CommandRun<object> = async ({ world, output }) => {
  const { client, address } = await orchestratorOf({ world });
  const seen = await client.cluster.status();
  if (output.isJson) await output.json(statusJson(seen, address));
  else await printStatus(output, seen, address, world.now());
  return 0;
};

async function printStatus(output: Output, seen: StatusSeen, address: string, now: number): Promise<void> {
  const { style } = output;
  const { pid, version, addresses, startedAt } = seen.orchestrator;
  const where = clean(addresses.length === 0 ? address : addresses.join('  '));
  const since = relativeTime(startedAt, now);
  await output.write(
    `${style.bold('Orchestrator')} ${clean(version)}, pid ${pid}, started ${since}\n${style.dim(where)}\n`,
  );
  for (const problem of seen.problems) await output.write(`${style.bad('!')} ${clean(problem)}\n`);

  await output.write(`\n${style.bold('Nodes')}\n`);
  if (seen.nodes.length === 0) await output.write('none yet: `orchion agent` adds this machine\n');
  else
    await output.table(
      nodeColumns,
      seen.nodes.map((node) => nodeRow(node, style)),
    );

  const counts = order
    .filter((state) => seen.counts[state] > 0 || state !== 'unknown')
    .map((state) => `${seen.counts[state]} ${state}`);
  await output.write(`\n${style.bold('Jobs')}\n${counts.join(', ')}\n`);

  if (seen.waiting.length === 0) return;
  await output.write(`\n${style.bold('Waiting')}\n`);
  await output.table(
    [{ title: 'JOB' }, { title: 'NAME' }, { title: 'STATE' }, { title: 'SINCE' }, { title: 'WHY' }],
    seen.waiting.map((job) => [
      job.id,
      clean(job.spec.name),
      jobStateText(job.state, style),
      relativeTime(job.submittedAt, now),
      clean(job.message),
    ]),
  );
  const more = seen.counts.queued - seen.waiting.length;
  if (more > 0) await output.write(style.dim(`and ${more} more: orchion jobs --state queued\n`));
}
