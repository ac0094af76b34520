/**
 * The typed client of an orchestrator, given a transport: no Node, no DOM, no address in here, so that the same client runs
 * in the command line, an editor and a browser. Every call throws `ClientError` and nothing else.
 */
import { createClient as createServiceClient, type Transport } from '@connectrpc/connect';
import { parseId, type JobId, type JobSpec, type RunId, type RunSource } from '@orchion/domain';
import {
  ClusterService,
  durationToWire,
  explanationFromWire,
  feedFromWire,
  jobSpecToWire,
  jobState,
  jobViewFromWire,
  JobService,
  logFramesType,
  LogService,
  logTailEventFromWire,
  logTailRequestToWire,
  NodeService,
  nodeViewFromWire,
  statusFromWire,
  WireError,
  type ExplanationSeen,
  type FeedSeen,
  type JobSeen,
  type LogTailEvent,
  type LogTailRequest,
  type NodeSeen,
  type PlanSeen,
  type RunDetailSeen,
  type StatusSeen,
} from '@orchion/proto';
import { isEndedJob } from '@orchion/domain';
import { call, callStream, present, type CallOptions } from './call.ts';
import type { FollowEvent } from './follow-event.ts';
import { followLog } from './follow-log.ts';
import { eventsOfFrames, pathOfTail, type OpenPlain } from './plain-tail.ts';
import { realTiming, type Timing } from './timing.ts';
import { runsClient } from './runs-client.ts';
import { newRequestId } from './request-id.ts';
import type {
  CachePage,
  Health,
  JobPage,
  JobQuery,
  PipelineProblemSeen,
  RerunRequest,
  RunPage,
  RunQuery,
  StartRunRequest,
  Submitted,
  SubmitRequest,
} from './views.ts';
import { watchCluster, type ClusterUpdate } from './watch-cluster.ts';

export interface OrchionClient {
  readonly jobs: JobsClient;
  readonly runs: RunsClient;
  readonly nodes: NodesClient;
  readonly logs: LogsClient;
  readonly cluster: ClusterClient;
}

export interface JobsClient {
  submit(request: SubmitRequest, options?: CallOptions): Promise<Submitted>;
  /** 1 to 1,000 jobs in one commit, all or none. Answers their ids in order. */
  submitAll(requests: readonly SubmitRequest[], options?: CallOptions): Promise<readonly JobId[]>;
  /** With all its attempts. */
  get(jobId: JobId, options?: CallOptions): Promise<JobSeen>;
  /** Newest first; with the latest attempt only and without environment values. */
  list(query?: JobQuery, options?: CallOptions): Promise<JobPage>;
  cancel(jobId: JobId, options?: CallOptions): Promise<JobSeen>;
  /** The job that runs now: a new one for an ended job, the same one for a job in state unknown. */
  retry(jobId: JobId, options?: CallOptions & { readonly requestId?: string }): Promise<JobSeen>;
  explain(jobId: JobId, options?: CallOptions): Promise<ExplanationSeen>;
  /** Where a job would go now; nothing is stored. */
  preview(spec: JobSpec, options?: CallOptions): Promise<ExplanationSeen>;
}

export interface RunsClient {
  start(request: StartRunRequest, options?: CallOptions): Promise<RunDetailSeen>;
  /** What a run would do now; nothing is stored. */
  plan(request: Omit<StartRunRequest, 'requestId'>, options?: CallOptions): Promise<PlanSeen>;
  lint(source: RunSource, options?: CallOptions): Promise<readonly PipelineProblemSeen[]>;
  /** With its steps. */
  get(runId: RunId, options?: CallOptions): Promise<RunDetailSeen>;
  /** Newest first. */
  list(query?: RunQuery, options?: CallOptions): Promise<RunPage>;
  cancel(runId: RunId, options?: CallOptions & { readonly force?: boolean }): Promise<RunDetailSeen>;
  rerun(request: RerunRequest, options?: CallOptions): Promise<RunDetailSeen>;
  cacheEntries(
    page?: { readonly pageSize?: number; readonly pageToken?: string },
    options?: CallOptions,
  ): Promise<CachePage>;
  /** Answers how many there were. */
  removeCacheEntries(keys: readonly string[], options?: CallOptions): Promise<number>;
}

