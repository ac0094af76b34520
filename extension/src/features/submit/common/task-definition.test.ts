import { containerOf, defaultSpec } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { GiB } from '../../../cluster/test/builders.ts';
import { isTaskFields, lineOfTask, specFromTask } from './task-definition.ts';

const made = (definition: Readonly<Record<string, unknown>>) =>
  specFromTask({ type: 'orchion', ...definition }, { taskName: 'train', os: 'linux' }, plainSay);

describe('a task as a job', () => {
  test('with little said has the defaults of a job and the name of the task', () => {
    expect(made({ run: 'make test' })).toEqual({ spec: { ...defaultSpec(['sh', '-c', 'make test']), name: 'train' } });
    expect(made({ command: ['python', 'train.py', 3], name: 'night' })).toEqual({
      spec: { ...defaultSpec(['python', 'train.py', '3']), name: 'night' },
    });
  });

  test('has every field of a job file', () => {
    expect(
      made({
        run: 'x',
        'working-directory': '/work',
        env: { A: 'one\ntwo', N: 7 },
        resources: { cpu: 2.5, memory: '4GiB', gpus: { share: 0.5, vendor: 'nvidia' }, custom: { licence: 1 } },
        labels: { room: 'lab' },
        node: 'tower',
        priority: -5,
        timeout: '2h',
        retries: { count: 3, 'exit-codes': [75, 76], backoff: '2s' },
        idempotent: true,
        'on-disconnect': 'stop',
        onTerminate: 'leave',
      }),
    ).toMatchObject({
      spec: {
        cwd: '/work',
        env: { A: 'one\ntwo', N: '7' },
        resources: {
          cpuMillis: 2500,
          memoryBytes: 4 * GiB,
          gpus: { amount: { kind: 'share', millis: 500 }, vendor: 'nvidia' },
          custom: { licence: 1 },
        },
        labels: { room: 'lab' },
        node: 'tower',
        priority: -5,
        timeoutMs: 7_200_000,
        retry: { retriesMax: 3, exitCodes: [75, 76], backoffMs: 2000 },
        idempotent: true,
        onLost: 'retry',
        onDisconnect: 'stop',
      },
    });
  });

  test('runs in a container, by its image alone or with details', () => {
    expect(made({ image: 'ghcr.io/owner/tool:2' })).toMatchObject({
      spec: { command: [], container: containerOf('ghcr.io/owner/tool:2') },
    });
    expect(made({ run: 'x', image: { name: 'alpine:3', pull: 'never', network: 'none' } })).toMatchObject({
      spec: { container: { image: 'alpine:3', pull: 'never', network: 'none', user: null } },
    });
  });

  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['nothing to run', {}, /^Write either "run"/],
    ['both ways to run', { run: 'x', command: ['x'] }, /^Write either "run"/],
    ['a field that no job has', { run: 'x', cores: 2 }, /^"cores" is no field of a job$/],
    ['an amount that is none', { run: 'x', resources: { memory: 'lots' } }, /^resources\.memory: "lots" is no amount/],
    ['what the domain refuses', { run: 'x', timeout: '0s' }, /^timeout: must be from 1ms to/],
    ['a variable that is Orchion’s', { run: 'x', env: { ORCHION_X: '1' } }, /^env\.ORCHION_X: names starting with/],
    ['an environment that is a list', { run: 'x', env: ['A=1'] }, /^"env" is neither/],
  ])('with %s is refused in words', (_what, definition, words) => {
    const result = made(definition);
    expect('problems' in result ? result.problems : []).toContainEqual(expect.stringMatching(words));
  });
});

test('a command takes a job from a program, and not what a menu stands on', () => {
  expect([{ run: 'true' }, { command: ['true'] }].map(isTaskFields)).toEqual([true, true]);
  expect([undefined, 'job job-1', { label: 'x' }, null].map(isTaskFields)).toEqual([false, false, false, false]);
  expect(lineOfTask({ run: 'echo a' })).toBe('echo a');
  expect(lineOfTask({ command: ['echo', 'a', 3] })).toBe('echo a');
  expect(lineOfTask({})).toBe('');
});
