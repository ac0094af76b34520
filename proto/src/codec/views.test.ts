// Views say less than the orchestrator knows; what they say arrives as it was, in both encodings.

import { fromBinary, fromJson, toBinary, toJson, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import type { Attempt, JobState, NodeId } from '@orchion/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  GetStatusResponseSchema,
  JobSchema,
  NodeSchema,
  WatchResponseSchema,
  feedFromWire,
  feedToWire,
  jobViewFromWire,
  jobViewToWire,
  nodeViewFromWire,
  nodeViewToWire,
  statusFromWire,
  statusToWire,
  type AttemptSeen,
  type JobSeen,
  type JobViewInput,
  type NodeSeen,
  type NodeViewInput,
} from '../index.ts';
import * as values from '../test/domain-values.ts';

const tower = () => 'tower';
const options = { withEnv: true, nodeName: tower };

function arrivesAs<Schema extends DescMessage, Seen>(
  schema: Schema,
  view: { message: MessageShape<Schema>; fromWire: (message: MessageShape<Schema>) => Seen; seen: Seen },
): void {
  // A clone has plain objects where fast-check makes ones without a prototype.
  const seen = structuredClone(view.seen);
  expect(view.fromWire(fromBinary(schema, toBinary(schema, view.message)))).toStrictEqual(seen);
  expect(view.fromWire(fromJson(schema, toJson(schema, view.message)))).toStrictEqual(seen);
}

function seenOfAttempt(attempt: Attempt, nodeName: string | null, withOutputs: boolean): AttemptSeen {
  const { number, nodeId, state, placedAt, startedAt, endedAt, end, allocation, logLengths } = attempt;
  const products = attempt.products !== null && !withOutputs ? { ...attempt.products, outputs: {} } : attempt.products;
  return { number, nodeId, nodeName, state, placedAt, startedAt, endedAt, end, allocation, logLengths, products };
}

function seenOfJob(
  view: JobViewInput,
  { withEnv, nodeName }: { withEnv: boolean; nodeName: (id: NodeId) => string | null },
): JobSeen {
  const { job, attempts, state, message } = view;
  return {
    id: job.id,
    spec: withEnv ? job.spec : { ...job.spec, env: {} },
    state,
    message,
    submittedAt: job.submittedAt,
    startedAt: attempts.at(-1)?.startedAt ?? null,
    endedAt: job.status.outcome?.at ?? null,
    principal: job.principal,
    cancelRequested: job.status.cancelRequestedAt !== null,
    attempts: attempts.map((attempt) => seenOfAttempt(attempt, nodeName(attempt.nodeId), withEnv)),
    retryOf: job.retryOf,
    owner: job.owner,
    sequence: job.sequence,
    notBefore: job.status.notBefore > job.submittedAt ? job.status.notBefore : null,
  };
}

function seenOfNode({ node, ...live }: NodeViewInput): NodeSeen {
  const { instanceId: _instance, bootId: _boot, ...shown } = node;
  return { ...shown, ...live };
}

const counts = fc.record({
  queued: values.amounts,
  running: values.amounts,
  unknown: values.amounts,
  succeeded: values.amounts,
  failed: values.amounts,
  cancelled: values.amounts,
} satisfies Record<JobState, fc.Arbitrary<number>>);

test('a job arrives with its spec, its attempts and its times', () => {
  fc.assert(
    fc.property(values.jobViews, (view) => {
      const message = jobViewToWire(view, options);
      arrivesAs(JobSchema, { message, fromWire: jobViewFromWire, seen: seenOfJob(view, options) });
    }),
    { numRuns: 60 },
  );
});

test('a node arrives with what it has and what is held of it', () => {
  fc.assert(
    fc.property(values.nodeViews, (view) => {
      arrivesAs(NodeSchema, { message: nodeViewToWire(view), fromWire: nodeViewFromWire, seen: seenOfNode(view) });
    }),
    { numRuns: 60 },
  );
});

test('a feed message arrives, its jobs without the environment', () => {
  const feeds = fc.record({
    revision: values.amounts,
    reset: fc.boolean(),
    snapshotComplete: fc.boolean(),
    nodes: fc.array(values.nodeViews, { maxLength: 2 }),
    nodesRemoved: fc.array(values.nodeIds, { maxLength: 2 }),
    jobs: fc.array(values.jobViews, { maxLength: 2 }),
    jobsRemoved: fc.array(values.jobIds, { maxLength: 2 }),
    runs: fc.array(values.runHeads, { maxLength: 2 }),
    runsRemoved: fc.array(values.runIds, { maxLength: 2 }),
    steps: fc.array(values.stepRuns, { maxLength: 2 }),
    stepsRemoved: fc.array(values.stepRefs, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(feeds, (feed) => {
      const seen = {
        ...feed,
        runs: feed.runs.map((head) => ({ ...head, details: null })),
        steps: feed.steps.map((step) => ({ ...step, outputs: {} })),
        nodes: feed.nodes.map(seenOfNode),
        jobs: feed.jobs.map((view) => seenOfJob(view, { withEnv: false, nodeName: tower })),
      };
      const message = feedToWire(feed, { nodeName: tower });
      arrivesAs(WatchResponseSchema, { message, fromWire: feedFromWire, seen });
    }),
    { numRuns: 40 },
  );
});

test('the status arrives; attempts carry the names of the nodes in it', () => {
  const statuses = fc.record({
    clusterId: values.clusterIds,
    revision: values.amounts,
    nodes: fc.array(values.nodeViews, { maxLength: 2 }),
    counts,
    waiting: fc.array(values.jobViews, { maxLength: 2 }),
    problems: fc.array(values.texts, { maxLength: 2 }),
  });
  const process = { pid: 42, version: '0.1.0', addresses: ['unix:/run/o.sock'], startedAt: 1_700_000_000_123 };
  fc.assert(
    fc.property(statuses, (status) => {
      const nodeName = (id: NodeId) => status.nodes.findLast(({ node }) => node.id === id)?.node.name ?? null;
      const { clusterId, revision, ...rest } = status;
      const seen = {
        ...rest,
        orchestrator: { ...process, clusterId, revision },
        nodes: status.nodes.map(seenOfNode),
        waiting: status.waiting.map((view) => seenOfJob(view, { withEnv: false, nodeName })),
      };
      arrivesAs(GetStatusResponseSchema, { message: statusToWire(status, process), fromWire: statusFromWire, seen });
    }),
    { numRuns: 40 },
  );
});
