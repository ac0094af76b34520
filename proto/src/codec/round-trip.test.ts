// What one side says, the other side hears: every domain value comes back equal after the wire, in both encodings that are
// spoken (binary between agents, clients and orchestrator; JSON over REST).

import {
  create,
  fromBinary,
  fromJson,
  toBinary,
  toJson,
  type DescMessage,
  type MessageShape,
} from '@bufbuild/protobuf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AllocationSchema,
  AppendLogsRequestSchema,
  AppendLogsResponseSchema,
  ExplanationSchema,
  JobSpecSchema,
  LogChunkSchema,
  LogCursorSchema,
  NodeInventorySchema,
  NodeMetricsSchema,
  ObservationSchema,
  ResourceRequestSchema,
  SessionRequestSchema,
  SessionResponseSchema,
  SubmitJobsRequestSchema,
  TailLogRequestSchema,
  TailLogResponseSchema,
  acceptedJobSpecFromWire,
  agentMessageFromWire,
  agentMessageToWire,
  allocationFromWire,
  allocationToWire,
  explanationFromWire,
  explanationToWire,
  inventoryFromWire,
  inventoryToWire,
  jobSpecFromWire,
  jobSpecToWire,
  logAcksFromWire,
  logAcksToWire,
  logChunkFromWire,
  logChunkToWire,
  logCursorFromWire,
  logCursorToWire,
  logDeliveryFromWire,
  logDeliveryToWire,
  logTailEventFromWire,
  logTailEventToWire,
  logTailRequestFromWire,
  logTailRequestToWire,
  metricsFromWire,
  metricsToWire,
  observationFromWire,
  observationToWire,
  orchestratorMessageFromWire,
  orchestratorMessageToWire,
  resourceRequestFromWire,
  resourceRequestToWire,
  submitsFromWire,
  type AgentMessage,
  type LogTailEvent,
  type OrchestratorMessage,
} from '../index.ts';
import * as values from '../test/domain-values.ts';

interface Family<Schema extends DescMessage, Value> {
  schema: Schema;
  values: fc.Arbitrary<Value>;
  toWire: (value: Value) => MessageShape<Schema>;
  fromWire: (message: MessageShape<Schema>) => unknown;
}

function comesBackEqual<Schema extends DescMessage, Value>(name: string, family: Family<Schema, Value>): void {
  test(`${name} comes back equal`, () => {
    const { schema, toWire, fromWire } = family;
    fc.assert(
      fc.property(family.values, (value) => {
        const message = toWire(value);
        // A clone has plain objects where fast-check makes ones without a prototype.
        const expected = structuredClone(value);
        expect(fromWire(fromBinary(schema, toBinary(schema, message)))).toStrictEqual(expected);
        expect(fromWire(fromJson(schema, toJson(schema, message)))).toStrictEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const held = fc.array(values.observations, { maxLength: 3 });

const agentMessages: fc.Arbitrary<AgentMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('hello' as const),
    hello: fc.record({
      nodeId: values.nodeIds,
      clusterId: maybe(values.clusterIds),
      nodeName: values.nodeNames,
      instanceId: values.instanceIds,
      bootId: values.texts,
      agentPid: fc.nat(),
      labels: values.labels,
      inventory: values.inventories,
      held,
      sentAtMs: values.figures,
    }),
  }),
  fc.record({
    kind: fc.constant('report' as const),
    report: fc.record({
      sentAtMs: values.figures,
      full: fc.boolean(),
      held,
      metrics: maybe(values.nodeMetrics),
      inventory: maybe(values.inventories),
    }),
  }),
);

const leased = { jobId: values.jobIds, number: fc.integer({ min: 1, max: 1000 }), lease: values.amounts };
const orchestratorMessages: fc.Arbitrary<OrchestratorMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('welcome' as const),
    welcome: fc.record({
      clusterId: values.clusterIds,
      sessionId: values.sessionIds,
      nodeName: values.nodeNames,
      heartbeatIntervalMs: values.intervals,
      leaseMs: values.intervals,
      answersSentAtMs: values.figures,
    }),
  }),
  fc.record({
    kind: fc.constant('directive' as const),
    directive: fc.record({
      answersSentAtMs: maybe(values.figures.filter((ms) => ms > 0)),
      full: fc.boolean(),
      launches: fc.array(
        fc.record({ ...leased, spec: values.jobSpecs, allocation: values.allocations, traceparent: values.texts }),
        { maxLength: 2 },
      ),
      wanted: fc.array(
        fc.record({
          ...leased,
          stop: maybe(fc.constantFrom('cancelled' as const, 'preempted' as const, 'timeout' as const)),
        }),
        { maxLength: 3 },
      ),
      forget: fc.array(values.attemptRefs, { maxLength: 3 }),
      quarantine: maybe(values.texts.filter((text) => text !== '')),
      heartbeatIntervalMs: maybe(values.intervals),
    }),
  }),
);

const tailEvents: fc.Arbitrary<LogTailEvent> = fc.integer({ min: 1, max: 100 }).chain((attempt) =>
  fc.oneof(
    values.logChunks.map((chunk) => ({ kind: 'chunk' as const, attempt, chunk })),
    fc.record({
      kind: fc.constant('end' as const),
      attempt: fc.constant(attempt),
      cursor: values.cursors,
      complete: fc.boolean(),
    }),
    fc.constant({ kind: 'heartbeat' as const, attempt }),
  ),
);

