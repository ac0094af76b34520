/** `orchion nodes drain`, `cordon`, `uncordon`, `remove`. */
import type { NodeSeen } from '@orchion/client';
import { parseDuration } from '@orchion/schemas';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { amountOf } from '../amount-option.ts';
import type { Output } from '../output/output.ts';
import { clean } from '../output/style.ts';
import type { RemovedJson } from '../shapes.ts';
import { nodeJson } from '../to-json.ts';

export const drain: CommandRun<{ readonly deadline?: string }> = async ({ world, output, options, args }) => {
  const { client } = await orchestratorOf({ world });
  const deadlineMs = amountOf('--deadline', options.deadline, parseDuration);
  const node = await client.nodes.drain(args[0] ?? '', deadlineMs === undefined ? {} : { deadlineMs });
  const work = node.attemptsLive === 1 ? '1 job still runs' : `${node.attemptsLive} jobs still run`;
  const end = options.deadline === undefined ? 'may finish' : `is stopped and queued again after ${options.deadline}`;
  return say(output, node, `${clean(node.name)} takes no new work; ${work} on it and ${end}.`);
};

export const cordon: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const node = await client.nodes.cordon(args[0] ?? '');
  return say(output, node, `${clean(node.name)} takes no new work; what runs on it goes on.`);
};

export const uncordon: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const node = await client.nodes.uncordon(args[0] ?? '');
  return say(output, node, `${clean(node.name)} takes new work.`);
};

export const remove: CommandRun<{ readonly force?: boolean }> = async ({ world, output, options, args }) => {
  const { client } = await orchestratorOf({ world });
  const node = await client.nodes.get(args[0] ?? '');
  await client.nodes.remove(node.id, { force: options.force === true });
  const shape: RemovedJson = { removed: node.id };
  if (output.isJson) await output.json(shape);
  else await output.write(`${clean(node.name)} is unregistered. Its agent registers again if it still runs.\n`);
  return 0;
};

async function say(output: Output, node: NodeSeen, text: string): Promise<number> {
  if (output.isJson) await output.json(nodeJson(node));
  else await output.write(`${text}\n`);
  return 0;
}
