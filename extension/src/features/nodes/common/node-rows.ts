/**
 * The nodes' tree: nodes, or groups of them, each with its figures and the jobs that run on it. A large fleet is grouped by
 * itself and shown in pages, because the editor stalls on thousands of siblings.
 */
import type { JobSeen, NodeSeen } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import { jobLook, jobStateWord, tooltipOf } from '../../../cluster/job-words.ts';
import { standingOf, standings, standingWord } from '../../../cluster/node-standing.ts';
import { firstPage, pageOf, turnOf, turnRow, type Pages } from '../../../cluster/pages.ts';
import type { Say } from '../../../cluster/say.ts';
import { groupRow, siblingsMax, type TreeRow, type TreeRows } from '../../../cluster/tree-rows.ts';
import type { NodeOrder } from './node-order.ts';
import { cpuWords, figuresOf, gpuWords, memoryWords, shortModel, standingLooks } from './node-words.ts';

export interface NodeRowsOptions {
  /** `auto`: a plain list as long as it is short, else by state. A label's name groups by its values. */
  readonly groupBy: 'auto' | 'state' | { readonly label: string };
  /** Part of a name or of a `key=value` label; empty shows all. */
  readonly filter: string;
  /** What is shown of the groups, and of `nodes`, the plain list, where that is not the first page. */
  readonly pages: Pages;
  readonly order: NodeOrder;
}

/** Above this many a plain list becomes groups. */
const plainMax = 50;
export const plainList = 'nodes';

export interface NodeRows extends TreeRows {
  /** All ids of a group or of the plain list, whatever is shown of them; null for any other row. */
  list(id: string): readonly string[] | null;
}

export function nodeRows(
  nodes: ReadonlyMap<string, NodeSeen>,
  jobs: ReadonlyMap<string, JobSeen>,
  options: NodeRowsOptions,
  say: Say,
): NodeRows {
  const filter = options.filter.trim().toLowerCase();
  const inOrder = options.order(nodes);
  const kept = filter === '' ? inOrder : inOrder.filter((node) => matches(node, filter));
  // Only where a node is open.
  let byNode: ReturnType<typeof jobsByNode> | null = null;
  const jobsOn = (nodeId: string): readonly JobSeen[] => (byNode ??= jobsByNode(jobs)).get(nodeId) ?? [];
  const groups = groupsOf(kept, options.groupBy, say);
  const plain = kept.map((node) => `node ${node.id}`);
  const lists = new Map<string, readonly string[]>(groups?.map((group) => [group.id, group.ids]));
  const groupById = new Map(groups?.map((group) => [group.id, group]));

  const page = (id: string, ids: readonly string[]): readonly string[] =>
    pageOf(id, ids, options.pages.get(id) ?? firstPage);
  const listOf = (id: string): readonly string[] | null => lists.get(id) ?? (id === plainList ? plain : null);

  return {
    roots: groups === null ? page(plainList, plain) : groups.map((group) => group.id),
    list: listOf,
    children(id) {
      const list = lists.get(id);
      if (list !== undefined) return page(id, list);
      const node = nodes.get(idIn(id, 'node '));
      return node === undefined ? [] : partsOf(node, jobsOn(node.id));
    },
    parent(id) {
      const [kind, nodeId = ''] = id.split(' ');
      const turn = turnOf(id);
      if (turn !== null) return groups === null ? null : turn.list;
      if (kind === 'part') return `node ${nodeId}`;
      if (kind !== 'node' || groups === null) return null;
      return groups.find((group) => group.ids.includes(id))?.id ?? null;
    },
    row(id) {
      const turn = turnOf(id);
      if (turn !== null) return turnRow(turn.turn, 'orchion.nodes.more', say);
      const group = groupById.get(id);
      if (group !== undefined) return groupRow({ ...group, count: String(group.ids.length), opens: 'closed' });
      const [kind, nodeId = '', part = '', place = ''] = id.split(' ');
      const node = nodes.get(nodeId);
      if (node === undefined) return null;
      if (kind === 'node') return nodeRow(node, say);
      if (part === 'job') {
        const job = jobs.get(place);
        return job === undefined ? null : runningRow(job, say);
      }
      return figureRow(node, part, Number(place), say);
    },
  };
}

interface Group {
  readonly id: string;
  readonly label: string;
  readonly icon: string | null;
  readonly ids: readonly string[];
}

