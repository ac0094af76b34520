/** JSON Schemas (2020-12, as OpenAPI 3.1 has them) of messages, by the protobuf JSON mapping. */
import { ScalarType, type DescEnum, type DescField, type DescMessage, type DescOneof } from '@bufbuild/protobuf';
import { descriptionOf } from './comments.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Gathers the schemas of everything that the document refers to. */
export class Components {
  readonly #schemas = new Map<string, { readonly typeName: string; readonly schema: () => JsonObject }>();

  /** The reference to a message or an enum; its schema is among the components from now on. */
  refTo(desc: DescMessage | DescEnum): JsonObject {
    const known = this.#schemas.get(desc.name);
    if (known === undefined) {
      this.#schemas.set(desc.name, {
        typeName: desc.typeName,
        schema: () => (desc.kind === 'enum' ? enumSchema(desc) : this.objectSchema(desc, desc.fields)),
      });
    } else if (known.typeName !== desc.typeName) {
      throw new Error(`${known.typeName} and ${desc.typeName} would share the schema ${desc.name}`);
    }
    return { $ref: `#/components/schemas/${desc.name}` };
  }

  /** The object with these fields of the message. */
  objectSchema(message: DescMessage, fields: readonly DescField[]): JsonObject {
    const description = descriptionOf(message);
    const exclusions = message.oneofs.flatMap(exclusionsOf);
    return {
      type: 'object',
      ...(description === '' ? {} : { description }),
      properties: Object.fromEntries(fields.map((field) => [field.jsonName, this.fieldSchema(field)])),
      ...(exclusions.length === 0 ? {} : { dependentSchemas: Object.fromEntries(exclusions) }),
    };
  }

  fieldSchema(field: DescField): JsonObject {
    const description = descriptionOf(field);
    return { ...this.#shapeOf(field), ...(description === '' ? {} : { description }) };
  }

  #shapeOf(field: DescField): JsonObject {
    switch (field.fieldKind) {
      case 'scalar':
        return scalarSchema(field.scalar);
      case 'enum':
        return this.refTo(field.enum);
      case 'message':
        return this.#messageSchema(field.message);
      case 'list':
        return { type: 'array', items: this.#entrySchema(field.listKind, field) };
      case 'map':
        return { type: 'object', additionalProperties: this.#entrySchema(field.mapKind, field) };
    }
  }

  #entrySchema(
    kind: 'scalar' | 'enum' | 'message',
    field: { scalar?: ScalarType | undefined; enum?: DescEnum | undefined; message?: DescMessage | undefined },
  ): JsonObject {
    if (kind === 'scalar' && field.scalar !== undefined) return scalarSchema(field.scalar);
    if (kind === 'enum' && field.enum !== undefined) return this.refTo(field.enum);
    if (kind === 'message' && field.message !== undefined) return this.#messageSchema(field.message);
    throw new Error(`an entry of kind ${kind} without its type`);
  }

  #messageSchema(message: DescMessage): JsonObject {
    return wellKnownSchema(message) ?? this.refTo(message);
  }

  /** All schemas by name. Making one may refer to more, so this goes on until none is new. */
  toJson(): JsonObject {
    const made = new Map<string, JsonObject>();
    for (let before = -1; before < made.size;) {
      before = made.size;
      for (const [name, { schema }] of [...this.#schemas]) if (!made.has(name)) made.set(name, schema());
    }
    return Object.fromEntries([...made].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** The messages that the JSON mapping writes in a form of their own; null for all others. */
export function wellKnownSchema(message: DescMessage): JsonObject | null {
  switch (message.typeName) {
    case 'google.protobuf.Timestamp':
      return { type: 'string', format: 'date-time', examples: ['2027-01-31T09:30:00.250Z'] };
    case 'google.protobuf.Duration':
      return { type: 'string', pattern: String.raw`^-?\d+(\.\d{1,9})?s$`, examples: ['90s', '0.250s'] };
    default:
      if (message.typeName.startsWith('google.')) throw new Error(`no JSON form is known of ${message.typeName}`);
      return null;
  }
}

function scalarSchema(scalar: ScalarType): JsonObject {
  switch (scalar) {
    case ScalarType.STRING:
      return { type: 'string' };
    case ScalarType.BOOL:
      return { type: 'boolean' };
    case ScalarType.BYTES:
      return { type: 'string', contentEncoding: 'base64' };
    case ScalarType.DOUBLE:
      return { type: 'number', format: 'double' };
    case ScalarType.FLOAT:
      return { type: 'number', format: 'float' };
    case ScalarType.INT32:
    case ScalarType.SINT32:
    case ScalarType.SFIXED32:
      return { type: 'integer', format: 'int32', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return { type: 'integer', format: 'uint32', minimum: 0, maximum: 2 ** 32 - 1 };
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return { type: 'string', format: 'int64', pattern: String.raw`^-?\d+$` };
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return { type: 'string', format: 'uint64', pattern: String.raw`^\d+$` };
  }
}

function enumSchema(desc: DescEnum): JsonObject {
  const meanings = desc.values.map((value) => `- \`${value.name}\`: ${descriptionOf(value)}`);
  return {
    type: 'string',
    description: [descriptionOf(desc), '', ...meanings].join('\n'),
    enum: desc.values.map((value) => value.name),
  };
}

/** Of a oneof's fields at most one may be there: each one forbids the others. */
function exclusionsOf({ fields }: DescOneof): [string, JsonObject][] {
  return fields.map((present) => {
    const others = fields.filter((other) => other !== present);
    return [present.jsonName, { properties: Object.fromEntries(others.map((other) => [other.jsonName, false])) }];
  });
}
