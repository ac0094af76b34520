/** The published JSON Schema as an editor needs it: what may stand at a path, with all the ways of writing it side by side. */
import jobSchema from '../../generated/job.schema.json' with { type: 'json' };
import pipelineSchema from '../../generated/pipeline.schema.json' with { type: 'json' };
import type { FieldPath } from '../words/field-path.ts';
import type { Language } from './model.ts';

/** The keywords that our schemas use. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-expected'?: string;
  readonly 'x-place'?: string;
}

export interface SchemaPlace {
  /** The field as it is declared: its description, default and examples are here. */
  readonly field: SchemaNode;
  /** Each way of writing it, without unions and references. */
  readonly ways: readonly SchemaNode[];
  /** Where expressions stand in it or above it (`x-place`); null: none may. */
  readonly place: string | null;
}

const roots: Readonly<Record<Language, SchemaNode>> = {
  job: jobSchema,
  pipeline: pipelineSchema,
};

/** Null: nothing is known there. */
export function schemaAt(language: Language, path: FieldPath): SchemaPlace | null {
  const root = roots[language];
  let fields: readonly SchemaNode[] = [root];
  let place: string | null = root['x-place'] ?? null;
  for (const step of path) {
    fields = waysOf(root, fields).flatMap((way) => {
      const child = childOf(way, step);
      return child === null ? [] : [whole(root, child)];
    });
    place = fields.find((field) => field['x-place'] !== undefined)?.['x-place'] ?? place;
    if (fields.length === 0) return null;
  }
  const ways = waysOf(root, fields);
  const field = fields.find(({ description }) => description !== undefined) ?? fields[0] ?? {};
  place = ways.find((way) => way['x-place'] !== undefined)?.['x-place'] ?? place;
  return { field, ways, place };
}

export interface KnownField {
  readonly name: string;
  readonly field: SchemaNode;
  readonly isRequired: boolean;
}

/** The named fields of every way that is a map; those that must be there (or one of a few of which one must) first. */
export function fieldsOf(language: Language, { ways }: SchemaPlace): readonly KnownField[] {
  const root = roots[language];
  const known = new Map<string, KnownField>();
  for (const way of ways) {
    const oneOf = [...(way.oneOf ?? []), ...(way.anyOf ?? [])].flatMap(({ required }) => required ?? []);
    const required = new Set([...(way.required ?? []), ...oneOf]);
    for (const [name, declared] of Object.entries(way.properties ?? {})) {
      const field = whole(root, declared);
      if (!known.has(name)) known.set(name, { name, field, isRequired: required.has(name) });
    }
  }
  return [...known.values()].toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

export function waysOfField(language: Language, field: SchemaNode): readonly SchemaNode[] {
  return waysOf(roots[language], [field]);
}

export function isOfType(way: SchemaNode, type: string): boolean {
  return typeof way.type === 'string' ? way.type === type : (way.type?.includes(type) ?? false);
}

/** References may not go round in circles for ever. */
const depthMax = 12;

function waysOf(root: SchemaNode, fields: readonly SchemaNode[], depth = 0): readonly SchemaNode[] {
  if (depth > depthMax) return [];
  return fields.flatMap((declared): readonly SchemaNode[] => {
    const field = whole(root, declared);
    const inner = [...(field.anyOf ?? []), ...(field.oneOf ?? []), ...(field.allOf ?? [])].filter(
      // A branch that only demands fields is a rule, not a way of writing.
      (branch) => branch.type !== undefined || branch.$ref !== undefined || isUnion(branch) || isChoice(branch),
    );
    const isWay = field.type !== undefined || field.properties !== undefined || isChoice(field);
    return [...(isWay ? [field] : []), ...waysOf(root, inner, depth + 1)];
  });
}

function isUnion({ anyOf, oneOf, allOf }: SchemaNode): boolean {
  return anyOf !== undefined || oneOf !== undefined || allOf !== undefined;
}

function isChoice(node: SchemaNode): boolean {
  return node.enum !== undefined || node.const !== undefined;
}

/** With what it refers to; its own words go before. */
function whole(root: SchemaNode, declared: SchemaNode): SchemaNode {
  const { $ref, ...own } = declared;
  const name = $ref?.startsWith('#/$defs/') === true ? $ref.slice('#/$defs/'.length) : null;
  return name === null ? declared : { ...root.$defs?.[name], ...own };
}

function childOf(way: SchemaNode, step: string | number): SchemaNode | null {
  if (typeof step === 'number') return typeof way.items === 'object' ? way.items : null;
  const named = Object.hasOwn(way.properties ?? {}, step) ? way.properties?.[step] : undefined;
  return named ?? (typeof way.additionalProperties === 'object' ? way.additionalProperties : null);
}
