import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logStreams } from '@orchion/domain';
import { createLogFrameReader, logFrameOf } from './log-frames.ts';
import type { LogTailEvent } from './log-tail.ts';

const place = {
  stream: fc.constantFrom(...logStreams),
  offset: fc.nat(2 ** 40),
  at: fc.nat(2 ** 41),
};
const events: fc.Arbitrary<LogTailEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('chunk' as const),
    attempt: fc.nat(1000),
    chunk: fc.record({
      kind: fc.constant('data' as const),
      ...place,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    }),
  }),
  fc.record({
    kind: fc.constant('chunk' as const),
    attempt: fc.nat(1000),
    chunk: fc.record({
      kind: fc.constant('gap' as const),
      ...place,
      length: fc.nat(2 ** 41),
      reason: fc.constantFrom('cap', 'spool_full', 'node_lost'),
    }),
  }),
  fc.record({
    kind: fc.constant('end' as const),
    attempt: fc.nat(1000),
    cursor: fc.record({ stdout: fc.nat(2 ** 41), stderr: fc.nat(2 ** 41) }),
    complete: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('heartbeat' as const), attempt: fc.nat(1000) }),
);

/** Neighbouring pieces of one frame of data, put together again. */
function joined(found: readonly LogTailEvent[]): readonly LogTailEvent[] {
  const all: LogTailEvent[] = [];
  for (const event of found) {
    const last = all.at(-1);
    const isNext =
      event.kind === 'chunk' &&
      last?.kind === 'chunk' &&
      event.chunk.kind === 'data' &&
      last.chunk.kind === 'data' &&
      event.attempt === last.attempt &&
      event.chunk.at === last.chunk.at &&
      event.chunk.stream === last.chunk.stream &&
      event.chunk.offset === last.chunk.offset + last.chunk.bytes.length;
    if (!isNext) all.push(event);
    else {
      const bytes = Uint8Array.from([...last.chunk.bytes, ...event.chunk.bytes]);
      all[all.length - 1] = { ...last, chunk: { ...last.chunk, bytes } };
    }
  }
  return all;
}

describe('frames of a log', () => {
  test('come out as they went in, wherever the connection cuts them', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 12 }), fc.integer({ min: 1, max: 90 }), (sent, pieceBytes) => {
        const body = Uint8Array.from(sent.flatMap((event) => logFrameOf(event).flatMap((piece) => [...piece])));
        const reader = createLogFrameReader();
        const found: LogTailEvent[] = [];
        for (let at = 0; at < body.length; at += pieceBytes)
          found.push(...reader.push(body.subarray(at, at + pieceBytes)));
        expect(reader.isBetween).toBe(true);
        expect(joined(found)).toEqual(joined(sent));
      }),
    );
  });

  test('that were cut are known as cut', () => {
    const [header, bytes] = logFrameOf({
      kind: 'chunk',
      attempt: 1,
      chunk: { kind: 'data', stream: 'stderr', offset: 7, at: 1, bytes: Uint8Array.of(1, 2, 3) },
    });
    const reader = createLogFrameReader();
    expect(reader.push(header?.subarray(0, 10) ?? new Uint8Array())).toEqual([]);
    expect(reader.isBetween).toBe(false);
    reader.push(header?.subarray(10) ?? new Uint8Array());
    reader.push(bytes?.subarray(0, 2) ?? new Uint8Array());
    expect(reader.isBetween).toBe(false);
    reader.push(bytes?.subarray(2) ?? new Uint8Array());
    expect(reader.isBetween).toBe(true);
  });

  const header = (change: (bytes: Uint8Array, view: DataView) => void): Uint8Array => {
    const bytes = new Uint8Array(28);
    bytes[0] = 0xd1;
    const view = new DataView(bytes.buffer);
    view.setUint32(4, 1, true);
    change(bytes, view);
    return bytes;
  };
  test.each([
    ['another kind', header((bytes) => (bytes[0] = 0)), /^kind:/],
    ['another stream', header((bytes) => (bytes[1] = 2)), /^stream:/],
    ['data without bytes', header((_, view) => view.setUint32(4, 0, true)), /^length:/],
    ['more bytes than anybody sends', header((_, view) => view.setUint32(4, 2 ** 31, true)), /^length:/],
    ['an offset that no number holds', header((_, view) => view.setUint32(12, 2 ** 31, true)), /^offset:/],
    ['no time', header((_, view) => view.setFloat64(16, Number.NaN, true)), /^at:/],
    ['an end of another length', header((bytes) => (bytes[0] = 0xe5)), /^length:/],
  ])('with %s are refused', (_, bytes, message) => {
    expect(() => createLogFrameReader().push(bytes)).toThrow(message);
  });
});
