/**
 * JSON values as the evaluator's data and back. Maps are converted when they are looked into, so a run of a thousand steps
 * costs an expression only the steps that it names; they have no prototype to fall through to.
 */
import { Array as ListData } from '@actions/expressions/data/array';
import { BooleanData } from '@actions/expressions/data/boolean';
import { Dictionary } from '@actions/expressions/data/dictionary';
import { Kind, type ExpressionData, type Pair } from '@actions/expressions/data/expressiondata';
import { Null } from '@actions/expressions/data/null';
import { NumberData } from '@actions/expressions/data/number';
import { StringData } from '@actions/expressions/data/string';
import type { JsonValue } from '@orchion/domain';

type JsonMap = Readonly<Record<string, JsonValue>>;

/** Deeper values are refused: no recursion here goes further. */
const depthMax = 64;

/** A map whose names match whatever their case, the exact one first. */
class MapData extends Dictionary {
  readonly json: JsonMap;
  readonly #depth: number;

  constructor(json: JsonMap, depth: number) {
    super();
    this.json = json;
    this.#depth = depth;
  }

  override get(name: string): ExpressionData | undefined {
    const exact = Object.hasOwn(this.json, name);
    const lower = name.toLowerCase();
    const key = exact ? name : Object.keys(this.json).find((candidate) => candidate.toLowerCase() === lower);
    const value = key === undefined ? undefined : this.json[key];
    return value === undefined ? undefined : dataFromJson(value, this.#depth + 1);
  }

  override values(): ExpressionData[] {
    return Object.values(this.json).map((value) => dataFromJson(value, this.#depth + 1));
  }

  override pairs(): Pair[] {
    return Object.entries(this.json).map(([key, value]) => ({ key, value: dataFromJson(value, this.#depth + 1) }));
  }
}

/** Throws where the value is nested too deep. */
export function dataFromJson(value: JsonValue, depth = 0): ExpressionData {
  if (depth > depthMax) throw new Error(`the value is nested more than ${depthMax} deep`);
  if (value === null) return new Null();
  if (typeof value === 'boolean') return new BooleanData(value);
  if (typeof value === 'number') return new NumberData(value);
  if (typeof value === 'string') return new StringData(value);
  if (!isList(value)) return new MapData(value, depth);
  const list = new ListData();
  for (const item of value) list.add(dataFromJson(item, depth + 1));
  return list;
}

/** Throws where it holds what JSON cannot say (NaN, infinity). */
export function jsonFromData(data: ExpressionData): JsonValue {
  switch (data.kind) {
    case Kind.Null:
      return null;
    case Kind.Boolean:
    case Kind.String:
      return data.value;
    case Kind.Number:
      if (!Number.isFinite(data.value)) throw new Error(`gives ${data.value}, which is no number to go on with`);
      return data.value;
    case Kind.Array:
      return data.values().map(jsonFromData);
    case Kind.Dictionary:
      if (data instanceof MapData) return data.json;
      return Object.fromEntries(data.pairs().map(({ key, value }) => [key, jsonFromData(value)]));
  }
}

/** What the value is to a person: 'a list', 'a map', 'text'. */
export function kindOf(value: JsonValue): string {
  if (value === null) return 'nothing';
  if (typeof value === 'object') return isList(value) ? 'a list' : 'a map';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : 'true or false';
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isMap(value: JsonValue): value is JsonMap {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** As GitHub writes values into text; lists and maps have no such form. */
export function textOf(value: null | boolean | number | string): string {
  if (value === null) return '';
  return typeof value === 'number' ? new NumberData(value).coerceString() : String(value);
}
