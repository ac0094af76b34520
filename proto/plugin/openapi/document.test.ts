// The document says what is served: its routes are the table's, its rights the RPCs', and what the codecs write is valid by
// its schemas.

import { toJson, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import document from '../../gen/openapi.json' with { type: 'json' };
import {
  AgentService,
  ClusterService,
  ContentService,
  ExplanationSchema,
  JobSchema,
  JobService,
  JobSpecSchema,
  LogService,
  NodeSchema,
  NodeService,
  RunService,
  TailLogResponseSchema,
  explanationToWire,
  jobSpecToWire,
  jobViewToWire,
  logTailEventToWire,
  nodeViewToWire,
  rightOfMethod,
  routes,
  type Route,
} from '../../src/index.ts';
import * as values from '../../src/test/domain-values.ts';

interface Operation {
  operationId: string;
  description: string;
  parameters?: { name: string; in: string; required?: boolean; description: string }[];
  requestBody?: { required: boolean };
  security?: object[];
  responses: Record<string, { content?: Record<string, object> }>;
}

// Read as what it is in general: the type that TypeScript makes of the file knows only today's routes.
const paths = document.paths as unknown as Record<string, Record<string, Operation>>;
const operations = Object.entries(paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
);

function operationOf(route: Route): Operation {
  const found = operations.find(({ operation }) => operation.operationId === route.descriptor.localName);
  if (found === undefined) throw new Error(`the document has no ${route.method}`);
  return found.operation;
}

function routeOf(method: string): Route {
  const found = routes.find((route) => route.method === method);
  if (found === undefined) throw new Error(`the table has no ${method}`);
  return found;
}

const camelCase = (name: string) => name.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase());

test('the document has the routes of the table, no more and no less', () => {
  const ofTable = routes.map(
    (route) => `${route.verb.toLowerCase()} ${camelCase(route.path)} ${route.descriptor.localName}`,
  );
  const ofDocument = operations.map(({ path, verb, operation }) => `${verb} ${path} ${operation.operationId}`);
  expect(ofDocument.sort()).toEqual(ofTable.sort());
});

test('the segments of every route write its path', () => {
  for (const route of routes) {
    const parts = route.segments.map((segment) => (segment.kind === 'literal' ? segment.text : `{${segment.field}}`));
    const suffix = route.customVerb === null ? '' : `:${route.customVerb}`;
    expect(`/${parts.join('/')}${suffix}`).toBe(route.path);
    expect(route.descriptor.parent.typeName).toBe(route.service);
  }
});

test('every RPC has a right, and only health needs none', () => {
  const services = [AgentService, ClusterService, ContentService, JobService, LogService, NodeService, RunService];
  const rpcs = services.flatMap((service) => service.methods.map((method) => `${service.typeName}/${method.name}`));
  expect(Object.keys(rightOfMethod).sort()).toEqual(rpcs.sort());
  const open = Object.entries(rightOfMethod).flatMap(([method, right]) => (right === 'public' ? [method] : []));
  expect(open).toEqual(['orchion.v1.ClusterService/GetHealth']);
});

test('only what is public is open in the document', () => {
  const rights: Readonly<Record<string, string>> = rightOfMethod;
  expect(document.security).toEqual([{ token: [] }]);
  for (const route of routes) {
    const isPublic = rights[`${route.service}/${route.method}`] === 'public';
    expect([route.method, operationOf(route).security]).toEqual([route.method, isPublic ? [] : undefined]);
  }
});

test('path fields are required parameters, and every parameter says what it means', () => {
  for (const route of routes) {
    const parameters = operationOf(route).parameters ?? [];
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual(route.pathFields.map(camelCase));
    expect(inPath.every(({ required }) => required)).toBe(true);
    expect(parameters.filter(({ description }) => description === '')).toEqual([]);
    expect('requestBody' in operationOf(route)).toBe(route.body);
  }
});

test('a nested message in a query is written with dots', () => {
  const parameters = operationOf(routeOf('TailLog')).parameters?.map(({ name }) => name);
  expect(parameters).toEqual(['jobId', 'attempt', 'stream', 'cursor.stdout', 'cursor.stderr', 'since', 'follow']);
});

test('streams are JSON lines; a log can be had as its bytes', () => {
  const typesOf = (method: string) => Object.keys(operationOf(routeOf(method)).responses['200']?.content ?? {});
  expect(typesOf('GetJob')).toEqual(['application/json']);
  expect(typesOf('Watch')).toEqual(['application/x-ndjson']);
  expect(typesOf('TailLog')).toEqual(['application/x-ndjson', 'text/plain', 'application/octet-stream']);
  expect(routes.filter(({ rawBytes }) => rawBytes).map(({ method }) => method)).toEqual(['TailLog']);
});

// Formats are notes for readers here; the patterns are checked.
const ajv = new Ajv2020({ strict: true, validateFormats: false });
ajv.addKeyword('components');
ajv.addSchema({ $id: 'api', components: { schemas: document.components.schemas } }, 'api');

function validatorOf(name: string) {
  const validate = ajv.getSchema(`api#/components/schemas/${name}`);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  return (value: unknown) => (validate(value) === true ? [] : (validate.errors ?? []));
}

describe('what the codecs write is valid by the schema', () => {
  const tower = () => 'tower';
  const named: [name: string, messages: fc.Arbitrary<unknown>][] = [
    [
      'JobSpec',
      messagesOf(
        JobSpecSchema,
        values.jobSpecs.map((spec) => jobSpecToWire(spec)),
      ),
    ],
    [
      'Job',
      messagesOf(
        JobSchema,
        values.jobViews.map((view) => jobViewToWire(view, { withEnv: true, nodeName: tower })),
      ),
    ],
    ['Node', messagesOf(NodeSchema, values.nodeViews.map(nodeViewToWire))],
    [
      'Explanation',
      messagesOf(
        ExplanationSchema,
        values.explanations.map((it) => explanationToWire(it, { nodeName: tower })),
      ),
    ],
    [
      'TailLogResponse',
      messagesOf(
        TailLogResponseSchema,
        values.logChunks.map((chunk) => logTailEventToWire({ kind: 'chunk', attempt: 1, chunk })),
      ),
    ],
  ];
  test.each(named)('%s', (name, messages) => {
    const errorsOf = validatorOf(name);
    fc.assert(
      fc.property(messages, (message) => {
        expect(errorsOf(message)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function messagesOf<Schema extends DescMessage>(schema: Schema, messages: fc.Arbitrary<MessageShape<Schema>>) {
  return messages.map((message) => toJson(schema, message));
}

describe('what the JSON mapping does not write is not valid', () => {
  const cases: [title: string, schema: string, value: object][] = [
    ['a 64-bit number as a number', 'ResourceRequest', { memoryBytes: 1 }],
    ['a length of time without its unit', 'JobSpec', { timeout: '90' }],
    ['an unknown state', 'Job', { state: 'QUEUED' }],
    ['a negative amount', 'ResourceRequest', { cpuMillis: -1 }],
    ['two of a oneof', 'GpuRequest', { count: 1, shareMillis: 500 }],
    ['a number in a map of text', 'JobSpec', { env: { A: 1 } }],
  ];
  test.each(cases)('%s', (_title, schema, value) => {
    expect(validatorOf(schema)(value)).not.toEqual([]);
  });
});
