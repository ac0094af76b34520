import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameReader } from './frames.ts';

function framed(stream: 1 | 2, text: string): Buffer {
  const bytes = Buffer.from(text);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

test('both streams come out whole, however the frames are cut', () => {
  const texts = fc.array(fc.tuple(fc.constantFrom(1 as const, 2 as const), fc.string({ maxLength: 30 })));
  fc.assert(
    fc.property(texts, fc.array(fc.integer({ min: 1, max: 20 })), (frames, cuts) => {
      const all = Buffer.concat(frames.map(([stream, text]) => framed(stream, text)));
      const read = createFrameReader();
      const out = { stdout: '', stderr: '' };
      let at = 0;
      for (const size of [...cuts, all.length]) {
        for (const { stream, bytes } of read(all.subarray(at, at + size))) out[stream] += bytes.toString('latin1');
        at += size;
      }
      const latin = (wanted: 1 | 2): string =>
        Buffer.concat(frames.filter(([stream]) => stream === wanted).map(([, text]) => Buffer.from(text))).toString(
          'latin1',
        );
      expect(out).toEqual({ stdout: latin(1), stderr: latin(2) });
    }),
  );
});
