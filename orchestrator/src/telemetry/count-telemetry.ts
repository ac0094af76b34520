/** Turns what the orchestrator tells into metrics; figures of the committed state are read at each scrape. */
import type { JobState, NodeEligibility, NodeLiveness } from '@orchion/domain';
import type { EdgeTelemetry, Telemetry } from '../ports/telemetry.ts';
import type { JobTracer } from './job-tracer.ts';
import type { MetricRegistry } from './metric-registry.ts';

/** What a scrape reads of the committed state. */
export interface ClusterFigures {
  readonly revision: number;
  readonly jobs: Readonly<Record<JobState, number>>;
  readonly nodes: readonly {
    readonly liveness: NodeLiveness;
    readonly eligibility: NodeEligibility;
    readonly connected: boolean;
  }[];
}

/** `tracer`: gets the jobs' way as well, and answers their trace contexts. */
export function countTelemetry(metrics: MetricRegistry, tracer: JobTracer): Telemetry & EdgeTelemetry {
  const seconds = (ms: number): number => ms / 1000;
  return {
    committed({ changes, ms }) {
      metrics.observe('orchion_commit_seconds', {}, seconds(ms));
      metrics.observe('orchion_commit_changes', {}, changes);
    },
    commitFailed: ({ code }) => metrics.add('orchion_commit_failures_total', { code }),
    scheduled({ waiting, ms }) {
      metrics.observe('orchion_schedule_seconds', {}, seconds(ms));
      metrics.set('orchion_schedule_waiting', {}, waiting);
    },
    turned({ events, ms }) {
      metrics.observe('orchion_turn_seconds', {}, seconds(ms));
      metrics.observe('orchion_turn_events', {}, events);
    },
    inbox: (depth) => metrics.set('orchion_inbox_events', {}, depth),
    inboxRefused: () => metrics.add('orchion_inbox_refused_total', {}),
    staleReports: (count) => metrics.add('orchion_stale_reports_total', {}, count),
    logAppended({ bytes, ms }) {
      metrics.add('orchion_log_bytes_total', {}, bytes);
      metrics.observe('orchion_log_append_seconds', {}, seconds(ms));
    },
    contentCollected({ items, bytes }) {
      metrics.add('orchion_content_collected_total', {}, items);
      metrics.add('orchion_content_collected_bytes_total', {}, bytes);
    },
    jobsForgotten: (count) => metrics.add('orchion_jobs_forgotten_total', {}, count),

    jobSubmitting: (job) => tracer.jobSubmitting(job),
    jobRefused: (job) => tracer.jobRefused(job),
    jobAccepted(job) {
      metrics.add('orchion_jobs_submitted_total', {});
      tracer.jobAccepted(job);
    },
    jobPlaced(placement) {
      metrics.add('orchion_placements_total', {});
      tracer.jobPlaced(placement);
    },
    attemptStarted(start) {
      metrics.observe('orchion_queue_wait_seconds', {}, seconds(start.waitMs));
      tracer.attemptStarted(start);
    },
    attemptEnded(end) {
      metrics.add('orchion_attempts_ended_total', { state: end.state, reason: end.reason });
      tracer.attemptEnded(end);
    },
    jobEnded(end) {
      metrics.add('orchion_jobs_ended_total', { state: end.state });
      metrics.observe('orchion_job_duration_seconds', { state: end.state }, seconds(end.ms));
      tracer.jobEnded(end);
    },
    traceparent: (jobId) => tracer.traceparent(jobId),

    inTrace: (traceparent, run) => tracer.inTrace(traceparent, run),
    called: ({ method, code, ms }) => metrics.observe('orchion_rpc_seconds', { method, code }, seconds(ms)),
    refusedCaller: ({ reason }) => metrics.add('orchion_refused_callers_total', { reason }),
    streams: ({ kind, by }) => metrics.shift('orchion_streams', { kind }, by),
    contentMoved: ({ direction, bytes }) => metrics.add('orchion_content_moved_bytes_total', { direction }, bytes),
    stuckReader: ({ kind }) => metrics.add('orchion_stuck_readers_total', { kind }),
  };
}

/** Sets the gauges that are read off the committed state. */
export function setClusterFigures(metrics: MetricRegistry, figures: ClusterFigures): void {
  metrics.set('orchion_revision', {}, figures.revision);
  for (const [state, count] of Object.entries(figures.jobs)) metrics.set('orchion_jobs', { state }, count);
  const nodes: Record<NodeLiveness, number> = { ready: 0, unreachable: 0, lost: 0 };
  const ineligible: Record<Exclude<NodeEligibility, 'schedulable'>, number> = { cordoned: 0, draining: 0 };
  let connected = 0;
  for (const node of figures.nodes) {
    nodes[node.liveness] += 1;
    if (node.eligibility !== 'schedulable') ineligible[node.eligibility] += 1;
    if (node.connected) connected += 1;
  }
  for (const [liveness, count] of Object.entries(nodes)) metrics.set('orchion_nodes', { liveness }, count);
  for (const [eligibility, count] of Object.entries(ineligible)) {
    metrics.set('orchion_nodes_ineligible', { eligibility }, count);
  }
  metrics.set('orchion_agent_sessions', {}, connected);
}
