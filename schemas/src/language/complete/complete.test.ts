import { describe, expect, test } from 'vitest';
import type { Surroundings } from '../live-values.ts';
import { nothingAround } from '../live-values.ts';
import { createModel } from '../model.ts';
import { applied, marked } from '../test/marked.ts';
import { complete } from './complete.ts';

const job = 'apiVersion: orchion/v1\nkind: Job\n';

const fleet: Surroundings = {
  ...nothingAround,
  live: {
    nodes: [
      {
        name: 'tower',
        summary: 'linux · 1 × RTX 4090',
        labels: { zone: 'lab', os: 'linux' },
        gpus: [{ vendor: 'nvidia', model: 'NVIDIA GeForce RTX 4090', vramBytes: 24 * 2 ** 30 }],
        custom: ['matlab'],
      },
      { name: 'mini', summary: 'darwin', labels: { zone: 'home' }, gpus: [], custom: [] },
    ],
    images: [],
    models: [],
  },
};

function offered(source: string, around = nothingAround): readonly string[] {
  const { text, position } = marked(source);
  return complete(createModel({ fileName: 'a.yaml', text }), position, around).map(({ label }) => label);
}

/** The text once that item is taken; tab stops stay as they are written. */
function taken(source: string, label: string, around = nothingAround): string {
  const { text, position } = marked(source);
  const items = complete(createModel({ fileName: 'a.yaml', text }), position, around);
  const item = items.find((one) => one.label === label);
  if (item === undefined) throw new Error(`${label} is not offered, but ${items.map((one) => one.label).join(', ')}`);
  return applied(text, [item.edit]);
}

describe('field names', () => {
  test('those that must be there come first, and those that are there already are left out', () => {
    const labels = offered(`${job}|`);
    expect(labels.slice(0, 2)).toEqual(['run', 'command']);
    expect(labels).toContain('resources');
    expect(labels).not.toContain('kind');
  });

  test.for([
    ['a scalar', `${job}time|`, 'timeout', `${job}timeout: $0`],
    ['a map', `${job}res|`, 'resources', `${job}resources:\n  $0`],
    ['a map in a map', `${job}resources:\n  gp|`, 'gpus', `${job}resources:\n  gpus: $0`],
    ['a list', `${job}com|`, 'command', `${job}command: [$0]`],
    ['one whose colon is there', `${job}ti|: 5m`, 'timeout', `${job}timeout: 5m`],
    ['in flow style', `${job}resources: { gpus: { ve| } }`, 'vendor', `${job}resources: { gpus: { vendor: $0 } }`],
    ['a constant', 'kind: Job\napi|', 'apiVersion', 'kind: Job\napiVersion: orchion/v1'],
  ])('%s', ([, source, label, expected]) => {
    expect(taken(source as string, label as string)).toBe(expected);
  });
});

describe('values', () => {
  test.for([
    ['choices', `${job}on-lost: |`, ['hold', 'retry', 'fail']],
    ['true and false', `${job}exclusive: |`, ['true', 'false']],
    ['the default and examples', `${job}timeout: |`, ['10m', '1h30m']],
    ['nothing in a comment', `${job}on-lost: hold # |`, []],
    ['nothing where anything may stand', `${job}env:\n  A: |`, []],
  ])('%s', ([, source, expected]) => {
    expect(offered(source as string)).toEqual(expected);
  });

  test('a field that may be a map offers its fields on the lines below', () => {
    expect(taken(`${job}resources:\n  gpus: |`, 'vram')).toBe(`${job}resources:\n  gpus:\n    vram: $0`);
  });

  test('right behind the colon the blank is added', () => {
    expect(taken(`${job}on-lost:|`, 'retry')).toBe(`${job}on-lost: retry`);
  });

  test('what would be read as something else is put in quotes, unless it stands in some', () => {
    expect(taken(`${job}resources:\n  gpus:\n    model: |`, "'4090'")).toContain("model: '4090'");
    expect(taken(`${job}resources:\n  gpus:\n    model: "|"`, "'4090'")).toContain('model: "4090"');
  });
});

describe('live values', () => {
  test.for([
    ['nodes', `${job}node: |`, ['tower', 'mini']],
    ['label names', `${job}labels:\n  os: linux\n  |`, ['zone']],
    ['label values', `${job}labels:\n  zone: |`, ['lab', 'home']],
    ['counters', `${job}resources:\n  custom:\n    |`, ['matlab']],
    ['vram', `${job}resources: { gpus: { vram: | } }`, ['24GiB']],
  ])('%s', ([, source, expected]) => {
    expect(offered(source as string, fleet).slice(0, 2)).toEqual(expected);
  });

  test('vendors of the fleet come before the others, each once', () => {
    const labels = offered(`${job}resources: { gpus: { vendor: | } }`, fleet);
    expect(labels[0]).toBe('nvidia');
    expect(labels.filter((label) => label === 'nvidia')).toHaveLength(1);
    expect(labels).toContain('amd');
  });
});
