/** What is known of a value before there is one: enough to tell a slip, never more than is certain. */
import type { JsonValue } from '@orchion/domain';
import { isList, isMap } from './values.ts';

export type ValueType =
  | { readonly kind: 'any' | 'null' | 'boolean' | 'number' | 'string' }
  | { readonly kind: 'list'; readonly of: ValueType }
  | MapType;

export interface MapType {
  readonly kind: 'map';
  readonly properties: ReadonlyMap<string, ValueType>;
  /** Null: there may be others than those. Else what to say about one that is not there. */
  readonly missing: ((name: string) => MissingProperty) | null;
}

export interface MissingProperty {
  readonly message: string;
  readonly severity?: 'error' | 'warning';
  /** The name that was probably meant. */
  readonly meant?: string | null;
  /** A step that would have to be among this one's needs. */
  readonly need?: string;
}

export const anyType: ValueType = { kind: 'any' };
export const textType: ValueType = { kind: 'string' };

export function mapType(properties: Iterable<readonly [string, ValueType]>, missing: MapType['missing']): MapType {
  return { kind: 'map', properties: new Map(properties), missing };
}

/** Of a value that is written in the file; text with an expression in it is not known yet. */
export function typeOfJson(value: JsonValue): ValueType {
  if (value === null) return { kind: 'null' };
  if (isList(value)) return { kind: 'list', of: commonType(value.map(typeOfJson)) };
  if (isMap(value))
    return mapType(
      Object.entries(value).map(([key, item]) => [key, typeOfJson(item)]),
      null,
    );
  if (typeof value === 'string') return value.includes('${{') ? anyType : textType;
  return { kind: typeof value === 'number' ? 'number' : 'boolean' };
}

/** What all of them are, or `any`. */
export function commonType(types: readonly ValueType[]): ValueType {
  const [first, ...rest] = types;
  if (first === undefined || first.kind === 'list' || first.kind === 'map') return anyType;
  return rest.every(({ kind }) => kind === first.kind) ? first : anyType;
}

/** "text", "a list": as the middle of a sentence. */
export function typeWords({ kind }: ValueType): string {
  switch (kind) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'nothing';
    case 'list':
      return 'a list';
    case 'map':
      return 'a map';
    case 'any':
      return 'a value';
  }
}
