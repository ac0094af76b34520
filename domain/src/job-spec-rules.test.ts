import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobSpec } from './job.ts';
import { containerOf } from './container.ts';
import { violationOfLabels, violationOfNodeName, violationsOfJobSpec } from './job-spec-rules.ts';
import { noFiles, trustDigest, type ArtifactRule, type JobFiles, type TreeFetch } from './content.ts';
import { limits } from './limits.ts';
import { defaultResources, type GpuRequest } from './resources.ts';

const good: JobSpec = {
  name: 'hello',
  container: null,
  command: ['echo', 'hello'],
  cwd: null,
  env: {},
  resources: defaultResources,
  labels: {},
  node: null,
  priority: 0,
  timeoutMs: null,
  queueTimeoutMs: null,
  graceMs: limits.graceMsDefault,
  retry: { retriesMax: 0, exitCodes: null, backoffMs: 1000, backoffMaxMs: 300_000 },
  idempotent: false,
  onLost: 'hold',
  onDisconnect: 'continue',
  exclusive: false,
  logBytesMax: limits.logBytesMaxDefault,
  files: noFiles,
};
const gpus = (changed: Partial<GpuRequest>): Partial<JobSpec> => {
  const request: GpuRequest = {
    amount: { kind: 'whole', count: 1 },
    vendor: null,
    model: null,
    vramBytes: 0,
    ...changed,
  };
  return { resources: { ...defaultResources, gpus: request } };
};
const retry = (changed: Partial<JobSpec['retry']>): Partial<JobSpec> => ({ retry: { ...good.retry, ...changed } });
const resources = (changed: Partial<JobSpec['resources']>): Partial<JobSpec> => ({
  resources: { ...defaultResources, ...changed },
});
const digest = containerOf(`localhost/x@sha256:${'0'.repeat(64)}`);
const aFetch: TreeFetch = { tree: trustDigest('a'.repeat(64)), into: '' };
const files = (changed: Partial<TreeFetch>): JobFiles => ({ ...noFiles, fetch: [{ ...aFetch, ...changed }] });
const leaving = (...rules: readonly Partial<ArtifactRule>[]): JobFiles => ({
  ...noFiles,
  leave: rules.map((rule) => ({ name: 'model', paths: ['out'], when: 'success', isRequired: true, ...rule })),
});
const many = (count: number, value: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`N${i}`, value]));

describe('is accepted', () => {
  test.for<[string, Partial<JobSpec>]>([
    ['a spec with nothing but a command', {}],
    ['a name of the longest length', { name: 'n'.repeat(limits.nameLengthMax) }],
    ['a name in any script', { name: 'Jörg 東京 🚀' }],
    ['an empty argument', { command: ['echo', ''] }],
    ['the longest argument', { command: ['echo', 'x'.repeat(limits.commandArgBytesMax)] }],
    ['a directory of Unix', { cwd: '/data' }],
    ['a directory of Windows', { cwd: 'C:\\data' }],
    ['a network share of Windows', { cwd: '\\\\nas\\data' }],
    ['the name of a property of every object', { env: { constructor: 'x', toString: 'y' } }],
    ['an empty value', { env: { EMPTY: '' } }],
    ['no reservation at all', resources({ cpuMillis: 0 })],
    ['half a GPU', gpus({ amount: { kind: 'share', millis: 500 } })],
    ['a label with a prefix', { labels: { 'example.com/zone': 'lab' } }],
    ['the lowest priority', { priority: -limits.priorityMax }],
    ['a grace of nothing: killed at once', { graceMs: 0 }],
    ['a container', { container: containerOf('ghcr.io:443/owner/a_b__c/name:v1.2') }],
    ['a container by digest, with a user', { container: { ...digest, user: '1000:1000' } }],
    ['what an image runs by itself', { container: containerOf('hello-world'), command: [] }],
    ['a directory in a container', { container: containerOf('alpine'), cwd: '/srv' }],
    ['no log at all', { logBytesMax: 0 }],
    ['files in a folder, and a working directory among them', { cwd: 'src', files: files({ into: 'src' }) }],
    ['an artifact of everything but', { files: leaving({ paths: ['.', '!node_modules/', './out/**/*.txt'] }) }],
    ['an exclusive job that stops when cut off', { exclusive: true, onDisconnect: 'stop' }],
  ])('%s', ([, changed]) => {
    expect(violationsOfJobSpec({ ...good, ...changed })).toEqual([]);
  });
});

