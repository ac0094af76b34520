import type { JsonValue } from '@orchion/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateCondition } from './condition.ts';
import { nothingKnown, type ExpressionContext } from './contexts.ts';
import { evaluateExpression } from './evaluate.ts';
import { functionTable } from './functions.ts';
import { resolveTemplate, resolveText } from './template.ts';

const context: ExpressionContext = {
  ...nothingKnown,
  inputs: { epochs: 3, name: 'Anna', fast: true, list: ['a', 'b'], map: { Key: 1, constructor: 'c' } },
  needs: { prepare: { result: 'success', outputs: { version: '1.2', 'with-dash': 'd' } } },
};

const value = (text: string): JsonValue => {
  const result = evaluateExpression(text, context);
  if ('problem' in result) throw new Error(result.problem);
  return result.value;
};
const problem = (text: string): string => {
  const result = evaluateExpression(text, context);
  return 'problem' in result ? result.problem : `no problem: ${JSON.stringify(result.value)}`;
};

test.for<[string, JsonValue]>([
  ['inputs.epochs', 3],
  ["inputs['name']", 'Anna'],
  ['INPUTS.NAME', 'Anna'],
  ['inputs.list[1]', 'b'],
  ['inputs.list[9]', null],
  ['inputs.nobody', null],
  ['inputs.map.key', 1],
  ['inputs.map.constructor', 'c'],
  ['inputs.constructor', null],
  ['inputs.map.__proto__', null],
  ['needs.prepare.outputs.with-dash', 'd'],
  ['needs.*.result', ['success']],
  ["'it''s ''quoted'''", "it's 'quoted'"],
  ["inputs.name == 'ANNA'", true],
  ["inputs.epochs == '3'", true],
  ["null == ''", true],
  ["'a' < 'B'", true],
  ['inputs.epochs >= 3 && inputs.fast', true],
  ["inputs.nobody || 'other'", 'other'],
  ['!inputs.fast', false],
  ["contains('Hello', 'ELL')", true],
  ["contains(inputs.list, 'B')", true],
  ["startsWith('Hello', 'he')", true],
  ["endsWith('Hello', 'LO')", true],
  ["format('{0}-{1} {{}}', inputs.name, inputs.epochs)", 'Anna-3 {}'],
  ["join(inputs.list, ' ')", 'a b'],
  ['join(inputs.list)', 'a,b'],
  ['toJSON(inputs.list)', '[\n  "a",\n  "b"\n]'],
  ['fromJSON(\'{"a":[1,true,null]}\').a', [1, true, null]],
  ["case(inputs.fast, 'f', 's')", 'f'],
])('%s gives %j', ([text, expected]) => {
  expect(value(text)).toEqual(expected);
});

test.for([
  ['', 'the expression is empty'],
  ['inputs.', 'the expression ends too early'],
  ['inputs.name = 1', 'to compare, write =='],
  ['a && b', '"a" is no context'],
  ['"text"', "text stands in single quotes: 'text'"],
  ["'open", "this text has no closing '"],
  ['1 + 2', 'expressions have no arithmetic'],
  ['lower(inputs.name)', 'there is no function lower()'],
  ["contains('a')", 'write contains(search, item)'],
  ['fromJSON(inputs.name)', '"Anna" is no JSON'],
  ["format('{1}', 1)", 'there is no value for {1}'],
  ["format('{', 1)", 'a brace itself is {{'],
  ["format('{0}', inputs.list)", 'a list is no text'],
  [`${'('.repeat(60)}1${')'.repeat(60)}`, 'nested more than 50 deep'],
  [`1${' == 1'.repeat(400)}`, 'more than 500 parts'],
  ["'x'".padEnd(30_000), 'longer than 21000'],
  ['NaN', 'no number'],
] as const)('%s is told: %s', ([text, expected]) => {
  expect(problem(text)).toContain(expected);
});