comesBackEqual('a spec that a user submits', {
  schema: JobSpecSchema,
  values: values.jobSpecs.map((spec) => ({ spec })),
  toWire: ({ spec }) => jobSpecToWire(spec),
  fromWire: jobSpecFromWire,
});
comesBackEqual('a spec that was accepted', {
  schema: JobSpecSchema,
  values: values.jobSpecs,
  toWire: (spec) => jobSpecToWire(spec),
  fromWire: acceptedJobSpecFromWire,
});
comesBackEqual('a batch of submits', {
  schema: SubmitJobsRequestSchema,
  values: fc.record({
    submits: fc.array(fc.record({ spec: values.jobSpecs, requestId: maybe(values.requestIds) }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  toWire: ({ submits }) =>
    create(SubmitJobsRequestSchema, {
      jobs: submits.map(({ spec, requestId }) => ({ spec: jobSpecToWire(spec), requestId: requestId ?? '' })),
    }),
  fromWire: submitsFromWire,
});
comesBackEqual('a resource request', {
  schema: ResourceRequestSchema,
  values: values.resourceRequests,
  toWire: resourceRequestToWire,
  fromWire: resourceRequestFromWire,
});
comesBackEqual('an allocation', {
  schema: AllocationSchema,
  values: values.allocations,
  toWire: allocationToWire,
  fromWire: allocationFromWire,
});
comesBackEqual('an inventory', {
  schema: NodeInventorySchema,
  values: values.inventories,
  toWire: inventoryToWire,
  fromWire: inventoryFromWire,
});
comesBackEqual('a set of metrics', {
  schema: NodeMetricsSchema,
  values: values.nodeMetrics,
  toWire: metricsToWire,
  fromWire: metricsFromWire,
});
comesBackEqual('an observation', {
  schema: ObservationSchema,
  values: values.observations,
  toWire: observationToWire,
  fromWire: observationFromWire,
});
comesBackEqual('a message from an agent', {
  schema: SessionRequestSchema,
  values: agentMessages,
  toWire: agentMessageToWire,
  fromWire: agentMessageFromWire,
});
comesBackEqual('a message to an agent', {
  schema: SessionResponseSchema,
  values: orchestratorMessages,
  toWire: orchestratorMessageToWire,
  fromWire: orchestratorMessageFromWire,
});
comesBackEqual('an explanation', {
  schema: ExplanationSchema,
  values: values.explanations.map((explanation) => ({
    ...explanation,
    nodeName: explanation.nodeId === null ? null : 'tower',
  })),
  toWire: (explanation) => explanationToWire(explanation, { nodeName: () => 'tower' }),
  fromWire: explanationFromWire,
});
comesBackEqual('a log chunk', {
  schema: LogChunkSchema,
  values: values.logChunks,
  toWire: logChunkToWire,
  fromWire: logChunkFromWire,
});
comesBackEqual('a log cursor', {
  schema: LogCursorSchema,
  values: values.cursors,
  toWire: logCursorToWire,
  fromWire: logCursorFromWire,
});
comesBackEqual('a delivery of logs', {
  schema: AppendLogsRequestSchema,
  values: fc.record({
    nodeId: values.nodeIds,
    logs: fc.array(fc.record({ attempt: values.attemptRefs, chunks: fc.array(values.logChunks, { maxLength: 3 }) }), {
      maxLength: 3,
    }),
  }),
  toWire: logDeliveryToWire,
  fromWire: logDeliveryFromWire,
});
comesBackEqual('the acknowledgement of logs', {
  schema: AppendLogsResponseSchema,
  values: fc.array(fc.record({ attempt: values.attemptRefs, durable: values.cursors, unwanted: fc.boolean() }), {
    maxLength: 3,
  }),
  toWire: logAcksToWire,
  fromWire: logAcksFromWire,
});
comesBackEqual('a request to tail a log', {
  schema: TailLogRequestSchema,
  values: fc.record({
    request: fc.record({
      jobId: values.jobIds,
      attempt: maybe(fc.integer({ min: 1, max: 1000 })),
      stream: fc.constantFrom('stdout' as const, 'stderr' as const, 'both' as const),
      cursor: values.cursors,
      sinceAt: maybe(values.times),
      follow: fc.boolean(),
    }),
  }),
  toWire: ({ request }) => logTailRequestToWire(request),
  fromWire: logTailRequestFromWire,
});
comesBackEqual('what a tail sends', {
  schema: TailLogResponseSchema,
  values: tailEvents,
  toWire: logTailEventToWire,
  fromWire: logTailEventFromWire,
});

test('a job without an attempt has heartbeats and an end of number 0, and no bytes', () => {
  const end = { kind: 'end', attempt: 0, cursor: { stdout: 0, stderr: 0 }, complete: true } as const;
  for (const event of [end, { kind: 'heartbeat', attempt: 0 } as const]) {
    expect(logTailEventFromWire(logTailEventToWire(event))).toEqual(event);
  }
  const chunk = { kind: 'data', stream: 'stdout', offset: 0, at: 1, bytes: new Uint8Array(1) } as const;
  expect(() => logTailEventFromWire(logTailEventToWire({ kind: 'chunk', attempt: 0, chunk }))).toThrow('attempt');
});
