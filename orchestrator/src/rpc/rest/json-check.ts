/**
 * Holds a JSON value against a message's descriptor and names everything that does not fit, by its path in the proto. The
 * protobuf library would stop at the first one, without its path, and would take unknown fields for a newer client's; here a
 * person wrote them, and a misspelt field that is silently dropped is the worst answer.
 */
import { ScalarType, type DescEnum, type DescField, type DescMessage } from '@bufbuild/protobuf';
import type { Violation } from '@orchion/domain';

/** At most this many are told. */
const violationsMax = 20;

export function violationsOfJson(desc: DescMessage, value: unknown): readonly Violation[] {
  const found: Violation[] = [];
  checkMessage(desc, value, '', found);
  return found.slice(0, violationsMax);
}

function checkMessage(desc: DescMessage, value: unknown, path: string, found: Violation[]): void {
  const text = wellKnownText[desc.typeName];
  if (text !== undefined) {
    if (typeof value !== 'string' || !text.pattern.test(value))
      found.push({ field: path, message: `must be ${text.say}` });
    return;
  }
  if (!isObject(value)) {
    found.push({ field: path, message: `must be an object, got ${kindOf(value)}` });
    return;
  }
  const seen = new Set<string>();
  for (const [key, entry] of Object.entries(value)) {
    const field = desc.fields.find(({ name, jsonName }) => key === name || key === jsonName);
    if (field === undefined) {
      const near = desc.fields.map(({ jsonName }) => jsonName).join(', ');
      const message = near === '' ? 'is not known; this takes no fields' : `is not known; there are: ${near}`;
      found.push({ field: below(path, key.slice(0, 80)), message });
      continue;
    }
    const where = below(path, field.name);
    const group = field.oneof?.name ?? field.name;
    if (seen.has(group)) found.push({ field: where, message: 'is said twice, or beside another one that excludes it' });
    seen.add(group);
    // Null is the same as leaving it out.
    if (entry !== null) checkField(field, entry, where, found);
  }
}

function checkField(field: DescField, value: unknown, path: string, found: Violation[]): void {
  switch (field.fieldKind) {
    case 'message':
      return checkMessage(field.message, value, path, found);
    case 'enum':
      return checkEnum(field.enum, value, path, found);
    case 'scalar':
      return checkScalar(field.scalar, value, path, found);
    case 'list':
      if (!Array.isArray(value))
        return void found.push({ field: path, message: `must be a list, got ${kindOf(value)}` });
      for (const [i, entry] of value.entries()) {
        if (found.length >= violationsMax) return;
        const where = `${path}[${i}]`;
        if (field.listKind === 'message') checkMessage(field.message, entry, where, found);
        else if (field.listKind === 'enum') checkEnum(field.enum, entry, where, found);
        else checkScalar(field.scalar, entry, where, found);
      }
      return;
    case 'map':
      if (!isObject(value)) return void found.push({ field: path, message: `must be an object, got ${kindOf(value)}` });
      for (const [key, entry] of Object.entries(value)) {
        const where = below(path, key.slice(0, 80));
        if (field.mapKind === 'message') checkMessage(field.message, entry, where, found);
        else if (field.mapKind === 'enum') checkEnum(field.enum, entry, where, found);
        else checkScalar(field.scalar, entry, where, found);
      }
  }
}

function checkEnum(desc: DescEnum, value: unknown, path: string, found: Violation[]): void {
  if (typeof value === 'string' && desc.values.some(({ name }) => name === value)) return;
  if (typeof value === 'number' && desc.values.some(({ number }) => number === value)) return;
  const names = desc.values.filter(({ number }) => number !== 0).map(({ name }) => name);
  found.push({ field: path, message: `must be one of ${names.join(', ')}` });
}

function checkScalar(type: ScalarType, value: unknown, path: string, found: Violation[]): void {
  const rule = scalarRules[type];
  if (!rule.fits(value)) found.push({ field: path, message: `must be ${rule.say}, got ${kindOf(value)}` });
}

interface ScalarRule {
  readonly say: string;
  readonly fits: (value: unknown) => boolean;
}

const text: ScalarRule = { say: 'a text', fits: (value) => typeof value === 'string' };
const truth: ScalarRule = { say: 'true or false', fits: (value) => typeof value === 'boolean' };
const real: ScalarRule = {
  say: 'a number',
  fits: (value) => typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)),
};

function whole(say: string, min: bigint, max: bigint): ScalarRule {
  const fits = (value: unknown): boolean => {
    const isWhole = typeof value === 'number' ? Number.isSafeInteger(value) : /^-?\d{1,20}$/.test(textOf(value));
    if (!isWhole) return false;
    const number = BigInt(textOf(value));
    return number >= min && number <= max;
  };
  return { say, fits };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const signed32 = whole('a whole number of 32 bits', -(2n ** 31n), 2n ** 31n - 1n);
const unsigned32 = whole('a whole number from 0 to 4294967295', 0n, 2n ** 32n - 1n);
const signed64 = whole('a whole number (beyond 2^53 as a text)', -(2n ** 63n), 2n ** 63n - 1n);
const unsigned64 = whole('a whole number from 0 (beyond 2^53 as a text)', 0n, 2n ** 64n - 1n);

const scalarRules: Readonly<Record<ScalarType, ScalarRule>> = {
  [ScalarType.STRING]: text,
  [ScalarType.BYTES]: { say: 'bytes in base64', fits: (value) => /^[A-Za-z0-9+/_-]*={0,2}$/.test(textOf(value)) },
  [ScalarType.BOOL]: truth,
  [ScalarType.DOUBLE]: real,
  [ScalarType.FLOAT]: real,
  [ScalarType.INT32]: signed32,
  [ScalarType.SINT32]: signed32,
  [ScalarType.SFIXED32]: signed32,
  [ScalarType.UINT32]: unsigned32,
  [ScalarType.FIXED32]: unsigned32,
  [ScalarType.INT64]: signed64,
  [ScalarType.SINT64]: signed64,
  [ScalarType.SFIXED64]: signed64,
  [ScalarType.UINT64]: unsigned64,
  [ScalarType.FIXED64]: unsigned64,
};

/** Messages that JSON writes as a text. */
const wellKnownText: Readonly<Record<string, { readonly pattern: RegExp; readonly say: string }>> = {
  'google.protobuf.Duration': {
    pattern: /^-?\d{1,12}(\.\d{1,9})?s$/,
    say: 'a length of time in seconds, for example "90s" or "0.5s"',
  },
  'google.protobuf.Timestamp': {
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
    say: 'a point in time, for example "2027-01-31T09:30:00Z"',
  },
};

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind, never the value: it may be a secret. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'boolean' ? 'true or false' : 'a number';
}
