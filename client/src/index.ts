/** The typed client of the orchestrator: `createClient(transport)`. */
export { backoffMs, defaultBackoff, type BackoffLimits } from './backoff.ts';
export type { CallOptions } from './call.ts';
export { ClientError, clientErrorFrom, isTransient, type ClientErrorCode } from './client-error.ts';
export {
  createClient,
  type ClusterClient,
  type JobsClient,
  type LogsClient,
  type NodesClient,
  type OrchionClient,
  type RunsClient,
} from './client.ts';
export type { FollowEvent } from './follow-event.ts';
export { followLog, type LogSource } from './follow-log.ts';
export type { OpenPlain } from './plain-tail.ts';
export { realTiming, type Timing } from './timing.ts';
export type {
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
export {
  watchCluster,
  type ClusterState,
  type ClusterUpdate,
  type OpenWatch,
  type WatchMessage,
} from './watch-cluster.ts';
export type {
  AttemptSeen,
  ExplanationSeen,
  FeedSeen,
  JobSeen,
  LogTailEvent,
  LogTailRequest,
  NodeSeen,
  PlanSeen,
  RunDetailSeen,
  RunSeen,
  StatusSeen,
} from '@orchion/proto';
