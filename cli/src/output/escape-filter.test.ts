import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEscapeFilter } from './escape-filter.ts';

const encoder = new TextEncoder();

function shown(text: string | Uint8Array): string {
  const filter = createEscapeFilter();
  return filter.push(typeof text === 'string' ? encoder.encode(text) : text) + filter.end();
}

test.each([
  ['plain text', 'hello\n\tworld\r\n', 'hello\n\tworld\r\n'],
  ['colours are kept, and reset at the end', '\u001b[1;31mred\u001b[0m', '\u001b[1;31mred\u001b[0m\u001b[0m'],
  ['colours with colons are kept', '\u001b[38:5:9mx', '\u001b[38:5:9mx\u001b[0m'],
  ['clearing the screen', 'a\u001b[2Jb', 'ab'],
  ['moving up', 'a\u001b[3Ab', 'ab'],
  ['private modes', '\u001b[?1049hfull\u001b[?25l', 'full'],
  ['a private sequence that ends in m is no colour', '\u001b[>4;2mx', 'x'],
  ['a title', '\u001b]0;pwned\u0007x', 'x'],
  ['a title ended by ST', '\u001b]0;pwned\u001b\\x', 'x'],
  ['the clipboard', '\u001b]52;c;aGk=\u0007x', 'x'],
  ['a link keeps its text', '\u001b]8;;http://x\u0007link\u001b]8;;\u0007', 'link'],
  ['a device control string', '\u001bPq#0\u001b\\x', 'x'],
  ['the one-character CSI', '\u009b2Jx', 'x'],
  ['the one-character OSC', '\u009d0;t\u009cx', 'x'],
  ['character sets', '\u001b(0x', 'x'],
  ['full reset', '\u001bcx', 'x'],
  ['bell and backspace become pictures', 'a\u0007\u0008', 'a\u2407\u2408'],
  ['a title that never ends does not swallow the next line', '\u001b]0;oops\nnext', '\nnext'],
  ['an escape inside a sequence begins anew', '\u001b[1\u001b[2Jx', 'x'],
])('%s', (_name, text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('invalid UTF-8 becomes replacement characters', () => {
  expect(shown(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\ufffdb');
});

const nasty = fc
  .array(
    fc.constantFrom('\u001b', '[', ']', 'm', 'J', '0', ';', '\u0007', '\\', '\u009b', 'é', '😀', 'text', '\n', 'P'),
  )
  .map((parts) => encoder.encode(parts.join('')));

test('where the bytes are cut makes no difference', () => {
  fc.assert(
    fc.property(nasty, fc.array(fc.nat(60)), (bytes, cuts) => {
      const filter = createEscapeFilter();
      const places = [...new Set(cuts.map((cut) => Math.min(cut, bytes.length)))].sort((a, b) => a - b);
      let text = '';
      let from = 0;
      for (const place of [...places, bytes.length]) {
        text += filter.push(bytes.subarray(from, place));
        from = place;
      }
      expect(text + filter.end()).toBe(shown(bytes));
    }),
  );
});

test('nothing but colours is left of the escapes', () => {
  fc.assert(
    fc.property(nasty, (bytes) => {
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      const rest = shown(bytes).replaceAll(/\u001b\[[0-9;:]*m/g, '');
      // eslint-disable-next-line no-control-regex -- as above
      expect(rest).not.toMatch(/[\u001b\u0080-\u009f\u0007]/);
    }),
  );
});
