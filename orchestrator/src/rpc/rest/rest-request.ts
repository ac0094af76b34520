/** The request message of a REST call: fields from the path, the others from the JSON body or the query. */
import { fromJson, type DescMessage, type JsonValue, type MessageShape } from '@bufbuild/protobuf';
import { limits } from '@orchion/domain';
import { bodyOf, type NodeRequest } from '../request-body.ts';
import { invalid } from '../refusal-error.ts';
import { violationsOfJson } from './json-check.ts';
import { jsonOfQuery } from './query-fields.ts';
import { RestError } from './rest-error.ts';
import type { FoundRoute } from './route-table.ts';

/** Throws INVALID_ARGUMENT, or `RestError` for what is no matter of the message: 413, 415. */
export async function readRestRequest(
  { route, fields }: FoundRoute,
  request: NodeRequest,
  query: URLSearchParams,
): Promise<MessageShape<DescMessage>> {
  const desc = route.descriptor.input;
  const others = route.body ? await readJsonBody(request) : jsonOfQuery(desc, query);
  if (route.body && query.size > 0) {
    const unknown = [...query.keys()].map((field) => ({
      field,
      message: 'belongs into the JSON body, not into the query',
    }));
    throw invalid(unknown);
  }
  for (const name of route.pathFields) {
    const jsonName = desc.fields.find((field) => field.name === name)?.jsonName ?? name;
    for (const said of [name, jsonName]) {
      if (isObject(others) && Object.hasOwn(others, said)) {
        throw invalid([{ field: name, message: 'is in the path already: leave it out here' }]);
      }
    }
  }
  const json = isObject(others) ? { ...others, ...fields } : others;
  const violations = violationsOfJson(desc, json);
  if (violations.length > 0) throw invalid(violations);
  try {
    return fromJson(desc, json as JsonValue);
  } catch (error) {
    // What the check above lets through and the library does not: a date that does not exist.
    throw invalid([{ field: '', message: error instanceof Error ? error.message : String(error) }]);
  }
}

/** No body is an empty object. */
async function readJsonBody(request: NodeRequest): Promise<unknown> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  const contentType = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;\s*charset=("?)utf-8\2\s*)?$/i.test(contentType)) {
    const shown = contentType === '' ? 'none' : JSON.stringify(contentType.slice(0, 80));
    throw new RestError(415, 'invalid_argument', `the content type must be application/json, it is ${shown}`);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    const isJson = error instanceof SyntaxError;
    // The parser's own text quotes what it read, which may be a secret: only the place is told.
    const place = isJson ? /at position \d+( \(line \d+ column \d+\))?/.exec(error.message)?.[0] : undefined;
    const what = isJson ? `is no JSON${place === undefined ? '' : ` (${place})`}` : 'is not UTF-8';
    throw invalid([{ field: '', message: `the body ${what}` }]);
  }
}

async function readBytes(request: NodeRequest): Promise<Buffer> {
  const tooLarge = (): RestError =>
    new RestError(413, 'resource_exhausted', `the body is larger than ${limits.requestBytesMax} bytes`);
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    throw new RestError(415, 'invalid_argument', 'the body must not be compressed');
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.requestBytesMax) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bodyOf(request)) {
    length += piece.length;
    if (length > limits.requestBytesMax) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
