/** Filters on what a node is: its name, its executors, its labels. Waiting does not change these. */
import type { ContainerEngine } from '@orchion/domain';
import type { Filter } from './filter.ts';

export const nodeFilter: Filter = {
  name: 'node',
  kind: 'standing',
  test: ({ node }, demand) =>
    demand.node === null || demand.node === node.name || demand.node === node.id ? 'fits' : 'never',
  explain: ({ node }, demand) => ({
    have: node.name,
    need: demand.node ?? '',
    message: `the job asks for node ${demand.node ?? ''}`,
  }),
};

export const executorFilter: Filter = {
  name: 'executor',
  kind: 'standing',
  test: ({ node }, demand) => (node.inventory.executors.includes(demand.executor) ? 'fits' : 'never'),
  explain: ({ node }, demand) => ({
    have: node.inventory.executors.join(', ') || 'none',
    need: demand.executor,
    message:
      demand.executor === 'docker'
        ? withoutEngine(node.inventory.containerEngine)
        : `has no ${demand.executor} executor`,
  }),
};

function withoutEngine({ problem }: ContainerEngine): string {
  return problem === null ? 'has no container engine' : `has no container engine: ${problem}`;
}

export const labelsFilter: Filter = {
  name: 'labels',
  kind: 'standing',
  test: ({ node }, demand) => {
    for (const key in demand.labels) if (node.labels[key] !== demand.labels[key]) return 'never';
    return 'fits';
  },
  explain: ({ node }, demand) => {
    const wrong = Object.keys(demand.labels).filter((key) => node.labels[key] !== demand.labels[key]);
    const need = wrong.map((key) => `${key}=${demand.labels[key]}`).join(', ');
    const have = wrong.map((key) => (node.labels[key] === undefined ? `no ${key}` : `${key}=${node.labels[key]}`));
    return { have: have.join(', '), need, message: `needs label ${need}, has ${have.join(', ')}` };
  },
};
