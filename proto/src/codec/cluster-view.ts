/** The cluster as clients see it: GetStatusResponse, one screen, and WatchResponse, what changes. */
import { create } from '@bufbuild/protobuf';
import type { ClusterId, JobId, JobState, NodeId, RunHead, RunId, StepRef, StepRun } from '@orchion/domain';
import {
  GetStatusResponseSchema,
  WatchResponseSchema,
  type GetStatusResponse,
  type JobCounts,
  type WatchResponse,
} from '../../gen/orchion/v1/cluster_pb.js';
import { idFromWire } from './identity.ts';
import { jobViewFromWire, jobViewToWire, type JobSeen, type JobViewInput } from './job-view.ts';
import { nodeViewFromWire, nodeViewToWire, type NodeSeen, type NodeViewInput } from './node-view.ts';
import { uint64FromWire, uint64ToWire } from './numbers.ts';
import { runFromWire, runHeadToWire, stepFromWire, stepToWire, type RunSeen } from './run-view.ts';
import { stepRefFromWire } from './step-ref.ts';
import { timeFromWire, timeToWire } from './time.ts';
import { each, required, within } from './wire-error.ts';

/** The orchestrator's own status fits here as it is. */
export interface StatusViewInput {
  readonly clusterId: ClusterId;
  readonly revision: number;
  readonly nodes: readonly NodeViewInput[];
  readonly counts: Readonly<Record<JobState, number>>;
  readonly waiting: readonly JobViewInput[];
  readonly problems: readonly string[];
}

/** The process that answers. */
export interface OrchestratorProcess {
  readonly pid: number;
  readonly version: string;
  /** Where it listens: 'unix:/path', 'http://127.0.0.1:7420'. */
  readonly addresses: readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface StatusSeen {
  readonly orchestrator: OrchestratorProcess & { readonly clusterId: ClusterId; readonly revision: number };
  readonly nodes: readonly NodeSeen[];
  readonly counts: Readonly<Record<JobState, number>>;
  readonly waiting: readonly JobSeen[];
  readonly problems: readonly string[];
}

/** One message of a watch. The orchestrator's own feed fits here as it is. */
export interface FeedInput {
  readonly revision: number;
  readonly reset: boolean;
  readonly snapshotComplete: boolean;
  readonly nodes: readonly NodeViewInput[];
  readonly nodesRemoved: readonly NodeId[];
  readonly jobs: readonly JobViewInput[];
  readonly jobsRemoved: readonly JobId[];
  readonly runs: readonly RunHead[];
  readonly runsRemoved: readonly RunId[];
  readonly steps: readonly StepRun[];
  readonly stepsRemoved: readonly StepRef[];
}

export interface FeedSeen {
  /** The revision after these changes: resume from it. */
  readonly revision: number;
  /** Drop what you have: a snapshot begins. */
  readonly reset: boolean;
  readonly snapshotComplete: boolean;
  readonly nodes: readonly NodeSeen[];
  readonly nodesRemoved: readonly NodeId[];
  /** With the latest attempt only, and without the environment. */
  readonly jobs: readonly JobSeen[];
  readonly jobsRemoved: readonly JobId[];
  readonly runs: readonly RunSeen[];
  readonly runsRemoved: readonly RunId[];
  /** Without what they wrote. A snapshot has none of ended runs. */
  readonly steps: readonly StepRun[];
  /** Cells have taken their place. */
  readonly stepsRemoved: readonly StepRef[];
}

export function statusToWire(status: StatusViewInput, process: OrchestratorProcess): GetStatusResponse {
  const names = new Map(status.nodes.map(({ node }) => [node.id, node.name]));
  const options = { withEnv: false, nodeName: (id: NodeId) => names.get(id) ?? null };
  return create(GetStatusResponseSchema, {
    orchestrator: {
      pid: process.pid,
      version: process.version,
      addresses: [...process.addresses],
      startedAt: timeToWire(process.startedAt),
      clusterId: status.clusterId,
      revision: uint64ToWire(status.revision),
    },
    nodes: status.nodes.map(nodeViewToWire),
    jobs: mapCounts(status.counts, uint64ToWire),
    waiting: status.waiting.map((view) => jobViewToWire(view, options)),
    problems: [...status.problems],
  });
}

/** Throws WireError. */
export function statusFromWire(message: GetStatusResponse): StatusSeen {
  const orchestrator = required(message.orchestrator, 'orchestrator');
  return {
    orchestrator: within('orchestrator', () => ({
      pid: orchestrator.pid,
      version: orchestrator.version,
      addresses: orchestrator.addresses,
      startedAt: timeFromWire(orchestrator.startedAt, 'started_at'),
      clusterId: idFromWire('cluster', orchestrator.clusterId, 'cluster_id'),
      revision: uint64FromWire(orchestrator.revision, 'revision'),
    })),
    nodes: each('nodes', message.nodes, nodeViewFromWire),
    counts: within('jobs', () => countsFromWire(required(message.jobs, ''))),
    waiting: each('waiting', message.waiting, jobViewFromWire),
    problems: message.problems,
  };
}

export function feedToWire(
  feed: FeedInput,
  { nodeName }: { readonly nodeName: (id: NodeId) => string | null },
): WatchResponse {
  return create(WatchResponseSchema, {
    revision: uint64ToWire(feed.revision),
    reset: feed.reset,
    snapshotComplete: feed.snapshotComplete,
    nodes: feed.nodes.map(nodeViewToWire),
    nodesRemoved: [...feed.nodesRemoved],
    jobs: feed.jobs.map((view) => jobViewToWire(view, { withEnv: false, nodeName })),
    jobsRemoved: [...feed.jobsRemoved],
    runs: feed.runs.map(runHeadToWire),
    runsRemoved: [...feed.runsRemoved],
    steps: feed.steps.map((step) => stepToWire(step, { withOutputs: false })),
    stepsRemoved: feed.stepsRemoved.map(({ runId, stepKey }) => ({ runId, stepKey })),
  });
}

/** Throws WireError. */
export function feedFromWire(message: WatchResponse): FeedSeen {
  return {
    revision: uint64FromWire(message.revision, 'revision'),
    reset: message.reset,
    snapshotComplete: message.snapshotComplete,
    nodes: each('nodes', message.nodes, nodeViewFromWire),
    nodesRemoved: each('nodes_removed', message.nodesRemoved, (id) => idFromWire('node', id, '')),
    jobs: each('jobs', message.jobs, jobViewFromWire),
    jobsRemoved: each('jobs_removed', message.jobsRemoved, (id) => idFromWire('job', id, '')),
    runs: each('runs', message.runs, runFromWire),
    runsRemoved: each('runs_removed', message.runsRemoved, (id) => idFromWire('run', id, '')),
    steps: each('steps', message.steps, stepFromWire),
    stepsRemoved: each('steps_removed', message.stepsRemoved, stepRefFromWire),
  };
}

/** The fields of JobCounts are the states of a job: a new state fails to compile here. */
function mapCounts<From, To>(counts: Readonly<Record<JobState, From>>, map: (count: From, state: JobState) => To) {
  return {
    queued: map(counts.queued, 'queued'),
    running: map(counts.running, 'running'),
    unknown: map(counts.unknown, 'unknown'),
    succeeded: map(counts.succeeded, 'succeeded'),
    failed: map(counts.failed, 'failed'),
    cancelled: map(counts.cancelled, 'cancelled'),
  } satisfies Record<JobState, To>;
}

function countsFromWire(counts: JobCounts): Record<JobState, number> {
  return mapCounts(counts, uint64FromWire);
}
