import { appendFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptName, limits, trustId, type AttemptRef, type LogChunk, type LogStream } from '@orchion/domain';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LinkError, type AttemptLog, type AttemptLogAck } from '../ports/link.ts';
import { createRealClock } from '../platform/real-clock.ts';
import { createFileSpool, type FileSpool } from '../spool/file-spool.ts';
import { refOf } from '../test/attempts.ts';
import { until } from '../test/until.ts';
import { createLogShipper, type LogShipper } from './ship-logs.ts';

/** As the orchestrator keeps logs: appended by offset, acknowledged by cursor. */
interface Store {
  readonly parts: Record<LogStream, Buffer[]>;
  readonly durable: Record<LogStream, number>;
  readonly gaps: string[];
}

let dir: string;
let spool: FileSpool;
let shipper: LogShipper;
let stores: Map<string, Store>;
let done: string[];
let answer: (logs: readonly AttemptLog[]) => void;
let calls: { readonly attempts: number; readonly bytes: number }[];
let flying: number;
let flyingMax: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'orchion-ship-'));
  spool = createFileSpool(dir);
  stores = new Map();
  done = [];
  calls = [];
  answer = () => undefined;
  flying = flyingMax = 0;
  shipper = createShipper(limits.spoolBytesMax);
});
afterEach(() => {
  shipper.close();
  spool.close();
  rmSync(dir, { recursive: true });
});

function createShipper(spoolBytesMax: number): LogShipper {
  return createLogShipper({
    clock: createRealClock(),
    spool,
    link: { appendLogs: async (_node, logs) => appendLogs(logs) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    nodeId: trustId('node', 'node-000000000001'),
    spoolBytesMax,
    onDone: (ref) => done.push(ref.jobId),
  });
}

async function appendLogs(logs: readonly AttemptLog[]): Promise<readonly AttemptLogAck[]> {
  flying++;
  flyingMax = Math.max(flyingMax, flying);
  const bytes = logs.flatMap((log) => log.chunks).reduce((sum, c) => sum + (c.kind === 'data' ? c.bytes.length : 0), 0);
  calls.push({ attempts: logs.length, bytes });
  // As long as a call takes: without it, two would never be on the way at once.
  await new Promise((resolve) => setTimeout(resolve, 5));
  flying--;
  answer(logs);
  return logs.map(({ attempt, chunks }) => {
    const store = storeOf(attempt);
    for (const chunk of chunks) take(store, chunk);
    return { attempt, durable: { ...store.durable }, unwanted: false };
  });
}
function storeOf(ref: AttemptRef): Store {
  const known = stores.get(attemptName(ref));
  if (known !== undefined) return known;
  const store: Store = { parts: { stdout: [], stderr: [] }, durable: { stdout: 0, stderr: 0 }, gaps: [] };
  stores.set(attemptName(ref), store);
  return store;
}
function take(store: Store, chunk: LogChunk): void {
  // Beyond what is durable nothing is stored: the answer sends the agent back.
  if (chunk.offset > store.durable[chunk.stream]) return;
  if (chunk.offset < store.durable[chunk.stream]) throw new Error('bytes that were acknowledged came again');
  if (chunk.kind === 'data') {
    expect(chunk.bytes.length).toBeLessThanOrEqual(limits.logChunkBytesMax);
    store.parts[chunk.stream].push(Buffer.from(chunk.bytes));
    store.durable[chunk.stream] += chunk.bytes.length;
  } else {
    store.gaps.push(`${chunk.stream} ${chunk.offset}+${chunk.length} ${chunk.reason}`);
    store.durable[chunk.stream] += chunk.length;
  }
}

function write(ref: AttemptRef, stream: LogStream, bytes: Buffer | string): void {
  const folder = join(dir, attemptName(ref).replace('/', '.'));
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, stream), bytes);
}
const textOf = (ref: AttemptRef, stream: LogStream = 'stdout'): string =>
  Buffer.concat(storeOf(ref).parts[stream]).toString();
const finish = (ref: AttemptRef): void => shipper.ended(ref, spool.lengths(ref));
const big = { logBytesMax: limits.logBytesMaxDefault };
const fresh = { fresh: true };
const a = refOf(1);

test('lines arrive while the command runs, within 100 ms, and the rest at its end', async () => {
  shipper.add(a, big, fresh);
  shipper.connected(true);
  write(a, 'stdout', 'one\n');
  const began = performance.now();
  await until('the first line is there', () => textOf(a) === 'one\n');
  expect(performance.now() - began).toBeLessThan(500);
  write(a, 'stdout', 'two\n');
  write(a, 'stderr', 'oops\n');
  finish(a);
  await until('it is done', () => done.length === 1);
  expect(textOf(a)).toBe('one\ntwo\n');
  expect(textOf(a, 'stderr')).toBe('oops\n');
});

