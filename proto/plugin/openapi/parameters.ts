/** The parameters of a route: the path's fields, and for routes without a body the other ones as the query. */
import type { DescField } from '@bufbuild/protobuf';
import type { ApiRoute } from '../api.ts';
import { descriptionOf } from './comments.ts';
import { wellKnownSchema, type Components, type JsonObject } from './json-schema.ts';

export function parametersOf(route: ApiRoute, components: Components): JsonObject[] {
  const path = route.pathFields.map((field) => parameter('path', field.jsonName, field, components));
  const query = route.body ? [] : route.otherFields.flatMap((field) => queryParameters(field, '', components));
  return [...path, ...query];
}

/** A nested message's fields are written with dots: `cursor.stdout`. */
function queryParameters(field: DescField, prefix: string, components: Components): JsonObject[] {
  const name = `${prefix}${field.jsonName}`;
  if (field.fieldKind === 'message' && wellKnownSchema(field.message) === null) {
    return field.message.fields.flatMap((inner) => queryParameters(inner, `${name}.`, components));
  }
  if (field.fieldKind === 'map' || (field.fieldKind === 'list' && field.listKind === 'message')) {
    throw new Error(`${field.parent.name}.${field.name} cannot be written in a query: the route needs a body`);
  }
  return [parameter('query', name, field, components)];
}

function parameter(place: 'path' | 'query', name: string, field: DescField, components: Components): JsonObject {
  // The description belongs to the parameter; a schema that refers to an enum keeps the enum's own.
  const { description: _said, ...schema } = components.fieldSchema(field);
  return {
    name,
    in: place,
    description: descriptionOf(field),
    ...(place === 'path' ? { required: true } : {}),
    ...(field.fieldKind === 'list' ? { style: 'form', explode: true } : {}),
    schema,
  };
}
