/**
 * The API as the protos declare it: every RPC with its right and its route, checked. The options are read through the
 * descriptors of the request itself, so the plugin needs no generated code to generate code.
 */
import {
  getOption,
  isMessage,
  ScalarType,
  type DescExtension,
  type DescField,
  type DescMessage,
  type DescMethod,
  type DescService,
} from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import type { Schema } from '@bufbuild/protoplugin';
import { parsePathTemplate, type PathTemplate } from './path-template.ts';

export interface Api {
  readonly methods: readonly ApiMethod[];
}

export interface ApiMethod {
  readonly service: DescService;
  readonly method: DescMethod;
  /** 'read_logs': the enum value without its prefix, in lower case. */
  readonly right: string;
  readonly route: ApiRoute | null;
}

export interface ApiRoute {
  readonly verb: RestVerb;
  /** As in the proto. */
  readonly path: string;
  readonly template: PathTemplate;
  readonly pathFields: readonly DescField[];
  /** Fields that come from the body or the query. */
  readonly otherFields: readonly DescField[];
  readonly body: boolean;
  readonly serverStreaming: boolean;
  /** A stream whose messages carry bytes can also be had as those bytes alone. */
  readonly rawBytes: boolean;
}

const restVerbs = ['GET', 'POST', 'DELETE'] as const;
type RestVerb = (typeof restVerbs)[number];

/** Throws an Error that names the RPC for anything that could not be served safely. */
export function apiFromSchema(schema: Pick<Schema, 'files' | 'allFiles'>): Api {
  const right = extensionNamed(schema, 'right');
  const rest = extensionNamed(schema, 'rest');
  const services = schema.files.flatMap((file) => file.services);
  const methods = services.flatMap((service) =>
    service.methods.map((method): ApiMethod => {
      try {
        return { service, method, right: rightOf(method, right), route: routeOf(method, rest) };
      } catch (error) {
        throw new Error(`${service.typeName}.${method.name}: ${(error as Error).message}`, { cause: error });
      }
    }),
  );
  refuseTwins(methods);
  return { methods };
}

function extensionNamed(schema: Pick<Schema, 'allFiles'>, name: string): DescExtension {
  const all = schema.allFiles.flatMap((file) => file.extensions);
  const found = all.find((extension) => extension.name === name && extension.typeName.startsWith('orchion.'));
  if (found === undefined) throw new Error(`there is no option (${name}) in the protos`);
  return found;
}

function rightOf(method: DescMethod, option: DescExtension): string {
  if (option.fieldKind !== 'enum') throw new Error('the option (right) must be an enum');
  const value = option.enum.value[getOption(method, option) as number];
  if (value === undefined || value.number === 0) throw new Error('has no right: declare `option (right) = RIGHT_...`');
  return value.name.replace(/^RIGHT_/, '').toLowerCase();
}

function routeOf(method: DescMethod, option: DescExtension): ApiRoute | null {
  if (option.fieldKind !== 'message') throw new Error('the option (rest) must be a message');
  const message: unknown = getOption(method, option);
  if (!isMessage(message)) throw new Error('the option (rest) must be a message');
  const read = (name: string): unknown => {
    const field = option.message.fields.find((candidate) => candidate.name === name);
    if (field === undefined) throw new Error(`the option (rest) has no field ${name}`);
    return reflect(option.message, message).get(field);
  };
  const path = String(read('path'));
  if (path === '') return null;
  return checkedRoute(method, { verb: String(read('method')), path, body: read('body') === true });
}

function checkedRoute(method: DescMethod, said: { verb: string; path: string; body: boolean }): ApiRoute {
  const { path, body } = said;
  if (method.methodKind !== 'unary' && method.methodKind !== 'server_streaming') {
    throw new Error('a client stream cannot have a REST route');
  }
  const verb = restVerbs.find((known) => known === said.verb);
  if (verb === undefined) throw new Error(`the verb must be one of ${restVerbs.join(', ')}, not "${said.verb}"`);
  if (body !== (verb === 'POST')) throw new Error(`a ${verb} route ${body ? 'has no body' : 'needs a body'}`);
  const template = parsePathTemplate(path);
  const pathFields = template.segments.flatMap((segment) =>
    segment.kind === 'field' ? [pathField(method.input, segment.field)] : [],
  );
  return {
    verb,
    path,
    template,
    pathFields,
    otherFields: method.input.fields.filter((field) => !pathFields.includes(field)),
    body,
    serverStreaming: method.methodKind === 'server_streaming',
    rawBytes: method.methodKind === 'server_streaming' && carriesBytes(method.output),
  };
}

function pathField(message: DescMessage, name: string): DescField {
  const field = message.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`the path names {${name}}, which ${message.name} does not have`);
  if (field.fieldKind !== 'scalar' || field.scalar !== ScalarType.STRING) throw new Error(`{${name}} must be a string`);
  return field;
}

function carriesBytes(message: DescMessage, seen = new Set<DescMessage>()): boolean {
  if (seen.has(message)) return false;
  seen.add(message);
  return message.fields.some(
    (field) =>
      (field.fieldKind === 'scalar' && field.scalar === ScalarType.BYTES) ||
      (field.fieldKind === 'message' && carriesBytes(field.message, seen)),
  );
}

/** Two RPCs at one place: the second could never be reached. */
function refuseTwins(methods: readonly ApiMethod[]): void {
  const taken = new Map<string, string>();
  for (const { method, route } of methods) {
    if (route === null) continue;
    const place = `${route.verb} ${route.path.replaceAll(/\{[^}]*\}/g, '{}')}`;
    const other = taken.get(place);
    if (other !== undefined) throw new Error(`${other} and ${method.name} both answer ${place}`);
    taken.set(place, method.name);
  }
}
