/** The nodes of the cluster as what a pipeline file can name: nodes, labels, devices, counters. */
import type { NodeSeen } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import type { LiveValues } from '@orchion/schemas/language';
import { standingOf, standingWord } from '../../../cluster/node-standing.ts';
import type { Say } from '../../../cluster/say.ts';

export function liveValuesFrom(nodes: ReadonlyMap<string, NodeSeen>, say: Say): LiveValues {
  const seen = [...nodes.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  return {
    nodes: seen.map((node) => ({
      name: node.name,
      summary: summaryOf(node, say),
      labels: node.labels,
      gpus: node.inventory.gpus.map(({ vendor, model, vramBytes }) => ({ vendor, model, vramBytes })),
      custom: Object.keys(node.inventory.custom),
    })),
    // Containers and models are not there yet, so there are no names of them to offer.
    images: [],
    models: [],
  };
}

function summaryOf(node: NodeSeen, say: Say): string {
  const { inventory } = node;
  const models = Map.groupBy(inventory.gpus, ({ model }) => model);
  return [
    inventory.os,
    say('{0} cores', inventory.cpuCoresLogical),
    formatBytes(inventory.memoryBytes),
    ...[...models].map(([model, { length }]) => `${length} × ${model}`),
    standingWord(standingOf(node), say),
  ].join(' · ');
}
