/** `orchion nodes` and `orchion nodes show`. */
import type { NodeSeen } from '@orchion/client';
import { formatBytes, formatCpu } from '@orchion/schemas';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { gpusText, nodeColumns, nodeRow, percent } from '../output/node-table.ts';
import { nodeStateText } from '../output/states.ts';
import type { Output } from '../output/output.ts';
import { clean } from '../output/style.ts';
import { relativeTime } from '../output/when.ts';
import type { NodesJson, WatchJson } from '../shapes.ts';
import { nodeJson } from '../to-json.ts';
import { watchChanges } from '../watch-changes.ts';

export const nodes: CommandRun<{ readonly watch?: boolean }> = async ({ world, output, options }) => {
  const { client } = await orchestratorOf({ world });
  if (options.watch === true) {
    return watchChanges(world, output, client, async ({ revision, nodes: changed, nodesRemoved }) => {
      for (const node of changed) {
        const line: WatchJson = { revision, kind: 'node', node: nodeJson(node) };
        if (output.isJson) await output.jsonLine(line);
        else await output.write(`${nodeRow(node, output.style).join('  ')}\n`);
      }
      for (const id of nodesRemoved) {
        const line: WatchJson = { revision, kind: 'node-removed', id };
        if (output.isJson) await output.jsonLine(line);
        else await output.write(`${id}  removed\n`);
      }
    });
  }
  const seen = await client.nodes.list();
  const shape: NodesJson = { nodes: seen.map(nodeJson) };
  if (output.isJson) await output.json(shape);
  else if (seen.length === 0) await output.note('There are no nodes yet: `orchion agent` adds this machine.');
  else
    await output.table(
      nodeColumns,
      seen.map((node) => nodeRow(node, output.style)),
    );
  return 0;
};

export const showNode: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const node = await client.nodes.get(args[0] ?? '');
  if (output.isJson) await output.json(nodeJson(node));
  else await printNode(output, node, world.now());
  return 0;
};

async function printNode(output: Output, node: NodeSeen, now: number): Promise<void> {
  const { style } = output;
  const { inventory, metrics, allocated } = node;
  const temperature = metrics?.cpuTemperatureCelsius ?? null;
  await output.write(`${style.bold(clean(node.name))}  ${nodeStateText(node, style)}\n`);
  await output.pairs([
    ['id', node.id],
    ['since', relativeTime(node.livenessSince, now)],
    ['problem', clean(node.quarantine ?? '')],
    ['stops work', relativeTime(node.drainDeadline, now)],
    [
      'agent',
      `pid ${node.agentPid}, version ${clean(inventory.agentVersion)}, ${node.connected ? 'connected' : 'not connected'}`,
    ],
    ['machine', clean(`${inventory.hostname}, ${inventory.os} ${inventory.osRelease}, ${inventory.arch}`)],
    [
      'labels',
      clean(
        Object.entries(node.labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(', '),
      ),
    ],
    [
      'cpu',
      clean(`${inventory.cpuModel}, ${inventory.cpuCoresLogical} cores (${inventory.cpuCoresPhysical} physical)`),
    ],
    [
      '',
      metrics === null
        ? ''
        : `${percent(metrics.cpuBusyFraction)} busy, load ${metrics.load1.toFixed(2)}${temperature === null ? '' : `, ${Math.round(temperature)} °C`}`,
    ],
    [
      'memory',
      `${formatBytes(inventory.memoryBytes)}${metrics === null ? '' : `, ${formatBytes(metrics.memoryAvailableBytes)} available`}`,
    ],
    [
      'disk',
      `${formatBytes(inventory.workDiskBytes)}${metrics === null ? '' : `, ${formatBytes(metrics.workDiskFreeBytes)} free`}`,
    ],
    ['gpus', gpusText(node)],
    [
      'held by jobs',
      `${formatCpu(allocated.cpuMillis)}, ${formatBytes(allocated.memoryBytes)} memory, ${allocated.gpus.length} GPUs`,
    ],
    ['jobs', String(node.attemptsLive)],
    ['registered', relativeTime(node.registeredAt, now)],
  ]);
  for (const gpu of inventory.gpus) {
    const live = metrics?.gpus.find((figures) => figures.device === gpu.id);
    const used = live?.vramUsedBytes ?? null;
    const busy = live?.busyFraction ?? null;
    await output.write(
      clean(`  GPU ${gpu.index}  ${gpu.model}  ${formatBytes(gpu.vramBytes)} VRAM`) +
        `${used === null ? '' : `, ${formatBytes(used)} used`}${busy === null ? '' : `, ${percent(busy)} busy`}\n`,
    );
  }
}
