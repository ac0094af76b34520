/** Walks a value beside the published schema: which texts may hold expressions, and what is known where each stands. */
import schema from '../../generated/pipeline.schema.json' with { type: 'json' };
import type { PlaceName } from '../expression/contexts.ts';
import type { FieldPath } from '../words/field-path.ts';

/** The few keywords that the walk needs. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly 'x-place'?: PlaceName;
}

export interface TextField {
  readonly path: FieldPath;
  readonly text: string;
  /** Null: expressions are not read there. */
  readonly place: PlaceName | null;
}

// The file is made from our own Zod source, whose places are typed.
export const pipelineSchema = schema as unknown as SchemaNode & {
  readonly $defs: Readonly<Record<string, SchemaNode>>;
};

/** Every text of the value, in the file's order. Of several places around a text the outermost one counts. */
export function* textFields(
  value: unknown,
  node: SchemaNode = pipelineSchema,
  path: FieldPath = [],
  outer: PlaceName | null = null,
): Generator<TextField> {
  const ways = waysOf(node);
  const place = outer ?? ways.find((way) => way['x-place'] !== undefined)?.['x-place'] ?? null;
  if (typeof value === 'string') yield { path, text: value, place };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const inner = ways.flatMap((way) => childOf(way, key)).at(0);
    yield* textFields(item, inner ?? {}, [...path, key], place);
  }
}

/** The node and, where it may be written in several ways, each of them; references followed. */
function waysOf(node: SchemaNode): readonly SchemaNode[] {
  const found: SchemaNode[] = [];
  const pending: SchemaNode[] = [node];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    found.push(next);
    if (next.$ref !== undefined) {
      const target = pipelineSchema.$defs[next.$ref.replace('#/$defs/', '')];
      if (target !== undefined) pending.push(target);
    }
    pending.push(...(next.anyOf ?? []));
  }
  return found;
}

function childOf(node: SchemaNode, key: string | number): readonly SchemaNode[] {
  if (typeof key === 'number') return node.items === undefined ? [] : [node.items];
  const { properties, additionalProperties } = node;
  if (properties !== undefined && Object.hasOwn(properties, key)) return [properties[key] ?? {}];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
