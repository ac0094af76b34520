import { limits } from '@orchion/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOutputs } from './outputs.ts';

test.each<[string, string, Record<string, string>]>([
  ['nothing', '', {}],
  ['a line', 'a=1\n', { a: '1' }],
  ['a line without its end', 'a=1', { a: '1' }],
  ['an empty value', 'a=\n', { a: '' }],
  ['a value with = and << in it', 'a=b=c<<d\n', { a: 'b=c<<d' }],
  ['the ends of lines of Windows', 'a=1\r\nb=2\r\n', { a: '1', b: '2' }],
  ['empty lines between', '\na=1\n\n', { a: '1' }],
  ['several lines', 'a<<END\none\n\ntwo=2\nEND\nb=3\n', { a: 'one\n\ntwo=2', b: '3' }],
  ['no lines', 'a<<END\nEND\n', { a: '' }],
  ['a word with spaces', 'a<<the end\nx\nthe end\n', { a: 'x' }],
  ['one name twice', 'a=1\na=2\n', { a: '2' }],
  [
    'a name of every object',
    '__proto__=1\nconstructor=2\n',
    Object.fromEntries([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]),
  ],
])('%s', (_name, text, outputs) => {
  expect(readOutputs(text)).toEqual({ outputs });
});

test.each([
  ['a line that is none', 'a=1\nhello\n', /line 2 .* neither name=value nor name<<WORD/],
  ['a name that is none', '1a=2\n', /line 1 .*"1a"/],
  ['a name with a space', 'a b=2\n', /"a b"/],
  ['no word', 'a<<\nx\n', /no word after a<</],
  ['a word that never comes', 'b=1\na<<END\nx\n', /line 2 .*no line "END" ends it/],
  ['too long a value', `a=${'x'.repeat(limits.outputBytesMax + 1)}\n`, /a 65537 bytes, at most 65536/],
  ['too many', Array.from({ length: limits.outputsMax + 1 }, (_, i) => `o${i}=1`).join('\n'), /more than 256/],
  ['too much together', Array.from({ length: 17 }, (_, i) => `o${i}=${'x'.repeat(65_000)}`).join('\n'), /together/],
])('%s is told', (_name, text, message) => {
  const answer = readOutputs(text);
  expect('problem' in answer && answer.problem).toMatch(message);
});

test('a value is never repeated in what is told: it may be a secret', () => {
  const answer = readOutputs(`a=1\nnothing hunter2\n`);
  expect(JSON.stringify(answer)).not.toContain('hunter2');
});

test('whatever is written comes back', () => {
  const names = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,10}$/);
  const values = fc
    .string({ maxLength: 100 })
    .filter((value) => !/[\r]/.test(value) && !value.split('\n').includes('EOF'));
  fc.assert(
    fc.property(fc.dictionary(names, values, { maxKeys: 10 }), (given) => {
      const text = Object.entries(given)
        .map(([name, value]) => `${name}<<EOF\n${value === '' ? '' : `${value}\n`}EOF\n`)
        .join('');
      expect(readOutputs(text)).toEqual({ outputs: { ...given } });
    }),
  );
});

test('whatever is read, nothing throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void readOutputs(text)));
});
