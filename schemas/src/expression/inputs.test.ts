import type { InputSpec, JsonValue } from '@orchion/domain';
import { expect, test } from 'vitest';
import { resolveInputs } from './inputs.ts';
import { readOutputs } from './outputs.ts';

const spec = (change: Partial<InputSpec>): InputSpec => {
  return { type: 'string', description: '', isRequired: false, default: null, options: [], ...change };
};
const inputs = {
  name: spec({ isRequired: true }),
  epochs: spec({ type: 'number', default: 3 }),
  fast: spec({ type: 'boolean' }),
  size: spec({ type: 'choice', options: ['small', 'large'] }),
  more: spec({ type: 'json' }),
};

test('what is not given has its default, and text is read as its type', () => {
  expect(resolveInputs({ inputs }, { name: 'x' })).toEqual({
    values: { name: 'x', epochs: 3, fast: false, size: 'small', more: null },
  });
  expect(resolveInputs({ inputs }, { name: '7', epochs: '1e3', fast: 'true', size: 'large', more: '[1]' })).toEqual({
    values: { name: '7', epochs: 1000, fast: true, size: 'large', more: [1] },
  });
});

test.for<[Record<string, JsonValue>, string, string]>([
  [{}, 'name', 'must be given: it is text and has no default'],
  [{ name: 'x', epochs: 'many' }, 'epochs', '"many" does not fit; write a number such as 3 or 0.5'],
  [{ name: 'x', fast: 'yes' }, 'fast', '"yes" does not fit; write true or false'],
  [{ name: 'x', size: 'smal' }, 'size', '"smal" is not one of small, large; did you mean "small"?'],
  [{ name: 'x', more: '{' }, 'more', '"{" is no JSON'],
  [{ name: 'x', nmae: 'y' }, 'nmae', 'is not known; did you mean "name"?'],
  [{ name: ['x'] }, 'name', 'a list does not fit; write text'],
])('%j: %s %s', ([given, input, message]) => {
  expect(resolveInputs({ inputs }, given)).toEqual({ problems: [{ input, message }] });
});

test('outputs are read as they are declared', () => {
  const declared = { score: { type: 'number', description: '' }, cells: { type: 'json', description: '' } } as const;
  expect(readOutputs(declared, { score: '0.5', cells: '[1]', other: 'x' })).toEqual({
    values: { score: 0.5, cells: [1], other: 'x' },
  });
  expect(readOutputs(declared, { score: 'high' })).toEqual({
    problem: 'the output score: "high" does not fit; write a number such as 3 or 0.5',
  });
});
