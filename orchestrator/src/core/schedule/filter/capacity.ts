/** Filters on countable resources: CPU, memory, disk, custom counters. 'never' where the whole node would not do. */
import type { NodeEntry } from '../../state.ts';
import type { Demand } from '../queue.ts';
import { bytes, cores } from '../words.ts';
import type { Answer, Filter } from './filter.ts';

export const cpuFilter: Filter = countable({
  name: 'cpu',
  need: (demand) => demand.resources.cpuMillis,
  total: ({ node }) => node.inventory.cpuCoresLogical * 1000,
  used: ({ usage }) => usage.cpuMillis,
  format: cores,
});

export const memoryFilter: Filter = countable({
  name: 'memory',
  need: (demand) => demand.resources.memoryBytes,
  total: ({ node }) => node.inventory.memoryBytes,
  used: ({ usage }) => usage.memoryBytes,
  format: (amount) => `${bytes(amount)} of memory`,
});

export const diskFilter: Filter = countable({
  name: 'disk',
  need: (demand) => demand.resources.diskBytes,
  total: ({ node }) => node.inventory.workDiskBytes,
  used: (entry) => {
    // What is free on the volume counts too: other programs fill disks.
    const free = entry.metrics?.workDiskFreeBytes;
    const taken = free === undefined ? 0 : entry.node.inventory.workDiskBytes - free;
    return Math.max(entry.usage.diskBytes, taken);
  },
  format: (amount) => `${bytes(amount)} of disk`,
});

export const customFilter: Filter = {
  name: 'custom',
  kind: 'capacity',
  test: (entry, demand) => shortCounter(entry, demand)?.answer ?? 'fits',
  explain: (entry, demand) => {
    const short = shortCounter(entry, demand);
    if (short === null) return { have: '', need: '', message: '' };
    const need = `${short.need} ${short.name}`;
    const have = `${short.total - short.used} ${short.name} free of ${short.total}`;
    return { have, need, message: `needs ${need}, has ${have}` };
  },
};

interface Countable {
  readonly name: 'cpu' | 'memory' | 'disk';
  readonly need: (demand: Demand) => number;
  readonly total: (entry: NodeEntry) => number;
  readonly used: (entry: NodeEntry) => number;
  readonly format: (amount: number) => string;
}

function countable({ name, need, total, used, format }: Countable): Filter {
  return {
    name,
    kind: 'capacity',
    test: (entry, demand) => {
      const wanted = need(demand);
      return wanted === 0 ? 'fits' : answerOf(wanted, total(entry), used(entry));
    },
    explain: (entry, demand) => {
      const all = total(entry);
      const free = Math.max(0, all - used(entry));
      const wanted = format(need(demand));
      return need(demand) > all
        ? { have: format(all), need: wanted, message: `needs ${wanted}, has ${format(all)} in all` }
        : { have: `${format(free)} free`, need: wanted, message: `needs ${wanted}, ${format(free)} free` };
    },
  };
}

function answerOf(need: number, total: number, used: number): Answer {
  if (need > total) return 'never';
  return need > total - used ? 'not_now' : 'fits';
}

function shortCounter(entry: NodeEntry, demand: Demand) {
  for (const name in demand.resources.custom) {
    const need = demand.resources.custom[name] ?? 0;
    const total = entry.node.inventory.custom[name] ?? 0;
    const used = entry.usage.custom.get(name) ?? 0;
    const answer = need === 0 ? 'fits' : answerOf(need, total, used);
    if (answer !== 'fits') return { name, need, total, used, answer };
  }
  return null;
}
