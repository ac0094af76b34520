/** The fields at the top of the file: triggers that are not built, inputs and their defaults. */
import type { InputSpec, JsonValue } from '@orchion/domain';
import { readInput } from '../expression/inputs.ts';
import type { FieldPath } from '../words/field-path.ts';
import type { Finding } from '../finding.ts';
import { fieldsOf, listOf } from './step-outline.ts';

export function checkTop(file: unknown): readonly Finding[] {
  const { on, inputs } = fieldsOf(file);
  return [
    ...triggerFindings(on),
    ...Object.entries(fieldsOf(inputs)).flatMap(([name, spec]) => inputFindings(fieldsOf(spec), ['inputs', name])),
  ];
}

function triggerFindings(on: unknown): readonly Finding[] {
  const named: readonly (readonly [string, FieldPath])[] =
    typeof on === 'string'
      ? [[on, ['on']]]
      : Array.isArray(on)
        ? listOf(on).map((name, i) => [String(name), ['on', i]] as const)
        : Object.keys(fieldsOf(on)).map((name) => [name, ['on', name]] as const);
  return named
    .filter(([name]) => name === 'schedule' || name === 'webhook')
    .map(([name, path]) => ({
      path,
      code: 'not-supported',
      message: `runs are not started by a ${name} yet; start them with orchion run, from cron for example`,
      at: 'key',
    }));
}

const types: readonly InputSpec['type'][] = ['string', 'number', 'boolean', 'choice', 'json'];

function inputFindings(spec: Readonly<Record<string, unknown>>, path: FieldPath): readonly Finding[] {
  const type = types.find((known) => known === (spec.type ?? 'string'));
  if (type === undefined) return [];
  const options = listOf(spec.options).filter((option) => typeof option === 'string');
  if (type === 'choice' && spec.options === undefined) {
    return [{ path, code: 'missing-field', message: 'a choice needs its "options", a list of words', at: 'key' }];
  }
  if (type !== 'choice' && spec.options !== undefined) {
    const message = `"options" are for type: choice; this input is of type ${type}`;
    return [{ path: [...path, 'options'], code: 'exclusive-fields', message, at: 'key' }];
  }
  if (spec.default === undefined || spec.default === null) return [];
  // What YAML makes is what JSON can say; .nan and .inf are told here.
  const read = readInput({ type, options }, spec.default as JsonValue);
  if ('value' in read) return [];
  return [{ path: [...path, 'default'], code: 'wrong-default', message: read.problem, at: 'value' }];
}
