import { expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { passedOverWords, sendWords } from './send-words.ts';

test('sending says what was read, then how much of it has gone', () => {
  expect(sendWords({ kind: 'reading', files: 12, bytes: 2048 }, plainSay)).toBe('reading: 12 files, 2 KiB');
  expect(sendWords({ kind: 'sending', bytes: 1024, total: 2048 }, plainSay)).toBe('sending: 1 KiB of 2 KiB');
});

test('a few of those that stay behind are named', () => {
  expect(passedOverWords(['a', 'b'], plainSay)).toBe('Links and special files stay behind: a, b');
  expect(passedOverWords(['a', 'b', 'c', 'd', 'e'], plainSay)).toMatch(/a, b, c and 2 more$/);
});
