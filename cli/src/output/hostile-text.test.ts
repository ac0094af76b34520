import { describe, expect, test } from 'vitest';
import { harmIn, hostileTexts } from '../test/hostile-text.ts';
import { createEscapeFilter } from './escape-filter.ts';
import { clean } from './style.ts';

/** Byte by byte, as the worst network would bring it. */
function filtered(text: string): string {
  const filter = createEscapeFilter();
  return [...new TextEncoder().encode(text)].map((byte) => filter.push(Uint8Array.of(byte))).join('') + filter.end();
}

describe.each(hostileTexts)('text that $what', ({ text, seen }) => {
  test('is shown harmlessly as output', () => {
    expect(harmIn(filtered(text))).toBeNull();
    expect(filtered(text)).toContain(seen);
  });

  test('is shown harmlessly, and on one line, as a name', () => {
    expect(harmIn(clean(text))).toBeNull();
    expect(clean(text)).not.toContain('\n');
    expect(clean(text)).toContain(seen);
  });
});

test('harm is found where it is', () => {
  expect(harmIn('\u001b[31mred\u001b[0m\n')).toBeNull();
  for (const { text } of hostileTexts.filter(({ what }) => !what.includes('colour')))
    expect(harmIn(text)).not.toBeNull();
});
