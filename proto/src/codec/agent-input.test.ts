// A message of an agent or of the orchestrator that makes no sense ends the session with the path of the field: it is never
// half understood.

import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { noContainerEngine } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import {
  AppendLogsRequestSchema,
  AppendLogsResponseSchema,
  EndReason,
  WireLogGapReason,
  SessionRequestSchema,
  SessionResponseSchema,
  WireAttemptState,
  WireError,
  WireLogStream,
  agentMessageFromWire,
  inventoryFromWire,
  logAcksFromWire,
  logDeliveryFromWire,
  orchestratorMessageFromWire,
  NodeInventorySchema,
  type ObservationSchema,
} from '../index.ts';

// Enums on the wire are open: a newer sender may say what the generated types do not know.
const unknownValue = 99 as never;

function wireErrorOf(decode: () => unknown): WireError {
  try {
    decode();
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
  throw new Error('it was understood');
}

const jobId = 'job-000000000000';
const nodeId = 'node-000000000000';
const running = { jobId, attempt: 1, lease: 1n, state: WireAttemptState.RUNNING };

const ended = {
  ...running,
  state: WireAttemptState.SUCCEEDED,
  end: { reason: EndReason.EXIT_CODE, exitCode: 0 },
  logLengths: {},
};
const manyOutputs = Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`o${i}`, '']));

describe('an observation', () => {
  const cases: [title: string, observation: MessageInitShape<typeof ObservationSchema>, field: string][] = [
    ['without a job', { ...running, jobId: '' }, 'job_id'],
    ['of attempt 0', { ...running, attempt: 0 }, 'attempt'],
    ['with a lease beyond counting', { ...running, lease: 2n ** 53n }, 'lease'],
    ['without a state', { ...running, state: WireAttemptState.UNSPECIFIED }, 'state'],
    ['with a state of a newer agent', { ...running, state: unknownValue }, 'state'],
    ['with a state that only the orchestrator knows', { ...running, state: WireAttemptState.UNKNOWN }, 'state'],
    ['that ended without a reason', { ...running, state: WireAttemptState.FAILED, logLengths: {} }, 'end'],
    [
      'that ended without its log lengths',
      { ...running, state: WireAttemptState.SUCCEEDED, end: { reason: EndReason.EXIT_CODE } },
      'log_lengths',
    ],
    ['that runs and has left something', { ...running, products: {} }, 'products'],
    [
      'with an artifact that is named by no digest',
      { ...ended, products: { artifacts: [{ name: 'model', tree: 'A' }] } },
      'products.artifacts[0].tree',
    ],
    ['with too many outputs', { ...ended, products: { outputs: manyOutputs } }, 'products.outputs'],
    ['with too large outputs', { ...ended, products: { outputs: { big: 'x'.repeat(1 << 20) } } }, 'products.outputs'],
    ['that runs and has ended', { ...running, end: { reason: EndReason.SIGNAL } }, 'end'],
    [
      'that ended for an unspecified reason',
      { ...running, state: WireAttemptState.FAILED, end: {}, logLengths: {} },
      'end.reason',
    ],
  ];
  test.each(cases)('%s is refused', (_title, observation, field) => {
    const message = create(SessionRequestSchema, {
      message: { case: 'report', value: { held: [running, observation] } },
    });
    const error = wireErrorOf(() => agentMessageFromWire(message));
    expect(error.field).toBe(`report.held[1].${field}`);
    expect(error.code).toBe('bad_message');
  });
});

describe('a session message', () => {
  const hello = {
    nodeId,
    nodeName: 'tower',
    instanceId: 'instance-000000000000',
    inventory: {},
    sentAtMs: 1,
  };
  const cases: [title: string, message: MessageInitShape<typeof SessionRequestSchema>, field: string][] = [
    ['that says nothing', {}, 'message'],
    ['hello with a foreign id', { message: { case: 'hello', value: { ...hello, nodeId: 'x' } } }, 'hello.node_id'],
    ['hello with a bad name', { message: { case: 'hello', value: { ...hello, nodeName: 'a b' } } }, 'hello.node_name'],
    [
      'hello with a bad label',
      { message: { case: 'hello', value: { ...hello, labels: { ' ': '' } } } },
      'hello.labels',
    ],
    [
      'hello without an inventory',
      { message: { case: 'hello', value: { ...hello, inventory: undefined } } },
      'hello.inventory',
    ],
    ['report without a clock', { message: { case: 'report', value: { sentAtMs: Number.NaN } } }, 'report.sent_at_ms'],
  ];
  test.each(cases)('%s is refused', (_title, message, field) => {
    expect(wireErrorOf(() => agentMessageFromWire(create(SessionRequestSchema, message))).field).toBe(field);
  });
});

describe('a directive', () => {
  const cases: [title: string, message: MessageInitShape<typeof SessionResponseSchema>, field: string][] = [
    ['that says nothing', {}, 'message'],
    [
      'that launches without a spec',
      { message: { case: 'directive', value: { launches: [{ jobId, attempt: 1, lease: 1n, allocation: {} }] } } },
      'directive.launches[0].spec',
    ],
    [
      'that stops for no reason to stop',
      {
        message: {
          case: 'directive',
          value: { wanted: [{ jobId, attempt: 1, lease: 1n, stop: true, stopReason: EndReason.SIGNAL }] },
        },
      },
      'directive.wanted[0].stop_reason',
    ],
    [
      'welcome without a lease',
      {
        message: {
          case: 'welcome',
          value: {
            clusterId: 'cluster-000000000000',
            sessionId: 'session-000000000000',
            heartbeatInterval: { seconds: 2n },
          },
        },
      },
      'welcome.lease',
    ],
  ];
  test.each(cases)('%s is refused', (_title, message, field) => {
    expect(wireErrorOf(() => orchestratorMessageFromWire(create(SessionResponseSchema, message))).field).toBe(field);
  });
});

describe('a delivery of logs', () => {
  const chunk = { stream: WireLogStream.STDOUT, at: { seconds: 1n } };
  const cases: [title: string, chunk: object, field: string][] = [
    ['of no stream', { ...chunk, stream: WireLogStream.UNSPECIFIED }, 'stream'],
    ['without a time', { ...chunk, at: undefined }, 'at'],
    ['that ends beyond counting', { ...chunk, offset: 2n ** 53n - 1n, data: new Uint8Array(1) }, 'offset'],
    [
      'of a gap with bytes',
      { ...chunk, data: new Uint8Array(1), gap: { length: 1n, reason: WireLogGapReason.CAP } },
      'data',
    ],
    ['of a gap without a reason', { ...chunk, gap: { length: 1n } }, 'gap.reason'],
  ];
  test.each(cases)('%s is refused', (_title, bad, field) => {
    const message = create(AppendLogsRequestSchema, {
      nodeId,
      logs: [{ jobId, attempt: 1, chunks: [{ ...chunk }, bad] }],
    });
    expect(wireErrorOf(() => logDeliveryFromWire(message)).field).toBe(`logs[0].chunks[1].${field}`);
  });

  test('is not acknowledged by an answer without a cursor', () => {
    const message = create(AppendLogsResponseSchema, { acks: [{ jobId, attempt: 1 }] });
    expect(wireErrorOf(() => logAcksFromWire(message)).field).toBe('acks[0].durable');
  });
});

test('executors that this version does not know are left out of an inventory', () => {
  const message = create(NodeInventorySchema, { executors: ['process', 'toString', 'quantum'] });
  expect(inventoryFromWire(message).executors).toEqual(['process']);
  expect(inventoryFromWire(message).containerEngine).toEqual(noContainerEngine);
});