/** A node is named by its id or its name. */
export interface NodesClient {
  list(options?: CallOptions): Promise<readonly NodeSeen[]>;
  get(node: string, options?: CallOptions): Promise<NodeSeen>;
  cordon(node: string, options?: CallOptions): Promise<NodeSeen>;
  uncordon(node: string, options?: CallOptions): Promise<NodeSeen>;
  /** Running work is stopped after `deadlineMs`; without it, it may finish. */
  drain(node: string, options?: CallOptions & { readonly deadlineMs?: number }): Promise<NodeSeen>;
  remove(node: string, options: CallOptions & { readonly force: boolean }): Promise<void>;
}

export interface LogsClient {
  /** One stream, as long as it holds. */
  tail(request: LogTailRequest, options?: CallOptions): AsyncIterable<LogTailEvent>;
  /** The log to its end, every byte once, through any number of cuts. Ends early, without an error, when the signal is aborted. */
  follow(request: LogTailRequest, signal: AbortSignal): AsyncIterable<FollowEvent>;
}

export interface ClusterClient {
  /** Needs no token. */
  health(options?: CallOptions): Promise<Health>;
  status(options?: CallOptions): Promise<StatusSeen>;
  /** The state and every change of it, through any number of cuts. Ends when the signal is aborted. */
  watch(signal: AbortSignal): AsyncIterable<ClusterUpdate<NodeSeen, JobSeen>>;
  /** Stops the orchestrator. With `stopJobs` it cancels all live jobs first and answers when they have ended. */
  shutdown(options: CallOptions & { readonly stopJobs: boolean }): Promise<void>;
}

/** `openPlain`: for whoever reads much of logs; without it they come as messages. */
export function createClient(
  transport: Transport,
  timing: Timing = realTiming,
  openPlain: OpenPlain | null = null,
): OrchionClient {
  return {
    jobs: jobsClient(transport, timing),
    runs: runsClient(transport, timing),
    nodes: nodesClient(transport),
    logs: logsClient(transport, timing, openPlain),
    cluster: clusterClient(transport, timing),
  };
}

function jobsClient(transport: Transport, timing: Timing): JobsClient {
  const service = createServiceClient(JobService, transport);
  const submitMessage = ({ spec, requestId }: SubmitRequest) => ({
    spec: jobSpecToWire(spec),
    requestId: requestId ?? newRequestId(timing),
  });
  return {
    submit: (request, options) =>
      call(async () => {
        const answer = await service.submitJob(submitMessage(request), options);
        const job = jobViewFromWire(present(answer.job, 'job'));
        return { job, revision: Number(answer.revision), warnings: answer.warnings };
      }),
    submitAll: (requests, options) =>
      call(async () => {
        const { jobIds } = await service.submitJobs({ jobs: requests.map(submitMessage) }, options);
        return jobIds.map((id) => parseId('job', id) ?? unreadable('job_ids', id));
      }),
    get: (jobId, options) =>
      call(async () => jobViewFromWire(present((await service.getJob({ jobId }, options)).job, 'job'))),
    list: (query = {}, options) =>
      call(async () => {
        const { states, ...rest } = query;
        const request = { ...rest, states: (states ?? []).map((state) => jobState.toWire(state)) };
        const { jobs, nextPageToken } = await service.listJobs(request, options);
        return { jobs: jobs.map(jobViewFromWire), nextPageToken: nextPageToken === '' ? null : nextPageToken };
      }),
    cancel: (jobId, options) =>
      call(async () => jobViewFromWire(present((await service.cancelJob({ jobId }, options)).job, 'job'))),
    retry: (jobId, options = {}) =>
      call(async () => {
        const { requestId = newRequestId(timing), ...rest } = options;
        return jobViewFromWire(present((await service.retryJob({ jobId, requestId }, rest)).job, 'job'));
      }),
    explain: (jobId, options) =>
      call(async () => {
        const { explanation } = await service.explainJob({ jobId }, options);
        return explanationFromWire(present(explanation, 'explanation'));
      }),
    preview: (spec, options) =>
      call(async () => {
        const { explanation } = await service.previewPlacement({ spec: jobSpecToWire(spec) }, options);
        return explanationFromWire(present(explanation, 'explanation'));
      }),
  };
}

