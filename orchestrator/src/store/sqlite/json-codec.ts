/**
 * Values to JSON text and back, strictly: a field too many, a field too few or a value of the wrong kind is an error that
 * names its path. A codec of a shape names every field of its type, so a new field does not compile until it is stored.
 * Decoding answers the parsed value itself, checked and completed in place: nothing is copied.
 */
import type { JsonValue } from '@orchion/domain';

export interface Codec<T> {
  /** The plain value to write: exactly the fields that decoding will ask for. */
  encode(value: T): unknown;
  /** Throws `DecodeError`. */
  decode(value: unknown, path: string): T;
  /** Of a field that rows may lack: what its absence stands for. Such a value is not written either. */
  readonly absent?: { readonly value: T };
}

export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

export function toJson<T>(codec: Codec<T>, value: T): string {
  return JSON.stringify(codec.encode(value));
}

/** Throws `DecodeError` where the text is not JSON or not of the shape. */
export function fromJson<T>(codec: Codec<T>, text: unknown, path: string): T {
  if (typeof text !== 'string') throw new DecodeError(`${path}: missing`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DecodeError(`${path}: not JSON`);
  }
  return codec.decode(value, path);
}

export const text: Codec<string> = plain('text', (value): value is string => typeof value === 'string');
export const flag: Codec<boolean> = plain('true or false', (value): value is boolean => typeof value === 'boolean');
/** Finite: JSON has no other numbers, so NaN would come back as null. */
export const number: Codec<number> = plain('a number', (value): value is number => Number.isFinite(value));

/** One of these texts, given as a record so that the list is complete. */
export function oneOf<T extends string>(all: Readonly<Record<T, true>>): Codec<T> {
  const names = Object.keys(all).join(', ');
  return plain(`one of ${names}`, (value): value is T => typeof value === 'string' && Object.hasOwn(all, value));
}

/** Text that a parser turns into a branded id, or refuses with null. */
export function parsed<T extends string>(what: string, parse: (text: string) => T | null): Codec<T> {
  return plain(what, (value): value is T => typeof value === 'string' && parse(value) !== null);
}

export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  return {
    encode: (value) => (value === null ? null : inner.encode(value)),
    decode: (value, path) => (value === null ? null : inner.decode(value, path)),
  };
}

/** A field that came after the first rows were written. */
export function later<T>(inner: Codec<T>, value: T): Codec<T> {
  return { ...inner, absent: { value } };
}

/** An object that rows may hold with fields that are gone: those are read over, and never written. */
export function formerly<T extends object>(gone: readonly string[], inner: Codec<T>): Codec<T> {
  return {
    ...inner,
    decode(value, path) {
      if (isObject(value)) for (const field of gone) Reflect.deleteProperty(value, field);
      return inner.decode(value, path);
    },
  };
}

export function list<T>(inner: Codec<T>): Codec<readonly T[]> {
  return {
    encode: (values) => values.map((value) => inner.encode(value)),
    decode(value, path) {
      if (!Array.isArray(value)) throw new DecodeError(`${path}: expected a list, got ${shown(value)}`);
      value.forEach((entry, place) => inner.decode(entry, `${path}[${place}]`));
      // Every entry was just checked.
      return value as readonly T[];
    },
  };
}

export function record<T>(inner: Codec<T>): Codec<Readonly<Record<string, T>>> {
  return {
    // fromEntries defines its keys, so that a key called __proto__ is a key like any other.
    encode: (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, inner.encode(value)])),
    decode(value, path) {
      if (!isObject(value)) throw new DecodeError(`${path}: expected an object, got ${shown(value)}`);
      for (const [key, entry] of Object.entries(value)) inner.decode(entry, `${path}.${key}`);
      // Every entry was just checked.
      return value as Readonly<Record<string, T>>;
    },
  };
}

/** Any value that JSON can say. */
export const json: Codec<JsonValue> = plain('a value', (value): value is JsonValue => value !== undefined);

/** The first of two that takes the value; they are told apart by their kind of JSON. */
export function either<A, B>(first: Codec<A>, second: Codec<B>): Codec<A | B> {
  return {
    encode: (value) => value,
    decode(value, path) {
      try {
        return first.decode(value, path);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        return second.decode(value, path);
      }
    },
  };
}

/** For a shape that holds itself. */
export function lazy<T>(codec: () => Codec<T>): Codec<T> {
  return { encode: (value) => codec().encode(value), decode: (value, path) => codec().decode(value, path) };
}

/** An object with exactly these fields. */
export function shape<T extends object>(fields: { readonly [K in keyof T]-?: Codec<T[K]> }): Codec<T> {
  // Object.entries loses the pairing of key and codec; the mapped type above holds it.
  const entries = Object.entries(fields) as [keyof T & string, Codec<unknown>][];
  return {
    encode(value) {
      const plainValue: Record<string, unknown> = {};
      for (const [key, codec] of entries) {
        if (codec.absent === undefined || codec.absent.value !== value[key]) plainValue[key] = codec.encode(value[key]);
      }
      return plainValue;
    },
    decode(value, path) {
      if (!isObject(value)) throw new DecodeError(`${path}: expected an object, got ${shown(value)}`);
      for (const [key, codec] of entries) {
        if (Object.hasOwn(value, key)) codec.decode(value[key], `${path}.${key}`);
        else if (codec.absent === undefined) throw new DecodeError(`${path}.${key}: missing`);
        else value[key] = codec.absent.value;
      }
      for (const key of Object.keys(value)) {
        if (!Object.hasOwn(fields, key)) throw new DecodeError(`${path}.${key}: unknown field`);
      }
      // Every field was just checked, and there is no other.
      return value as T;
    },
  };
}

/** A union told apart by `kind`, as a record so that every kind is there. */
export function kinds<T extends { readonly kind: string }>(cases: {
  readonly [K in T['kind']]: Codec<Extract<T, { readonly kind: K }>>;
}): Codec<T> {
  const codecOf = (kind: unknown): Codec<T> | null =>
    // The record's entry for a kind handles exactly that member of the union.
    typeof kind === 'string' && Object.hasOwn(cases, kind) ? cases[kind as T['kind']] : null;
  return {
    encode: (value) => codecOf(value.kind)?.encode(value),
    decode(value, path) {
      const codec = isObject(value) ? codecOf(value['kind']) : null;
      if (codec === null) throw new DecodeError(`${path}.kind: expected one of ${Object.keys(cases).join(', ')}`);
      return codec.decode(value, path);
    },
  };
}

function plain<T>(what: string, isIt: (value: unknown) => value is T): Codec<T> {
  return {
    encode: (value) => value,
    decode(value, path) {
      if (!isIt(value)) throw new DecodeError(`${path}: expected ${what}, got ${shown(value)}`);
      return value;
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind only: a value may be a secret of somebody's environment. */
function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}
