/** The vocabulary of Orchion: what everything else is written in. Imports nothing, touches nothing. */
export type {
  AgentHello,
  AgentReport,
  Directive,
  Launch,
  Observation,
  WantedAttempt,
  Welcome,
} from './agent-protocol.ts';
export { assert, assertNever, BugError } from './assert.ts';
export {
  attemptMayBecome,
  attemptName,
  attemptTransitions,
  endedStateOf,
  isLiveAttempt,
  type Allocation,
  type Attempt,
  type AttemptEnd,
  type AttemptEndReason,
  type AttemptRef,
  type AttemptState,
  type EndedAttemptState,
  type GpuAllocation,
  type LiveAttemptState,
  type LogLengths,
  type StopReason,
} from './attempt.ts';
export {
  containerNetworks,
  containerOf,
  nameOfImage,
  noContainerEngine,
  pullPolicies,
  type ContainerEngine,
  type ContainerNetwork,
  type ContainerSpec,
  type PullPolicy,
} from './container.ts';
export {
  noFiles,
  parseDigest,
  trustDigest,
  type Artifact,
  type ArtifactRule,
  type Digest,
  type JobFiles,
  type Products,
  type TreeFetch,
  type TreeFile,
} from './content.ts';
export { defaultSpec } from './default-spec.ts';
export { parseEndpoint, type Endpoint } from './endpoint.ts';
export {
  gpuDeviceId,
  newId,
  parseId,
  trustId,
  type ClusterId,
  type GpuDeviceId,
  type IdKind,
  type IdSource,
  type InstanceId,
  type JobId,
  type NodeId,
  type RequestId,
  type RunId,
  type SessionId,
} from './ids.ts';
export { violationOfArtifactName } from './job-files-rules.ts';
export { nameOf } from './job-name.ts';
export {
  executorOf,
  isEndedJob,
  jobStateOf,
  jobTransitions,
  type EndedJobState,
  type Job,
  type JobOutcome,
  type JobSpec,
  type JobState,
  type JobStatus,
  type OnDisconnect,
  type OnLost,
} from './job.ts';
export { violationOfLabels, violationOfNodeName, violationsOfJobSpec, type Violation } from './job-spec-rules.ts';
export type { JsonValue } from './json-value.ts';
export { limits } from './limits.ts';
export {
  advance,
  chunkLength,
  cutChunk,
  logStreams,
  startOfLog,
  type LogChunk,
  type LogCursor,
  type LogGapReason,
  type LogStream,
} from './log-cursor.ts';
export {
  nodeEligibilityTransitions,
  nodeLivenessTransitions,
  type Node,
  type NodeEligibility,
  type NodeLiveness,
} from './node.ts';
export {
  headOfRun,
  runTransitions,
  stepTransitions,
  type CacheEntry,
  type EndedRunState,
  type EndedStepState,
  type Rerun,
  type RerunScope,
  type Run,
  type RunHead,
  type RunSource,
  type RunState,
  type RunStatus,
  type StepRef,
  type StepRun,
  type StepState,
} from './pipeline/pipeline-run.ts';
export { shownState, type ShownState } from './pipeline/shown-state.ts';
export type { PipelinePlan, PlannedStep, StepOutlook } from './pipeline/plan.ts';
export {
  beginsWithWhatItNeeds,
  endOfRun,
  initialStep,
  isEndedRun,
  stepsFrom,
  takenOver,
} from './pipeline/run-rules.ts';
export {
  cellKey,
  combinedResult,
  isEndedStep,
  placeOfKey,
  resultOfStep,
  stepMayBecome,
  type StepResult,
} from './pipeline/step-rules.ts';
export {
  workspaceKey,
  workspacesOf,
  type ArtifactFetchSpec,
  type ConcurrencySpec,
  type ExpressionText,
  type GpuTemplate,
  type InputSpec,
  type InputType,
  type ContainerTemplate,
  type JobTemplate,
  type MatrixCell,
  type MatrixSpec,
  type OutputSpec,
  type PipelineSpec,
  type ResourceTemplate,
  type RetryTemplate,
  type StepCacheSpec,
  type StepSpec,
  type StepWork,
  type Template,
  type WorkspaceSpec,
} from './pipeline/pipeline-spec.ts';
export {
  placementFilters,
  type Explanation,
  type FilterVerdict,
  type NodeExplanation,
  type PlacementFilter,
  type PlacementReason,
} from './placement-reason.ts';
export {
  defaultResources,
  type DiskInventory,
  type ExecutorKind,
  type GpuDevice,
  type GpuMetrics,
  type GpuRequest,
  type GpuVendor,
  type NodeInventory,
  type NodeMetrics,
  type ResourceRequest,
} from './resources.ts';
export {
  afterEnd,
  failureKindOf,
  type AfterEnd,
  type AfterEndQuestion,
  type FailureKind,
  type RetryPolicy,
} from './retry-policy.ts';
export { isTerminalIn, mayFollow, statesOf, type StateInfo, type TransitionTable } from './transition-table.ts';
export { isImpossibleOnWindows, violationOfTreePath } from './tree-path.ts';
export { problemOfTree, readTree, writeTree } from './tree.ts';
