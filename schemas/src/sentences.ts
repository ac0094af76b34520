/**
 * The validator's errors as sentences that a person would write: where, what was found, what would be right. A value that
 * may be written in several ways makes several errors (one a way); they become the one that matters.
 */
import type { ErrorObject } from 'ajv';
import { shown } from './amounts/parsed.ts';
import { nearest } from './words/did-you-mean.ts';
import type { FieldPath } from './words/field-path.ts';
import type { Finding } from './finding.ts';
import { placeOf, spanOf } from './yaml/read-yaml.ts';

/** What one language says in its own words. */
export interface LanguageWords {
  /** The end of the sentence about an unknown field, or null where nothing is known about it. */
  readonly hintFor: (field: string, path: FieldPath) => string | null;
  /** The fields of a `oneOf`: none of them is there, or more than one. */
  readonly oneOf: (given: readonly string[], path: FieldPath) => Finding;
  /** What the name of an entry must be like, where that is not as written. */
  readonly wrongName: (name: string, path: FieldPath) => string;
}

/** Of one file; the rest would be more of the same. */
const errorsMax = 2000;

export function findingsFrom(errors: readonly ErrorObject[], words: LanguageWords): readonly Finding[] {
  const findings = relevant(errors.slice(0, errorsMax)).flatMap((error) => {
    const finding = findingOf(error, words);
    return finding === null ? [] : [finding];
  });
  const misspelt = new Set(
    findings.map(({ path, at, replacement }) => nameOf([...path.slice(0, -1), at, replacement ?? ''])),
  );
  return findings.filter(
    ({ path, wouldHelp }) => !wouldHelp?.some((field) => misspelt.has(nameOf([...path, 'key', field]))),
  );
}

function nameOf(path: FieldPath): string {
  return path.join('\n');
}

/** Without the errors of the ways of writing that were not meant. */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  for (const union of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const branches = new Map<string, ErrorObject[]>();
    for (const error of errors) {
      if (error === union || !error.schemaPath.startsWith(`${union.schemaPath}/`)) continue;
      // One definition serves many places of the file.
      if (!isBelow(error.instancePath, union.instancePath)) continue;
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

function isBelow(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}/`);
}

function findingOf(error: ErrorObject, words: LanguageWords): Finding | null {
  const path = pathOf(error.instancePath);
  const value = (code: Finding['code'], message: string): Finding => ({ path, code, message, at: 'value' });
  const schema = schemaOf(error);
  const params = error.params as Readonly<Record<string, unknown>>;
  const found = foundText(error.data);
  switch (error.keyword) {
    case 'additionalProperties': {
      const field = String(params.additionalProperty);
      return unknownField(field, path, Object.keys(schema.properties ?? {}), words);
    }
    case 'propertyNames': {
      const name = String(params.propertyName);
      return { path: [...path, name], code: 'wrong-name', message: words.wrongName(name, path), at: 'key' };
    }
    case 'required': {
      // The ways to say what to run are told by the oneOf around them.
      if (error.schemaPath.includes('/oneOf/')) return null;
      const field = String(params.missingProperty);
      const constant = schema.properties?.[field]?.const;
      const example = constant === undefined ? '' : `; write ${field}: ${constant}`;
      const message = `the field "${field}" is missing${example}`;
      const fixes = constant === undefined || path.length > 0 ? undefined : insertion(`${field}: ${constant}`);
      return {
        path,
        code: 'missing-field',
        message,
        at: 'key',
        wouldHelp: [field],
        ...(fixes === undefined ? {} : { fixes }),
      };
    }
    case 'oneOf': {
      if (!isMap(error.data)) return null;
      const ways = (schema.oneOf ?? []).flatMap(({ required = [] }) => required);
      return words.oneOf(
        ways.filter((way) => Object.hasOwn(error.data as object, way)),
        path,
      );
    }
    case 'not': {
      // As above: what may not be said beside another is told by the oneOf around it.
      if (error.schemaPath.includes('/oneOf/')) return null;
      const [one = '', other = ''] = schema.not?.required ?? [];
      return value('exclusive-fields', `both "${one}" and "${other}" are given; keep one of them`);
    }
    case 'enum':
      return notOneOf(error.data, (params.allowedValues as readonly unknown[]).map(String), path);
    case 'const': {
      const replacement = String(params.allowedValue);
      return { ...value('wrong-value', `${found} is not known here; write ${replacement}`), replacement };
    }
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return value('wrong-value', 'must not be empty');
    case 'maxLength':
      return value('wrong-value', `has ${String(error.data).length} characters, at most ${String(params.limit)}`);
    case 'maxItems':
      return value(
        'wrong-value',
        `has ${(error.data as readonly unknown[]).length} entries, at most ${String(params.limit)}`,
      );
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return value('wrong-value', `${found} is out of range; write ${expectedText(schema)}`);
    default: {
      // The rule for a name says so twice: as the broken pattern of the name, and as the name that does not fit.
      if (error.propertyName !== undefined) return null;
      if (schema.type === 'string' && (typeof error.data === 'number' || typeof error.data === 'boolean')) {
        return { ...value('wrong-type', `${found} is not text; put it in quotes`), replacement: `'${found}'` };
      }
      return value('wrong-type', `${found} does not fit here; write ${expectedText(schema)}`);
    }
  }
}

/** A line before everything else. */
function insertion(line: string): NonNullable<Finding['fixes']> {
  return (file) => {
    const start = placeOf(file, spanOf(file, [], 'key'));
    const at = { line: start.line, column: start.column };
    return [{ title: `Add ${line}`, edits: [{ start: at, end: at, newText: `${line}\n` }] }];
  };
}

function unknownField(field: string, path: FieldPath, known: readonly string[], { hintFor }: LanguageWords): Finding {
  const finding = (rest: string): Finding => {
    return { path: [...path, field], code: 'unknown-field', message: `unknown field; ${rest}`, at: 'key' };
  };
  const hint = hintFor(field, path);
  if (hint !== null) return finding(hint);
  const meant = nearest(field, known);
  if (meant !== null) return { ...finding(`did you mean "${meant}"?`), replacement: meant };
  return finding(`the fields here are ${known.join(', ')}`);
}

function notOneOf(data: unknown, allowed: readonly string[], path: FieldPath): Finding {
  const meant = typeof data === 'string' ? nearest(data, allowed) : null;
  const message = `${foundText(data)} is not one of ${allowed.join(', ')}`;
  const finding: Finding = { path, code: 'wrong-value', message, at: 'value' };
  return meant === null ? finding : { ...finding, message: `${message}; did you mean "${meant}"?`, replacement: meant };
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
  readonly oneOf?: readonly { readonly required?: readonly string[] }[];
  readonly not?: { readonly required?: readonly string[] };
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
