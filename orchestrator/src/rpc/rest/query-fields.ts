/**
 * A query string as JSON for a message: `states=queued&states=running&cursor.stdout=120&follow=true`. Names may be written
 * as in JSON or as in the proto, enum values also short and in lower case.
 */
import { ScalarType, type DescEnum, type DescField, type DescMessage } from '@bufbuild/protobuf';

type Json = string | boolean | Json[] | { [name: string]: Json };

/** Names that are no field are kept as they came: the check of the whole names them. */
export function jsonOfQuery(desc: DescMessage, query: URLSearchParams): Record<string, Json> {
  const json: Record<string, Json> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    const path = name.split('.');
    const field = fieldAt(desc, path);
    const parsed = values.map((value) => (field === null ? value : parse(field, value)));
    // Twice for a field that is no list stays a list, which the check refuses.
    put(json, path, field?.fieldKind === 'list' || parsed.length > 1 ? parsed : (parsed[0] ?? ''));
  }
  return json;
}

function fieldAt(desc: DescMessage, path: readonly string[]): DescField | null {
  const [head, ...rest] = path;
  const field = desc.fields.find(({ name, jsonName }) => name === head || jsonName === head);
  if (field === undefined) return null;
  if (rest.length === 0) return field;
  return field.fieldKind === 'message' ? fieldAt(field.message, rest) : null;
}

function parse(field: DescField, value: string): Json {
  if (field.enum !== undefined) return enumName(field.enum, value);
  if (field.scalar !== ScalarType.BOOL) return value;
  // `?follow` alone says yes.
  if (value === '' || value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : value;
}

/** `queued` for JOB_STATE_QUEUED. */
function enumName(desc: DescEnum, value: string): string {
  const short = desc.values.find(({ localName }) => localName.toLowerCase() === value.toLowerCase());
  return short === undefined || value === short.name ? value : short.name;
}

function put(json: Record<string, Json>, path: readonly string[], value: Json): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    set(json, head, value);
    return;
  }
  const inner = Object.hasOwn(json, head) ? json[head] : undefined;
  const nested = typeof inner === 'object' && !Array.isArray(inner) ? inner : {};
  set(json, head, nested);
  put(nested, rest, value);
}

/** Also for `__proto__`, which must be a name like any other. */
function set(json: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(json, name, { value, enumerable: true, configurable: true, writable: true });
}
