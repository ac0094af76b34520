import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, chunkLength, logStreams, startOfLog, type LogChunk } from './log-cursor.ts';

const data = (offset: number, length: number): LogChunk => {
  return { kind: 'data', stream: 'stdout', offset, at: 0, bytes: new Uint8Array(length) };
};

test('a chunk moves only its own stream’s cursor, to the chunk’s end', () => {
  expect(advance({ stdout: 3, stderr: 7 }, data(3, 4))).toEqual({ stdout: 7, stderr: 7 });
});

test('dropped bytes count as much as bytes that are there', () => {
  const gap: LogChunk = { kind: 'gap', stream: 'stderr', offset: 10, at: 0, length: 5, reason: 'cap' };
  expect(chunkLength(gap)).toBe(5);
  expect(advance({ stdout: 3, stderr: 10 }, gap)).toEqual({ stdout: 3, stderr: 15 });
});

test('adjoining chunks add up to the stream’s length, however the stream was cut', () => {
  fc.assert(
    fc.property(fc.constantFrom(...logStreams), fc.array(fc.nat({ max: 100 })), (stream, lengths) => {
      let cursor = startOfLog;
      for (const length of lengths) cursor = advance(cursor, { ...data(cursor[stream], length), stream });
      const total = lengths.reduce((sum, length) => sum + length, 0);
      expect(cursor).toEqual({ ...startOfLog, [stream]: total });
    }),
  );
});