function nodesClient(transport: Transport): NodesClient {
  const service = createServiceClient(NodeService, transport);
  type Answer = Awaited<ReturnType<typeof service.getNode>>;
  const nodeOf = async (answer: Promise<Answer | { readonly node?: Answer['node'] }>): Promise<NodeSeen> =>
    nodeViewFromWire(present((await answer).node, 'node'));
  return {
    list: (options) => call(async () => (await service.listNodes({}, options)).nodes.map(nodeViewFromWire)),
    get: (node, options) => call(() => nodeOf(service.getNode({ node }, options))),
    cordon: (node, options) => call(() => nodeOf(service.cordonNode({ node }, options))),
    uncordon: (node, options) => call(() => nodeOf(service.uncordonNode({ node }, options))),
    drain: (node, options = {}) =>
      call(() => {
        const { deadlineMs, ...rest } = options;
        const deadline = deadlineMs === undefined ? {} : { deadline: durationToWire(deadlineMs) };
        return nodeOf(service.drainNode({ node, ...deadline }, rest));
      }),
    remove: (node, { force, ...options }) =>
      call(async () => {
        await service.removeNode({ node, force }, options);
      }),
  };
}

function logsClient(transport: Transport, timing: Timing, openPlain: OpenPlain | null): LogsClient {
  const service = createServiceClient(LogService, transport);
  const jobs = jobsClient(transport, timing);
  const messages: LogsClient['tail'] = (request, options) =>
    callStream(() => service.tailLog(logTailRequestToWire(request), options), logTailEventFromWire);
  const tail: LogsClient['tail'] = async function* (request, options = {}) {
    const { signal = new AbortController().signal } = options;
    const body = openPlain === null ? null : await call(() => openPlain(pathOfTail(request), logFramesType, signal));
    // Also where it was refused: the messages say why.
    if (body === null) yield* messages(request, options);
    else
      yield* callStream(
        () => eventsOfFrames(body),
        (event) => event,
      );
  };
  return {
    tail,
    follow: (request, signal) =>
      followLog(
        {
          tail: (next, tailSignal) => tail(next, { signal: tailSignal }),
          async attemptsOf(jobId, askSignal) {
            const job = await jobs.get(jobId, { signal: askSignal });
            return { numbers: job.attempts.map((attempt) => attempt.number), ended: isEndedJob(job.state) };
          },
        },
        request,
        timing,
        signal,
      ),
  };
}

function clusterClient(transport: Transport, timing: Timing): ClusterClient {
  const service = createServiceClient(ClusterService, transport);
  return {
    health: (options) =>
      call(async () => {
        const { ready, version, apiVersion } = await service.getHealth({}, options);
        return { ready, version, apiVersion };
      }),
    status: (options) => call(async () => statusFromWire(await service.getStatus({}, options))),
    watch: (signal) =>
      watchCluster(
        (fromRevision, watchSignal): AsyncIterable<FeedSeen> =>
          callStream(
            () => service.watch({ fromRevision: BigInt(fromRevision) }, { signal: watchSignal }),
            feedFromWire,
          ),
        timing,
        signal,
      ),
    shutdown: ({ stopJobs, ...options }) =>
      call(async () => {
        await service.shutdown({ stopJobs }, options);
      }),
  };
}

function unreadable(field: string, text: string): never {
  throw new WireError(field, `is no id: ${JSON.stringify(text.slice(0, 80))}`);
}
