import { startOfLog } from '@orchion/domain';
import { expect, test } from 'vitest';
import { data, describeLogStore, ref } from '../contract/log-store-contract.ts';
import { createMemoryLogDisk, createMemoryLogStore } from './create-memory-log-store.ts';

describeLogStore('The memory log store', () => {
  const disk = createMemoryLogDisk();
  return {
    open: () => createMemoryLogStore({ disk }),
    crash: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  };
});

test('what was not answered before a crash is not there after it', async () => {
  let finish = (): void => undefined;
  const sync = (): Promise<void> => new Promise((resolve) => (finish = resolve));
  const store = createMemoryLogStore({ sync });
  const append = store.append(ref, [data('stdout', 0, 'abc')]);
  const again = createMemoryLogStore({ disk: store.disk });
  await Promise.resolve();
  finish();
  await expect(append).rejects.toMatchObject({ code: 'closed' });
  expect(await again.durable(ref)).toEqual(startOfLog);
});

test('a planned failure fails one append and stores nothing', async () => {
  const store = createMemoryLogStore();
  store.failNextAppend('full');
  await expect(store.append(ref, [data('stdout', 0, 'abc')])).rejects.toMatchObject({ code: 'full' });
  expect(await store.durable(ref)).toEqual(startOfLog);
  expect(await store.append(ref, [data('stdout', 0, 'abc')])).toEqual({ stdout: 3, stderr: 0 });
});
