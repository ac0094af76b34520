/**
 * The validator's errors as sentences that a person would write: where, what was found, what would be right. A value that
 * may be written in several ways makes several errors (one a way); they become the one that matters.
 */
import type { ErrorObject } from 'ajv';
import { shown } from '../amounts/parsed.ts';
import { nearest } from '../did-you-mean.ts';
import type { FieldPath } from '../yaml/read-yaml.ts';
import { hintFor } from './field-hints.ts';

export interface Finding {
  readonly path: FieldPath;
  readonly message: string;
  /** Where to point: at the field's name or at its value. */
  readonly at: 'key' | 'value';
}

export function findingsFrom(errors: readonly ErrorObject[]): readonly Finding[] {
  return relevant(errors).flatMap((error) => {
    const finding = findingOf(error);
    return finding === null ? [] : [finding];
  });
}

/** Without the errors of the ways of writing that were not meant. */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  for (const union of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const branches = new Map<string, ErrorObject[]>();
    for (const error of errors) {
      if (error === union || !error.schemaPath.startsWith(`${union.schemaPath}/`)) continue;
      const branch = error.schemaPath.slice(union.schemaPath.length + 1).split('/', 1)[0] ?? '';
      branches.set(branch, [...(branches.get(branch) ?? []), error]);
    }
    const hasRightType = (branch: readonly ErrorObject[]): boolean =>
      !branch.some((error) => error.keyword === 'type' && error.instancePath === union.instancePath);
    // Fields inside are named one by one; a scalar is better told with all the ways it may be written.
    const meant = isMap(union.data) ? [...branches.values()].find(hasRightType) : undefined;
    for (const branch of branches.values()) {
      if (branch !== meant) for (const error of branch) dropped.add(error);
    }
    if (meant !== undefined) dropped.add(union);
  }
  return errors.filter((error) => !dropped.has(error));
}

function findingOf(error: ErrorObject): Finding | null {
  const path = pathOf(error.instancePath);
  const value = (message: string): Finding => ({ path, message, at: 'value' });
  const schema = schemaOf(error);
  const params = error.params as Readonly<Record<string, unknown>>;
  const found = foundText(error.data);
  switch (error.keyword) {
    case 'additionalProperties': {
      const field = String(params.additionalProperty);
      return {
        path: [...path, field],
        message: unknownField(field, path, Object.keys(schema.properties ?? {})),
        at: 'key',
      };
    }
    case 'required': {
      // The two ways of "run or command" are told by the oneOf around them.
      if (error.schemaPath.includes('/oneOf/')) return null;
      const field = String(params.missingProperty);
      const constant = schema.properties?.[field]?.const;
      const example = constant === undefined ? '' : `; write ${field}: ${constant}`;
      return { path, message: `the field "${field}" is missing${example}`, at: 'key' };
    }
    case 'oneOf':
      if (!isMap(error.data)) return null;
      return params.passingSchemas === null
        ? { path, message: 'says nothing to run; give "run" (a shell line) or "command" (a list)', at: 'key' }
        : { path: ['command'], message: 'both "run" and "command" are given; keep one of them', at: 'key' };
    case 'not':
      return value('both "count" and "share" are given; keep one of them');
    case 'enum':
      return value(notOneOf(error.data, (params.allowedValues as readonly unknown[]).map(String)));
    case 'const':
      return value(`${found} is not known here; write ${String(params.allowedValue)}`);
    case 'minLength':
    case 'minItems':
      return value('must not be empty');
    case 'maxLength':
      return value(`has ${String(error.data).length} characters, at most ${String(params.limit)}`);
    case 'maxItems':
      return value(`has ${(error.data as readonly unknown[]).length} entries, at most ${String(params.limit)}`);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return value(`${found} is out of range; write ${expectedText(schema)}`);
    default:
      if (schema.type === 'string' && (typeof error.data === 'number' || typeof error.data === 'boolean')) {
        return value(`${found} is not text; put it in quotes`);
      }
      return value(`${found} does not fit here; write ${expectedText(schema)}`);
  }
}

function unknownField(field: string, path: FieldPath, known: readonly string[]): string {
  const hint = hintFor(field, path);
  if (hint !== null) return `unknown field; ${hint}`;
  const meant = nearest(field, known);
  if (meant !== null) return `unknown field; did you mean "${meant}"?`;
  return `unknown field; the fields here are ${known.join(', ')}`;
}

function notOneOf(data: unknown, allowed: readonly string[]): string {
  const meant = typeof data === 'string' ? nearest(data, allowed) : null;
  const rest = meant === null ? '' : `; did you mean "${meant}"?`;
  return `${foundText(data)} is not one of ${allowed.join(', ')}${rest}`;
}

/** What was found, as the beginning of a sentence. */
function foundText(data: unknown): string {
  if (data === null || data === undefined) return 'an empty value';
  if (typeof data === 'string') return shown(data);
  if (typeof data === 'number' || typeof data === 'boolean') return String(data);
  return Array.isArray(data) ? 'a list' : 'a map';
}

/** The few keywords that the messages are made from. */
interface SchemaPart {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly const?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly 'x-expected'?: string;
}

function schemaOf(error: ErrorObject): SchemaPart {
  // Set by ajv's `verbose`; the schema is our own, made from the Zod source.
  return (error.parentSchema ?? {}) as SchemaPart;
}

function expectedText(schema: SchemaPart): string {
  if (schema['x-expected'] !== undefined) return schema['x-expected'];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const range =
    exclusiveMinimum !== undefined && exclusiveMaximum !== undefined
      ? ` between ${exclusiveMinimum} and ${exclusiveMaximum}`
      : minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
        ? ` from ${minimum} to ${maximum}`
        : minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER
          ? ` from ${minimum}`
          : '';
  switch (schema.type) {
    case 'integer':
      return `a whole number${range}`;
    case 'number':
      return `a number${range}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'its fields, one a line';
    default:
      return 'text';
  }
}

function isMap(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** A JSON pointer's parts; a list's index becomes a number. */
function pathOf(pointer: string): FieldPath {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}