test('an attempt without output is done without a call', async () => {
  shipper.add(a, big, fresh);
  finish(a);
  await until('it is done', () => done.length === 1);
  expect(calls).toEqual([]);
});

test('large logs arrive byte for byte, in bounded calls, at most two at once, and taking turns', async () => {
  const refs = [1, 2, 3].map((n) => refOf(n));
  const bytes = Buffer.alloc(9 * 1024 * 1024 + 7, 'abcdefg');
  for (const ref of refs) {
    write(ref, 'stdout', bytes);
    shipper.add(ref, big, fresh);
    finish(ref);
  }
  shipper.connected(true);
  await until('all are done', () => done.length === 3);
  for (const ref of refs) expect(Buffer.concat(storeOf(ref).parts.stdout).equals(bytes)).toBe(true);
  expect(Math.max(...calls.map((call) => call.bytes))).toBeLessThanOrEqual(limits.logAppendBytesMax);
  expect(flyingMax).toBe(2);
});

test('an orchestrator that lost what it had not made durable gets it again', async () => {
  write(a, 'stdout', 'x'.repeat(100_000));
  let cut = true;
  answer = () => {
    if (!cut || storeOf(a).durable.stdout < 100_000) return;
    // A power cut over there: back to the middle of what was sent.
    cut = false;
    const store = storeOf(a);
    store.parts.stdout = [Buffer.concat(store.parts.stdout).subarray(0, 40_000)];
    store.durable.stdout = 40_000;
  };
  shipper.add(a, big, fresh);
  shipper.connected(true);
  await until('the first part is there', () => storeOf(a).durable.stdout === 100_000);
  write(a, 'stdout', 'y');
  // The next call begins beyond what is there now, and the answer says so.
  finish(a);
  await until('it is done', () => done.length === 1);
  expect(textOf(a) === `${'x'.repeat(100_000)}y`).toBe(true);
});

test('an adopted log goes on where the orchestrator has it', async () => {
  write(a, 'stdout', '0123456789');
  take(storeOf(a), { kind: 'data', stream: 'stdout', offset: 0, at: 0, bytes: Buffer.from('0123') });
  shipper.add(a, big, { fresh: false });
  finish(a);
  shipper.connected(true);
  await until('it is done', () => done.length === 1);
  expect(textOf(a)).toBe('0123456789');
  expect(calls[0]).toEqual({ attempts: 1, bytes: 0 });
});

test('beyond the cap there is one gap, and nothing else is lost', async () => {
  shipper.add(a, { logBytesMax: 10 }, fresh);
  shipper.connected(true);
  write(a, 'stdout', '0123456789too much');
  await until('the kept part is there', () => textOf(a) === '0123456789');
  write(a, 'stdout', ', more');
  write(a, 'stderr', 'fine');
  finish(a);
  await until('it is done', () => done.length === 1);
  expect(storeOf(a).gaps).toEqual(['stdout 10+14 cap']);
  expect(textOf(a)).toBe('0123456789');
  expect(textOf(a, 'stderr')).toBe('fine');
});

test('over the budget the largest unsent log loses its oldest bytes, and says so', async () => {
  shipper.close();
  shipper = createShipper(1_000_000);
  const small = refOf(2);
  write(small, 'stdout', 'small');
  write(a, 'stdout', Buffer.alloc(3_000_000, 'x'));
  shipper.add(small, big, fresh);
  shipper.add(a, big, fresh);
  await until('bytes were given up', () => spool.gaps(a).length > 0);
  finish(a);
  finish(small);
  shipper.connected(true);
  await until('both are done', () => done.length === 2);
  expect(textOf(small)).toBe('small');
  expect(storeOf(a).gaps[0]).toMatch(/^stdout 0\+2\d{6} spool_full$/);
  expect(storeOf(a).durable.stdout).toBe(3_000_000);
});

test('an orchestrator without room is asked again, and nothing is lost', async () => {
  let refusals = 2;
  answer = () => {
    if (refusals-- > 0) throw new LinkError('exhausted', 'the disk is full');
  };
  write(a, 'stdout', 'kept');
  shipper.add(a, big, fresh);
  finish(a);
  shipper.connected(true);
  await until('it is done', () => done.length === 1);
  expect(textOf(a)).toBe('kept');
  expect(calls.length).toBe(3);
});

test('a file that somebody cut is a gap, not an endless wait', async () => {
  write(a, 'stdout', '0123456789');
  const lengths = spool.lengths(a);
  truncateSync(join(dir, attemptName(a).replace('/', '.'), 'stdout'), 4);
  shipper.add(a, big, fresh);
  shipper.ended(a, lengths);
  shipper.connected(true);
  await until('it is done', () => done.length === 1);
  expect(textOf(a)).toBe('0123');
  expect(storeOf(a).gaps).toEqual(['stdout 4+6 node_lost']);
});