describe('is refused, with the field and what would be right', () => {
  test.for<[string, Partial<JobSpec>, string, RegExp]>([
    ['a loud image', { container: containerOf('Alpine') }, 'container.image', /no capital letters, for example/],
    ['an image by URL', { container: containerOf('https://a/b') }, 'container.image', /write NAME, NAME:TAG/],
    ['an image of nothing', { container: containerOf('') }, 'container.image', /is no image/],
    ['an endless image', { container: containerOf('a'.repeat(600)) }, 'container.image', /at most 512/],
    ['a user of two words', { container: { ...digest, user: 'a b' } }, 'container.user', /user:group/],
    [
      'an exclusive container',
      { container: digest, exclusive: true, onDisconnect: 'stop' },
      'exclusive',
      /has to be a process/,
    ],
    ['a directory of Windows in a container', { container: digest, cwd: 'C:\\data' }, 'cwd', /no path of a container/],
    [
      'artifacts of a container’s own directory',
      { container: digest, cwd: '/srv', files: leaving({}) },
      'cwd',
      /left in the private folder/,
    ],
    ['no name', { name: '' }, 'name', /empty/],
    ['a name too long', { name: 'n'.repeat(limits.nameLengthMax + 1) }, 'name', /129 .* 128/],
    ['a name with a line break', { name: 'a\nb' }, 'name', /control/],
    ['no command', { command: [] }, 'command', /\["echo", "hello"\]/],
    ['a program without a name', { command: [''] }, 'command', /program/],
    ['a NUL in an argument', { command: ['a', 'b\0c'] }, 'command', /argument 1 .*NUL/],
    ['an argument too long', { command: ['a', 'é'.repeat(limits.commandArgBytesMax)] }, 'command', /bytes/],
    [
      'too many arguments',
      { command: Array.from({ length: limits.commandArgsMax + 1 }, () => 'x') },
      'command',
      /4097/,
    ],
    [
      'arguments too large together',
      { command: Array.from({ length: 20 }, () => 'x'.repeat(60_000)) },
      'command',
      /in all/,
    ],
    ['a relative directory', { cwd: 'data' }, 'cwd', /absolute/],
    ['a home directory', { cwd: '~/data' }, 'cwd', /absolute/],
    ['an empty directory', { cwd: '' }, 'cwd', /absolute/],
    ['a NUL in the directory', { cwd: '/a\0b' }, 'cwd', /NUL/],
    ['a variable that starts with a digit', { env: { '1A': 'x' } }, 'env', /"1A"/],
    ['a variable without a name', { env: { '': 'x' } }, 'env', /variable name/],
    ['a variable of Orchion’s own', { env: { ORCHION_FENCE: '1' } }, 'env.ORCHION_FENCE', /ORCHION_/],
    ['a NUL in a value', { env: { A: 'b\0' } }, 'env.A', /NUL/],
    ['a value too large', { env: { A: 'x'.repeat(limits.envEntryBytesMax) } }, 'env.A', /pass a file/],
    ['too many variables', { env: many(limits.envEntriesMax + 1, 'x') }, 'env', /1025/],
    ['variables too large together', { env: many(20, 'x'.repeat(60_000)) }, 'env', /in all/],
    ['negative CPU', resources({ cpuMillis: -1 }), 'resources.cpu_millis', /0 to 4096 cores/],
    ['a fraction of a byte', resources({ memoryBytes: 0.5 }), 'resources.memory_bytes', /0.5/],
    ['impossible memory', resources({ memoryBytes: limits.memoryBytesMax + 1 }), 'resources.memory_bytes', /1 PiB/],
    ['impossible disk', resources({ diskBytes: Number.NaN }), 'resources.disk_bytes', /NaN/],
    ['no whole GPU', gpus({ amount: { kind: 'whole', count: 0 } }), 'resources.gpus.count', /1 to 64/],
    ['one and a half GPUs', gpus({ amount: { kind: 'whole', count: 1.5 } }), 'resources.gpus.count', /1.5/],
    [
      'a part of a GPU that is a whole',
      gpus({ amount: { kind: 'share', millis: 1000 } }),
      'resources.gpus.share_millis',
      /less than 1/,
    ],
    ['a GPU model without a name', gpus({ model: '' }), 'resources.gpus.model', /1 to 128/],
    ['negative VRAM', gpus({ vramBytes: -1 }), 'resources.gpus.vram_bytes', /-1/],
    ['a counter without a name', resources({ custom: { '': 1 } }), 'resources.custom', /1 to 128/],
    ['a counter with a line break', resources({ custom: { 'a\nb': 1 } }), 'resources.custom', /printable/],
    ['a negative counter', resources({ custom: { matlab: -1 } }), 'resources.custom.matlab', /-1/],
    ['a label that is no name', { labels: { '-zone': 'lab' } }, 'labels', /"-zone"/],
    ['a label with a line break', { labels: { zone: 'a\nb' } }, 'labels', /printable/],
    ['a node without a name', { node: '' }, 'node', /1 to 128/],
    ['a priority out of range', { priority: 1001 }, 'priority', /-1000 to 1000/],
    ['a fraction of a priority', { priority: 0.5 }, 'priority', /whole/],
    ['no time to run', { timeoutMs: 0 }, 'timeout', /from 1/],
    ['an endless wait', { queueTimeoutMs: Number.POSITIVE_INFINITY }, 'queue_timeout', /Infinity/],
    ['a grace of a day', { graceMs: 86_400_000 }, 'grace', /86400000/],
    ['too many retries', retry({ retriesMax: 101 }), 'retry.retries', /0 to 100/],
    ['a retry after success', retry({ exitCodes: [0] }), 'retry.exit_codes', /1 to 255/],
    ['a negative backoff', retry({ backoffMs: -1 }), 'retry.backoff', /-1/],
    ['a negative bound of the backoff', retry({ backoffMaxMs: -1 }), 'retry.backoff_max', /-1/],
    ['a negative log', { logBytesMax: -1 }, 'log_bytes_max', /-1/],
    ['a directory outside of its files', { cwd: '../src', files: files({}) }, 'cwd', /absolute/],
    ['files that would go elsewhere', { files: files({ into: '../up' }) }, 'files.fetch[0].into', /within its folder/],
    ['too many trees', { files: { ...noFiles, fetch: Array.from({ length: 65 }, () => aFetch) } }, 'files.fetch', /65/],
    ['an artifact without a name', { files: leaving({ name: '' }) }, 'files.leave[0].name', /1 to 128/],
    ['an artifact named by a path', { files: leaving({ name: 'a/b' }) }, 'files.leave[0].name', /"a\/b"/],
    ['two artifacts of one name', { files: leaving({}, {}) }, 'files.leave[1].name', /two artifacts/],
    ['an artifact of nothing', { files: leaving({ paths: [] }) }, 'files.leave[0].paths', /at least one/],
    ['an artifact from elsewhere', { files: leaving({ paths: ['/etc'] }) }, 'files.leave[0].paths', /relative/],
    ['an artifact from above', { files: leaving({ paths: ['!../x'] }) }, 'files.leave[0].paths', /within its folder/],
    ['an exclusive job that goes on when cut off', { exclusive: true }, 'on_disconnect', /stop/],
  ])('%s', ([, changed, field, message]) => {
    const found = violationsOfJobSpec({ ...good, ...changed });
    expect(found.map((violation) => violation.field)).toEqual([`spec.${field}`]);
    expect(found[0]?.message).toMatch(message);
  });
});

