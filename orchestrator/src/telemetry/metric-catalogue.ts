/**
 * Every metric of the orchestrator, as data: the registry is built from it and docs/metrics.md is written from it, so a
 * metric that is not here does not exist. Names follow Prometheus: base units, `_total` for counters, `orchion_` in front.
 */
export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** One sentence. */
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds; histograms only. */
  readonly buckets?: readonly number[];
}

/** From a tenth of a millisecond to ten seconds: calls, commits, passes. */
const latencySeconds = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** From a millisecond to a day: how long jobs wait and run. */
const waitSeconds = [0.001, 0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];
const sizes = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500];

export const metricCatalogue = {
  orchion_jobs: { type: 'gauge', help: 'Jobs by state; ended ones as long as they are kept.', labels: ['state'] },
  orchion_queue_wait_seconds: {
    type: 'histogram',
    help: 'From a job’s entry into the queue to the start of its command.',
    labels: [],
    buckets: waitSeconds,
  },
  orchion_jobs_submitted_total: { type: 'counter', help: 'Jobs accepted.', labels: [] },
  orchion_jobs_ended_total: {
    type: 'counter',
    help: 'Jobs that ended, by the state in which they did.',
    labels: ['state'],
  },
  orchion_job_duration_seconds: {
    type: 'histogram',
    help: 'From a job’s submission to its end.',
    labels: ['state'],
    buckets: waitSeconds,
  },
  orchion_jobs_forgotten_total: { type: 'counter', help: 'Ended jobs that retention dropped.', labels: [] },
  orchion_placements_total: { type: 'counter', help: 'Attempts placed on a node.', labels: [] },
  orchion_attempts_ended_total: {
    type: 'counter',
    help: 'Attempts that ended, by their state and why they ended.',
    labels: ['state', 'reason'],
  },
  orchion_schedule_seconds: {
    type: 'histogram',
    help: 'One pass of the scheduler.',
    labels: [],
    buckets: latencySeconds,
  },
  orchion_schedule_waiting: {
    type: 'gauge',
    help: 'Jobs that the last pass of the scheduler left waiting.',
    labels: [],
  },
  orchion_nodes: { type: 'gauge', help: 'Nodes by liveness.', labels: ['liveness'] },
  orchion_nodes_ineligible: { type: 'gauge', help: 'Nodes that are cordoned or draining.', labels: ['eligibility'] },
  orchion_agent_sessions: { type: 'gauge', help: 'Nodes whose agent is connected.', labels: [] },
  orchion_stale_reports_total: { type: 'counter', help: 'Reports of an old lease, dropped.', labels: [] },
  orchion_commit_seconds: {
    type: 'histogram',
    help: 'One transaction of the store, until it is durable.',
    labels: [],
    buckets: latencySeconds,
  },
  orchion_commit_changes: { type: 'histogram', help: 'Changes in one transaction.', labels: [], buckets: sizes },
  orchion_commit_failures_total: {
    type: 'counter',
    help: 'Transactions that the store refused, by why.',
    labels: ['code'],
  },
  orchion_revision: { type: 'gauge', help: 'The cluster’s revision.', labels: [] },
  orchion_inbox_events: { type: 'gauge', help: 'Events that wait for the loop.', labels: [] },
  orchion_inbox_refused_total: { type: 'counter', help: 'Events that found the inbox full.', labels: [] },
  orchion_turn_seconds: {
    type: 'histogram',
    help: 'One turn of the loop: decide, schedule, commit, release.',
    labels: [],
    buckets: latencySeconds,
  },
  orchion_turn_events: { type: 'histogram', help: 'Events in one turn of the loop.', labels: [], buckets: sizes },
  orchion_log_bytes_total: { type: 'counter', help: 'Log bytes made durable.', labels: [] },
  orchion_log_append_seconds: {
    type: 'histogram',
    help: 'One append to the log store, until it is durable.',
    labels: [],
    buckets: latencySeconds,
  },
  orchion_content_bytes: {
    type: 'gauge',
    help: 'Files by their content: bytes kept, unfinished uploads included.',
    labels: [],
  },
  orchion_content_items: { type: 'gauge', help: 'Files by their content: how many are kept.', labels: [] },
  orchion_content_moved_bytes_total: {
    type: 'counter',
    help: 'Bytes of files that came in and went out.',
    labels: ['direction'],
  },
  orchion_content_collected_total: {
    type: 'counter',
    help: 'Files that were removed because nothing referred to them.',
    labels: [],
  },
  orchion_content_collected_bytes_total: { type: 'counter', help: 'Bytes of these files.', labels: [] },
  orchion_rpc_seconds: {
    type: 'histogram',
    help: 'Calls by method and code; streams until they end. REST calls count under the method that they stand for.',
    labels: ['method', 'code'],
    buckets: latencySeconds,
  },
  orchion_streams: { type: 'gauge', help: 'Open streams: agents’ sessions, watches, log tails.', labels: ['kind'] },
  orchion_stuck_readers_total: {
    type: 'counter',
    help: 'Streams closed because their reader did not take what was sent.',
    labels: ['kind'],
  },
  orchion_refused_callers_total: {
    type: 'counter',
    help: 'Calls without a good token, without the right, or from a foreign page or host.',
    labels: ['reason'],
  },
  orchion_build_info: { type: 'gauge', help: 'Always 1; the version is its label.', labels: ['version'] },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof metricCatalogue;
type Definitions = typeof metricCatalogue;

/** The names of all metrics of a type. */
export type MetricNameOf<T extends MetricDefinition['type']> = {
  [N in MetricName]: Definitions[N]['type'] extends T ? N : never;
}[MetricName];

/** Exactly the labels that a metric was declared with. */
export type LabelsOf<N extends MetricName> = Readonly<Record<Definitions[N]['labels'][number], string>>;