function groupsOf(nodes: readonly NodeSeen[], by: NodeRowsOptions['groupBy'], say: Say): readonly Group[] | null {
  if (by === 'auto' && nodes.length <= plainMax) return null;
  const keyed = new Map<string, string[]>();
  for (const node of nodes) {
    const key = typeof by === 'object' ? (node.labels[by.label] ?? '') : standingOf(node);
    const ids = keyed.get(key) ?? [];
    ids.push(`node ${node.id}`);
    keyed.set(key, ids);
  }
  if (typeof by === 'object') {
    return [...keyed].sort().map(([value, ids]) => {
      const label = value === '' ? say('without {0}', by.label) : `${by.label}=${value}`;
      return { id: `group ${value}`, label, icon: 'tag', ids };
    });
  }
  return standings.flatMap((standing) => {
    const ids = keyed.get(standing);
    if (ids === undefined) return [];
    return [{ id: `group ${standing}`, label: standingWord(standing, say), icon: standingLooks[standing].icon, ids }];
  });
}

function nodeRow(node: NodeSeen, say: Say): TreeRow {
  const standing = standingOf(node);
  const word = standingWord(standing, say);
  const figures = figuresOf(node, say);
  const { inventory } = node;
  return {
    label: node.name,
    description: [word, figures].filter((part) => part !== '').join(' · '),
    ...standingLooks[standing],
    tooltip: () =>
      tooltipOf(node.name, [
        [say('State'), node.quarantine === null ? word : `${word}: ${node.quarantine}`],
        [say('CPU'), `${cpuWords(node, say)}, ${inventory.cpuModel}`],
        [say('Memory'), memoryWords(node, say)],
        [
          say('GPUs'),
          gpuWords(node, say)
            .map((gpu) => `${gpu.label} (${gpu.figures})`)
            .join(', '),
        ],
        [say('Disk free'), node.metrics === null ? '' : formatBytes(node.metrics.workDiskFreeBytes)],
        [say('Jobs'), String(node.attemptsLive)],
        [say('System'), `${inventory.os} ${inventory.osRelease} ${inventory.arch}`],
        [
          say('Labels'),
          Object.entries(node.labels)
            .map(([key, value]) => `${key}=${value}`)
            .join(', '),
        ],
        [say('Agent'), inventory.agentVersion],
      ]),
    context: ['node', node.eligibility, node.liveness].join(' '),
    spoken: say('Node {0}, {1}, {2}', node.name, word, figures),
    opens: 'closed',
    command: null,
  };
}

function partsOf(node: NodeSeen, jobs: readonly JobSeen[]): readonly string[] {
  const gpus = node.inventory.gpus.map((_gpu, index) => `part ${node.id} gpu ${index}`);
  const shown = jobs.slice(0, siblingsMax).map((job) => `part ${node.id} job ${job.id}`);
  return [`part ${node.id} cpu`, `part ${node.id} memory`, ...gpus, ...shown];
}

function figureRow(node: NodeSeen, part: string, index: number, say: Say): TreeRow | null {
  if (part === 'cpu') return figure(say('CPU'), cpuWords(node, say), 'dashboard');
  if (part === 'memory') return figure(say('Memory'), memoryWords(node, say), 'layers');
  const gpu = gpuWords(node, say)[index];
  return gpu === undefined ? null : figure(shortModel(gpu.label), gpu.figures, 'circuit-board');
}

function figure(label: string, description: string, icon: string): TreeRow {
  const spoken = `${label}: ${description}`;
  return {
    label,
    description,
    icon,
    colour: null,
    tooltip: null,
    context: 'figure',
    spoken,
    opens: 'never',
    command: null,
  };
}

function runningRow(job: JobSeen, say: Say): TreeRow {
  const word = jobStateWord(job.state, say);
  return {
    label: job.spec.name,
    description: word,
    ...jobLook(job.state),
    tooltip: null,
    context: `job ${job.state}`,
    spoken: say('Job {0}, {1}', job.spec.name, word),
    opens: 'never',
    command: null,
  };
}

function jobsByNode(jobs: ReadonlyMap<string, JobSeen>): ReadonlyMap<string, readonly JobSeen[]> {
  const byNode = new Map<string, JobSeen[]>();
  for (const job of jobs.values()) {
    const nodeId = job.attempts.at(-1)?.nodeId;
    if (job.endedAt !== null || nodeId === undefined) continue;
    const list = byNode.get(nodeId) ?? [];
    list.push(job);
    byNode.set(nodeId, list);
  }
  return byNode;
}

function matches(node: NodeSeen, filter: string): boolean {
  if (node.name.toLowerCase().includes(filter)) return true;
  return Object.entries(node.labels).some(([key, value]) => `${key}=${value}`.toLowerCase().includes(filter));
}

function idIn(id: string, prefix: string): string {
  return id.startsWith(prefix) ? id.slice(prefix.length) : '';
}