test('all violations are told at once, in field order', () => {
  const found = violationsOfJobSpec({ ...good, name: '', command: [], cwd: 'x', priority: 5000, graceMs: -1 });
  expect(found.map(({ field }) => field)).toEqual([
    'spec.name',
    'spec.command',
    'spec.cwd',
    'spec.priority',
    'spec.grace',
  ]);
});

test('a value of the environment is never repeated: it may be a secret', () => {
  const env = { 'A-B': 'hunter2', ORCHION_X: 'hunter2', C: 'hunter2\0', D: 'hunter2'.repeat(limits.envEntryBytesMax) };
  const found = violationsOfJobSpec({ ...good, env });
  expect(found.length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

test('whatever the values are, nothing throws and every message is one bounded line', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  const number = fc.oneof(fc.double(), fc.integer());
  const odd = fc.record({
    name: text,
    command: fc.array(text),
    cwd: fc.option(text),
    env: fc.dictionary(text, text),
    labels: fc.dictionary(text, text),
    node: fc.option(text),
    priority: number,
    timeoutMs: fc.option(number),
    graceMs: number,
    resources: fc.record({
      cpuMillis: number,
      memoryBytes: number,
      diskBytes: number,
      gpus: fc.constant(null),
      custom: fc.dictionary(text, number),
    }),
  });
  fc.assert(
    fc.property(odd, (changed) => {
      for (const { field, message } of violationsOfJobSpec({ ...good, ...changed })) {
        expect(field).toMatch(/^spec\.[^\p{Cc}]+$/u);
        expect(message.length).toBeLessThan(700);
      }
    }),
    { numRuns: 500 },
  );
});

describe('labels and node names', () => {
  test('as many labels as allowed, and one more', () => {
    expect(violationOfLabels(many(limits.labelsMax, 'x'))).toBeNull();
    expect(violationOfLabels(many(limits.labelsMax + 1, 'x'))).toMatch(/65 labels, at most 64/);
  });

  test.for(['tower', 'a', 'node-1.lab', 'A_b', 'x'.repeat(63)])('%s is a node’s name', (name) => {
    expect(violationOfNodeName(name)).toBeNull();
  });

  test.for(['', '-a', 'a-', 'a b', 'a/b', 'tower\n', 'é', 'x'.repeat(64)])('%j is no node’s name', (name) => {
    expect(violationOfNodeName(name)).toContain('1 to 63');
  });
});
