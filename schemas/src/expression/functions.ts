/**
 * The functions of the grammar. GitHub's own definitions where they are bounded; those that can make text grow (a `format`
 * in a `format` doubles it fifty times over) are written anew with a bound on what they answer.
 */
import { Array as ListData } from '@actions/expressions/data/array';
import { BooleanData } from '@actions/expressions/data/boolean';
import { Kind, type ExpressionData } from '@actions/expressions/data/expressiondata';
import { StringData } from '@actions/expressions/data/string';
import { caseFunc } from '@actions/expressions/funcs/case';
import { contains } from '@actions/expressions/funcs/contains';
import { endswith } from '@actions/expressions/funcs/endswith';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { startswith } from '@actions/expressions/funcs/startswith';
import { parseJson } from './parse-json.ts';
import { dataFromJson, jsonFromData } from './values.ts';

/** UTF-16 units of any text that an expression makes. */
export const textLengthMax = 1024 * 1024;

type ResultKind = 'boolean' | 'string' | 'any';

export interface FunctionInfo extends FunctionDefinition {
  /** For people: `format(text, value, ...)`. */
  readonly signature: string;
  readonly about: string;
  readonly gives: ResultKind;
  readonly isStatus: boolean;
}

/** Thrown by a function, and told to who wrote the expression. */
export class ExpressionFault extends Error {}

function text(data: ExpressionData | undefined): string {
  if (data === undefined) return '';
  if (data.kind === Kind.Array) throw new ExpressionFault('a list is no text; write join(…) or toJSON(…)');
  if (data.kind === Kind.Dictionary) throw new ExpressionFault('a map is no text; write toJSON(…)');
  return data.coerceString();
}

function bounded(pieces: Iterable<string>, separator = ''): StringData {
  const kept: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    length += piece.length + (kept.length === 0 ? 0 : separator.length);
    if (length > textLengthMax) throw new ExpressionFault(`the text grows beyond ${textLengthMax} characters`);
    kept.push(piece);
  }
  return new StringData(kept.join(separator));
}

function* formatted(args: readonly ExpressionData[]): Generator<string> {
  for (const [part] of text(args[0]).matchAll(/\{\{|\}\}|\{\d{1,3}\}|[{}]|[^{}]+/g)) {
    if (part === '{{' || part === '}}') yield part.charAt(0);
    else if (part === '{' || part === '}') {
      throw new ExpressionFault(`format(): a ${part} alone; places are {0}, {1} ..., a brace itself is ${part}${part}`);
    } else if (/^\{\d+\}$/.test(part)) {
      const index = Number(part.slice(1, -1));
      if (index > args.length - 2) throw new ExpressionFault(`format(): there is no value for ${part}`);
      yield text(args[index + 1]);
    } else yield part;
  }
}

function joined(list: ExpressionData | undefined, separator: ExpressionData | undefined): StringData {
  if (list?.kind !== Kind.Array) return new StringData(text(list));
  return bounded(list.values().map(text), separator === undefined ? ',' : text(separator));
}

const status = (name: string, about: string): FunctionInfo => ({
  name,
  signature: `${name}()`,
  about,
  gives: 'boolean',
  isStatus: true,
  minArgs: 0,
  maxArgs: 0,
  // Answered by the evaluator, which knows the run.
  call: () => new BooleanData(false),
});

type Own = Pick<FunctionInfo, 'signature' | 'about' | 'gives'>;
const known = (from: FunctionDefinition, name: string, own: Own, call = from.call): FunctionInfo => ({
  minArgs: from.minArgs,
  maxArgs: Math.min(from.maxArgs, 255),
  isStatus: false,
  ...own,
  name,
  call,
});
const ownFunction = (name: string, args: readonly [number, number], own: Own, call: FunctionInfo['call']) =>
  known({ name, minArgs: args[0], maxArgs: args[1], call }, name, own);

const all: readonly FunctionInfo[] = [
  known(contains, 'contains', {
    signature: 'contains(search, item)',
    about: 'True where the text holds the item, or the list has it. Case does not matter.',
    gives: 'boolean',
  }),
  known(startswith, 'startsWith', {
    signature: 'startsWith(text, beginning)',
    about: 'True where the text begins so. Case does not matter.',
    gives: 'boolean',
  }),
  known(endswith, 'endsWith', {
    signature: 'endsWith(text, end)',
    about: 'True where the text ends so. Case does not matter.',
    gives: 'boolean',
  }),
  known(caseFunc, 'case', {
    signature: 'case(condition, value, ..., otherwise)',
    about: 'The value behind the first condition that is true, else the last one.',
    gives: 'any',
  }),
  ownFunction(
    'format',
    [1, 255],
    {
      signature: 'format(text, value, ...)',
      about: 'The text with {0}, {1} ... replaced by the values; {{ and }} are braces.',
      gives: 'string',
    },
    (...args) => bounded(formatted(args)),
  ),
  ownFunction(
    'join',
    [1, 2],
    { signature: 'join(list, separator)', about: 'The entries as one text, with "," between them.', gives: 'string' },
    (list, separator) => joined(list, separator),
  ),
  ownFunction(
    'toJSON',
    [1, 1],
    { signature: 'toJSON(value)', about: 'The value as JSON text, indented.', gives: 'string' },
    (value) => bounded([value === undefined ? '' : JSON.stringify(jsonFromData(value), null, 2)]),
  ),
  ownFunction(
    'fromJSON',
    [1, 1],
    { signature: 'fromJSON(text)', about: 'The value that JSON text holds.', gives: 'any' },
    (value) => {
      const parsed = parseJson(text(value));
      if ('problem' in parsed) throw new ExpressionFault(`fromJSON(): ${parsed.problem}`);
      return dataFromJson(parsed.value);
    },
  ),
  status('success', 'True where every step upstream succeeded or was forgiven.'),
  status('failure', 'True where a step upstream failed.'),
  status('always', 'True, even where the run was cancelled.'),
  status('cancelled', 'True where the run was cancelled.'),
];

/** By name in lower case: names match whatever their case. */
export const functionTable: ReadonlyMap<string, FunctionInfo> = new Map(
  all.map((info) => [info.name.toLowerCase(), info]),
);

/** Entries and characters that looking at this value may cost. */
export function weightOf(data: ExpressionData): number {
  if (data instanceof StringData) return data.value.length;
  return data instanceof ListData ? data.values().reduce((sum, item) => sum + 1 + textWeight(item), 0) : 0;
}

function textWeight(data: ExpressionData): number {
  return data instanceof StringData ? data.value.length : 0;
}
