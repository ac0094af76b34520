import { expect, test } from 'vitest';
import { createOutgoingQueue, type OutgoingQueue } from './outgoing-queue.ts';

const never = new AbortController().signal;
const bounds = { messagesMax: 3, weightMax: 100 };

async function all(queue: OutgoingQueue<number>, signal = never): Promise<number[]> {
  const seen: number[] = [];
  for await (const message of queue.read(signal)) seen.push(message);
  return seen;
}

test('hands out what came before and after the reader began, in order', async () => {
  const queue = createOutgoingQueue<number>(bounds);
  queue.push(1, 1);
  const reading = all(queue);
  await Promise.resolve();
  queue.push(2, 1);
  queue.end();
  expect(await reading).toEqual([1, 2]);
});

test('drops what goes beyond the number of messages', () => {
  const queue = createOutgoingQueue<number>(bounds);
  expect([1, 2, 3, 4].map((n) => queue.push(n, 1))).toEqual([true, true, true, false]);
});

test('drops what goes beyond the weight, counted until the reader has written it', async () => {
  const queue = createOutgoingQueue<number>(bounds);
  expect(queue.push(1, 90)).toBe(true);
  expect(queue.push(2, 20)).toBe(false);
  const iterator = queue.read(never)[Symbol.asyncIterator]();
  expect((await iterator.next()).value).toBe(1);
  expect(queue.push(3, 20)).toBe(false);
  const next = iterator.next();
  await Promise.resolve();
  expect(queue.push(4, 20)).toBe(true);
  expect((await next).value).toBe(4);
  await iterator.return?.();
});

test('hands out what is queued before an error', async () => {
  const queue = createOutgoingQueue<number>(bounds);
  queue.push(1, 1);
  queue.end(new Error('replaced'));
  expect(queue.push(2, 1)).toBe(false);
  const iterator = queue.read(never)[Symbol.asyncIterator]();
  expect((await iterator.next()).value).toBe(1);
  await expect(iterator.next()).rejects.toThrow('replaced');
});

test('ends when the call does, and takes nothing more', async () => {
  const queue = createOutgoingQueue<number>(bounds);
  const call = new AbortController();
  const reading = all(queue, call.signal);
  call.abort();
  expect(await reading).toEqual([]);
  expect(queue.push(1, 1)).toBe(false);
});
