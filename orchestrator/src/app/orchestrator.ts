/**
 * What the orchestrator offers to its edges (RPC, REST, simulation): commands that answer when durable, and reads of
 * committed state. The implementation is `createOrchestrator` in `create-orchestrator.ts`.
 */
import type {
  AgentHello,
  AgentReport,
  Allocation,
  CacheEntry,
  ClusterId,
  Directive,
  Explanation,
  JobId,
  JobSpec,
  JobState,
  JsonValue,
  Node,
  NodeId,
  NodeMetrics,
  PipelinePlan,
  PipelineSpec,
  RequestId,
  RerunScope,
  Run,
  RunHead,
  RunId,
  RunSource,
  SessionId,
  StepRun,
  Digest,
  Violation,
  Welcome,
} from '@orchion/domain';
import type { ContentReferences } from '../ports/content-references.ts';
import type { AttemptDirectory } from '../ports/attempt-directory.ts';
import type { JobQuery, RunQuery, StoredJob } from '../ports/store.ts';

/** Ordinary outcomes that a caller must handle; the RPC edge turns each code into its status. */
export type RefusalCode =
  'not_found' | 'invalid' | 'failed_precondition' | 'already_exists' | 'resource_exhausted' | 'unavailable';

export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** For the user: what, where, what would be right. */
  readonly message: string;
  /** For `invalid`: each wrong field. */
  readonly violations: readonly Violation[];
}

export type Outcome<T> = { readonly kind: 'ok'; readonly value: T } | Refusal;

export interface JobView extends StoredJob {
  readonly state: JobState;
  /** Why it ended, or why it waits: one sentence. */
  readonly message: string;
}

export interface NodeView {
  readonly node: Node;
  readonly metrics: NodeMetrics | null;
  readonly allocated: Allocation;
  readonly attemptsLive: number;
  readonly connected: boolean;
}

/** A run with its steps, in the order of its file. */
export interface RunDetail {
  readonly run: Run;
  readonly steps: readonly StepRun[];
}

interface StartRunRequest {
  readonly pipeline: PipelineSpec;
  readonly source: RunSource;
  /** Complete and of their types. */
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly workspaces: Readonly<Record<string, Digest>>;
  readonly requestId: RequestId | null;
}

export interface StatusView {
  readonly clusterId: ClusterId;
  readonly revision: number;
  readonly nodes: readonly NodeView[];
  readonly counts: Readonly<Record<JobState, number>>;
  /** The first waiting jobs, each with its reason in `message`; at most 20. */
  readonly waiting: readonly JobView[];
  readonly problems: readonly string[];
}

/** One commit's changes as watchers see them. */
export interface FeedEntry {
  readonly revision: number;
  readonly nodes: readonly NodeView[];
  readonly nodesRemoved: readonly NodeId[];
  /** With the latest attempt only. */
  readonly jobs: readonly JobView[];
  readonly jobsRemoved: readonly JobId[];
  readonly runs: readonly RunHead[];
  readonly runsRemoved: readonly RunId[];
  /** Steps of live runs as they are now. */
  readonly steps: readonly StepRun[];
  /** Steps whose place their matrix's cells have taken. */
  readonly stepsRemoved: readonly StepName[];
}

interface StepName {
  readonly runId: RunId;
  readonly stepKey: string;
}

export interface FeedMessage extends FeedEntry {
  /** Drop what you have: a snapshot begins. */
  readonly reset: boolean;
  readonly snapshotComplete: boolean;
}

export interface AgentSessionPort {
  /** Called by the orchestrator, after the commit, in order. Must not throw; a closed session drops the message. */
  welcome(welcome: Welcome): void;
  directive(directive: Directive): void;
  /** The orchestrator ends the session. */
  close(reason: string): void;
}

export interface AgentSession {
  readonly sessionId: SessionId;
  report(report: AgentReport): void;
  /** The connection is gone. */
  gone(): void;
}

export interface Orchestrator {
  readonly clusterId: ClusterId;
  submit(
    jobs: readonly { readonly spec: JobSpec; readonly requestId: RequestId | null }[],
    principal: string,
  ): Promise<
    Outcome<{ readonly jobs: readonly JobView[]; readonly revision: number; readonly warnings: readonly string[] }>
  >;
  cancel(jobId: JobId, principal: string): Promise<Outcome<JobView>>;
  /** Ended jobs: a new job. Unknown ones: queued again. */
  retry(jobId: JobId, requestId: RequestId | null, principal: string): Promise<Outcome<JobView>>;
  cordon(node: string, principal: string): Promise<Outcome<NodeView>>;
  uncordon(node: string, principal: string): Promise<Outcome<NodeView>>;
  drain(node: string, deadlineMs: number | null, principal: string): Promise<Outcome<NodeView>>;
  remove(node: string, force: boolean, principal: string): Promise<Outcome<null>>;

  job(jobId: JobId): Outcome<JobView>;
  jobs(query: Omit<JobQuery, 'nodeId'> & { readonly node: string | null }): readonly JobView[];
  nodes(): readonly NodeView[];
  /** By id or name. */
  node(idOrName: string): Outcome<NodeView>;
  explain(jobId: JobId): Outcome<Explanation>;
  preview(spec: JobSpec): Outcome<Explanation>;
  status(): StatusView;
  startRun(request: StartRunRequest, principal: string): Promise<Outcome<RunDetail>>;
  /** A new run that takes over what the scope leaves. `inputs` null: as before; others only with everything anew. */
  rerun(
    request: {
      readonly runId: RunId;
      readonly scope: RerunScope;
      readonly inputs: Readonly<Record<string, JsonValue>> | null;
      /** As it is now, with its inputs; null: as it was. */
      readonly edited: Pick<StartRunRequest, 'pipeline' | 'source' | 'inputs' | 'workspaces'> | null;
      readonly requestId: RequestId | null;
    },
    principal: string,
  ): Promise<Outcome<RunDetail>>;
  cancelRun(runId: RunId, force: boolean, principal: string): Promise<Outcome<RunDetail>>;
  /** What a run would do now; nothing is stored. */
  plan(request: Pick<StartRunRequest, 'pipeline' | 'inputs' | 'workspaces'>, principal: string): PipelinePlan;
  run(runId: RunId): Outcome<RunDetail>;
  /** Newest first. */
  runs(query: RunQuery): readonly RunHead[];
  /** By key. */
  cacheEntries(query: { readonly afterKey: string | null; readonly limit: number }): readonly CacheEntry[];
  /** Answers how many there were. */
  removeCacheEntries(keys: readonly string[], principal: string): Promise<Outcome<number>>;

  /** Every change after `fromRevision`, or a snapshot first; ends when the signal is aborted or the orchestrator stops. */
  watch(fromRevision: number, signal: AbortSignal): AsyncIterable<FeedMessage>;

  /** Opens an agent's session; the answer comes through the port. A refusal closes it. */
  openSession(hello: AgentHello, port: AgentSessionPort): AgentSession;

  /** What of the content store must stay for jobs and what they left. */
  readonly contentReferences: ContentReferences;
  /** Which attempts there are: what the log path needs to know. */
  readonly attempts: AttemptDirectory;
  /** This process slept or stood still: silence in that time proves nothing about anyone. */
  resumed(): void;
  /** Drops ended jobs that are too old or too many; answers how many. */
  applyRetention(): Promise<number>;
  /** False while it recovers or stops. */
  ready(): boolean;
  /** No new submits; commits what is decided; ends sessions and watches. Jobs go on. */
  stop(): Promise<void>;
}
