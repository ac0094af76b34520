// Runs, steps and kept results arrive as they were, in both encodings.

import { fromBinary, fromJson, toBinary, toJson, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { create } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CacheEntrySchema,
  ListCacheEntriesRequestSchema,
  ListRunsRequestSchema,
  PlanRunResponseSchema,
  RerunScopeSchema,
  RunSchema,
  StartRunRequestSchema,
  StepSchema,
} from '../../gen/orchion/v1/run_pb.js';
import {
  cacheEntryFromWire,
  cacheEntryToWire,
  cacheQueryFromWire,
  planFromWire,
  planToWire,
  rerunScopeFromWire,
  rerunScopeToWire,
  runFromWire,
  runQueryFromWire,
  runStartFromWire,
  runToWire,
  stepFromWire,
  stepToWire,
} from '../index.ts';
import * as values from '../test/domain-values.ts';

function arrives<Value, Schema extends DescMessage>(
  schema: Schema,
  arbitrary: fc.Arbitrary<Value>,
  codec: { toWire: (value: Value) => MessageShape<Schema>; fromWire: (message: MessageShape<Schema>) => unknown },
  seenOf: (value: Value) => unknown = (value) => value,
): void {
  fc.assert(
    fc.property(arbitrary, (value) => {
      const message = codec.toWire(value);
      const seen = structuredClone(seenOf(value));
      expect(codec.fromWire(fromBinary(schema, toBinary(schema, message)))).toStrictEqual(seen);
      expect(codec.fromWire(fromJson(schema, toJson(schema, message)))).toStrictEqual(seen);
    }),
    { numRuns: 60 },
  );
}

test('a run arrives with its inputs and its file, without what only the orchestrator needs', () => {
  arrives(RunSchema, values.runs, { toWire: runToWire, fromWire: runFromWire }, (run) => {
    const { requestId: _request, pipeline, workspaces: _workspaces, inputs, source, ...head } = run;
    return { ...head, pipelineName: pipeline.name, file: source.file, details: { inputs, source } };
  });
});

test('a step arrives as it is', () => {
  const toWire = (step: Parameters<typeof stepToWire>[0]) => stepToWire(step, { withOutputs: true });
  arrives(StepSchema, values.stepRuns, { toWire, fromWire: stepFromWire });
});

test('the scope of a rerun arrives as it is, and none is everything', () => {
  arrives(RerunScopeSchema, values.rerunScopes, { toWire: rerunScopeToWire, fromWire: rerunScopeFromWire });
  expect(rerunScopeFromWire(undefined)).toEqual({ kind: 'all' });
});

test('a planned step arrives as it is', () => {
  arrives(
    PlanRunResponseSchema,
    fc.array(values.plannedSteps, { maxLength: 3 }).map((steps) => ({ steps, explanations: [] })),
    { toWire: (plan) => planToWire(plan, { nodeName: () => null }), fromWire: planFromWire },
  );
});

test('a kept result arrives as it is', () => {
  arrives(CacheEntrySchema, values.cacheEntries, { toWire: cacheEntryToWire, fromWire: cacheEntryFromWire });
});

test('what a client got wrong is named, all at once', () => {
  const message = create(StartRunRequestSchema, {
    inputsJson: { n: '{' },
    workspaces: { w: 'abc' },
    requestId: 'with space',
  });
  expect(runStartFromWire(message)).toEqual({
    violations: [
      { field: 'pipeline.file', message: 'must be the path of the file' },
      { field: 'inputs_json.n', message: 'is not JSON' },
      { field: 'workspaces.w', message: 'must be a SHA-256: 64 lower-case hexadecimal digits' },
      { field: 'request_id', message: 'must be 1 to 128 printable characters without spaces' },
    ],
  });
});

test('pages have their bounds, and tokens are ours', () => {
  const runs = create(ListRunsRequestSchema, { pageSize: 1001, pageToken: 'before-x' });
  expect(runQueryFromWire(runs)).toMatchObject({ violations: [{ field: 'page_token' }, { field: 'page_size' }] });
  expect(runQueryFromWire(create(ListRunsRequestSchema, { pageToken: 'before-7' }))).toMatchObject({
    query: { beforeNumber: 7, limit: 100, states: null, withChildren: false },
  });
  expect(cacheQueryFromWire(create(ListCacheEntriesRequestSchema, { pageToken: 'result:a' }))).toEqual({
    query: { afterKey: 'result:a', limit: 100 },
  });
});
