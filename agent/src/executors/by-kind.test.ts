import { containerOf } from '@orchion/domain';
import { expect, test } from 'vitest';
import type { Executor } from '../ports/executor.ts';
import { noAllocation, refOf, specOf } from '../test/attempts.ts';
import { executorByKind } from './by-kind.ts';

function recorded(kind: 'process' | 'docker', calls: string[]): Executor {
  const note = <T>(what: string, answer: T): Promise<T> => {
    calls.push(`${kind} ${what}`);
    return Promise.resolve(answer);
  };
  const end = { reason: 'refused', exitCode: null, signal: null, message: '' } as const;
  return {
    kind,
    onEnded: () => undefined,
    prepare: () => note('prepares', null),
    start: () => note('starts', { kind: 'started', startedAt: 1 }),
    adopt: () => note('adopts', { kind: 'ended', end, startedAt: null, endedAt: 1, signalled: false }),
    stop: () => void note('stops', null),
    kill: () => void note('kills', null),
    renewLease: () => void note('hears of the lease', null),
    forget: () => note('forgets', undefined),
    keepOnly: () => note('keeps', undefined),
    close: () => note('closes', undefined),
  };
}

test('each attempt goes to the executor of its kind, also those of an agent before', async () => {
  const calls: string[] = [];
  const executor = executorByKind({
    process: recorded('process', calls),
    docker: recorded('docker', calls),
    containers: ['job-000000000009.1'],
  });
  const place = { allocation: noAllocation, gpus: [], nodeName: 'a', place: null };
  await executor.start({ ...refOf(1), spec: specOf(['true']), ...place });
  await executor.start({ ...refOf(2), spec: specOf(['true'], { container: containerOf('alpine') }), ...place });
  executor.stop(refOf(1));
  executor.kill(refOf(2));
  await executor.adopt(refOf(9));
  await executor.adopt(refOf(8));
  await executor.forget(refOf(2));
  await executor.forget(refOf(2));
  executor.renewLease(1);
  expect(calls).toEqual([
    'process starts',
    'docker starts',
    'process stops',
    'docker kills',
    'docker adopts',
    'process adopts',
    'docker forgets',
    'process forgets',
    'process hears of the lease',
    'docker hears of the lease',
  ]);
});
