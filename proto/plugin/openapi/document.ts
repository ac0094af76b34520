/** The OpenAPI 3.1 document of the REST surface. */
import type { Api, ApiMethod, ApiRoute } from '../api.ts';
import { formatPathTemplate } from '../path-template.ts';
import { descriptionOf, summaryOf } from './comments.ts';
import { errorSchema, refusalComponents, refusalsOf } from './errors.ts';
import { Components, type JsonObject } from './json-schema.ts';
import { parametersOf } from './parameters.ts';

export function openApiDocument({ methods }: Api): JsonObject {
  const components = new Components();
  const paths: Record<string, Record<string, JsonObject>> = {};
  const tags = new Map<string, JsonObject>();
  for (const entry of methods) {
    const { service, route } = entry;
    if (route === null) continue;
    tags.set(service.name, { name: tagOf(entry), description: descriptionOf(service) });
    (paths[openApiPathOf(route)] ??= {})[route.verb.toLowerCase()] = operation(entry, route, components);
  }
  const schemas = components.toJson();
  if ('Error' in schemas) throw new Error('a message called Error would hide the schema of refusals');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Orchion',
      version: 'v1',
      summary: 'Nodes, jobs and logs of one cluster.',
      description:
        'The REST surface of an orchestrator. The same services answer Connect, gRPC and gRPC-Web at the same address. ' +
        'Messages follow the protobuf JSON mapping: names in camelCase, 64-bit numbers as strings, fields with their ' +
        'default value left out of answers.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The orchestrator that serves this document.' }],
    security: [{ token: [] }],
    tags: [...tags.values()],
    paths,
    components: {
      schemas: { ...schemas, Error: errorSchema },
      responses: refusalComponents(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token file that the orchestrator makes at its first start.',
        },
      },
    },
  };
}

/** The route's path with the JSON names of its fields, which is how parameters are called everywhere in the document. */
function openApiPathOf({ template, pathFields }: ApiRoute): string {
  const jsonNames = new Map(pathFields.map((field) => [field.name, field.jsonName]));
  return formatPathTemplate(template, (field) => jsonNames.get(field) ?? field);
}

function tagOf({ service }: ApiMethod): string {
  return service.name.replace(/Service$/, '');
}

function operation(entry: ApiMethod, route: ApiRoute, components: Components): JsonObject {
  const { method, right } = entry;
  const parameters = parametersOf(route, components);
  return {
    operationId: method.localName,
    tags: [tagOf(entry)],
    summary: summaryOf(method),
    description: `${descriptionOf(method)}\n\nNeeds the right \`${right}\`.`,
    ...(right === 'public' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body ? { requestBody: requestBody(entry, route, components) } : {}),
    responses: { '200': answer(entry, route, components), ...refusalsOf(right) },
  };
}

function requestBody({ method }: ApiMethod, route: ApiRoute, components: Components): JsonObject {
  const whole = route.pathFields.length === 0;
  const schema = whole ? components.refTo(method.input) : components.objectSchema(method.input, route.otherFields);
  return {
    description: descriptionOf(method.input),
    // What the path says is enough for most of the others.
    required: whole,
    content: { 'application/json': { schema } },
  };
}

function answer({ method }: ApiMethod, route: ApiRoute, components: Components): JsonObject {
  const description = descriptionOf(method.output);
  const schema = components.refTo(method.output);
  if (!route.serverStreaming) return { description, content: { 'application/json': { schema } } };
  const bytes = {
    schema: { type: 'string', format: 'binary', description: 'The bytes as they were written, without anything else.' },
  };
  return {
    description: `${description} A stream: one JSON object a line, each of them as the schema says.`,
    content: {
      'application/x-ndjson': { schema },
      ...(route.rawBytes ? { 'text/plain': bytes, 'application/octet-stream': bytes } : {}),
    },
  };
}