describe('what an expression makes is bounded', () => {
  test('texts that double do not grow without end', () => {
    let text = "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'";
    for (let i = 0; i < 40; i++) text = `format('{0}{0}{0}{0}', ${text})`;
    expect(problem(text)).toContain('grows beyond');
  });

  test('quotes in quotes do not grow without end', () => {
    let text = "'\"'";
    for (let i = 0; i < 40; i++) text = `toJSON(${text})`;
    expect(problem(text)).toContain('grows beyond');
  });

  test('JSON is not nested without end', () => {
    expect(problem(`fromJSON('${'['.repeat(100)}${']'.repeat(100)}')`)).toContain('nested more than 32 deep');
  });

  test('large values are not looked at over and over', () => {
    const long = { ...context, inputs: { long: 'x'.repeat(1024 * 1024) } };
    const text = Array.from({ length: 40 }, () => "contains(inputs.long, 'y')").join(' || ');
    expect(evaluateExpression(text, long)).toMatchObject({ problem: expect.stringContaining('more values') as string });
  });
});

describe('a condition', () => {
  const when = (success: boolean, failure = !success): ExpressionContext => {
    return { ...context, status: { success, failure, cancelled: false } };
  };

  test.for<[string | null, boolean, boolean]>([
    [null, true, false],
    ['inputs.fast', true, false],
    ['success()', true, false],
    ['failure()', false, true],
    ['always()', true, true],
    ['!cancelled() && inputs.fast', true, true],
    ["failure() && inputs.name == 'x'", false, false],
    ['inputs.nobody', false, false],
  ])('%s after success is %s, after failure %s', ([text, afterSuccess, afterFailure]) => {
    expect(evaluateCondition(text, when(true))).toEqual({ value: afterSuccess });
    expect(evaluateCondition(text, when(false))).toEqual({ value: afterFailure });
  });
});

describe('a template', () => {
  test('that is one expression keeps the value’s type', () => {
    expect(resolveTemplate('${{ inputs.list }}', context)).toEqual({ value: ['a', 'b'] });
    expect(resolveTemplate(' ${{ inputs.epochs }} ', context)).toEqual({ value: 3 });
  });

  test('with text around it becomes text', () => {
    expect(resolveTemplate('${{ inputs.epochs }}-${{ inputs.fast }}-${{ inputs.nobody }}', context)).toEqual({
      value: '3-true-',
    });
  });

  test('ends its expression at the braces outside of strings', () => {
    expect(resolveTemplate("${{ '}}' }}!", context)).toEqual({ value: '}}!' });
  });

  test('does not make up a text for a list', () => {
    expect(resolveText('${{ inputs.list }}', context)).toMatchObject({
      problem: expect.stringContaining('join') as string,
    });
  });

  test('that never closes is told', () => {
    expect(resolveTemplate('a ${{ inputs.name', context)).toEqual({ problem: 'a ${{ has no closing }}' });
  });
});

test('whatever the expression and the values are, the answer is a value or a sentence', () => {
  const word = fc.constantFrom(
    ...['inputs', 'needs', 'matrix', '.', '.a', '[', ']', '(', ')', ',', '==', '&&', '||', '!', '<', '*', "'", "'a'"],
    ...['1', '-', 'true', 'null', 'NaN', '[0]', '.*', 'fromJSON(', "fromJSON('[1]')", '\n', ' ', '"', '${{', '}}'],
    ...[...functionTable.values()].map(({ name }) => `${name}(`),
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
    fc.string(),
  );
  // A generated value is JSON by construction; its type says `unknown`.
  const json = fc.jsonValue({ maxDepth: 4 }).map((any) => any as JsonValue);
  fc.assert(
    fc.property(text, json, (expression, a) => {
      const values = { ...context, inputs: { a }, matrix: { a } };
      const result = evaluateExpression(expression, values);
      if ('problem' in result) expect(result.problem).not.toBe('');
      else expect(() => JSON.stringify(result.value)).not.toThrow();
      expect(resolveTemplate(`x\${{${expression}}}`, values)).toBeDefined();
    }),
    { numRuns: 3000 },
  );
});
