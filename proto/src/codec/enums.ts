/** Every enum of orchion.v1 beside its union in the domain. */
import type {
  ArtifactRule,
  AttemptEndReason,
  AttemptState,
  ContainerNetwork,
  Explanation,
  FilterVerdict,
  GpuVendor,
  JobState,
  LogGapReason,
  LogStream,
  NodeEligibility,
  NodeLiveness,
  OnDisconnect,
  OnLost,
  PullPolicy,
  RunState,
  StepOutlook,
  StepState,
} from '@orchion/domain';
import { ArtifactWhen as WireArtifactWhen } from '../../gen/orchion/v1/content_pb.js';
import {
  AttemptState as WireAttemptState,
  ContainerNetwork as WireContainerNetwork,
  EndReason as WireEndReason,
  JobState as WireJobState,
  OnDisconnect as WireOnDisconnect,
  OnLost as WireOnLost,
  PullPolicy as WirePullPolicy,
} from '../../gen/orchion/v1/job_pb.js';
import { LogGapReason as WireLogGapReason, LogStream as WireLogStream } from '../../gen/orchion/v1/log_pb.js';
import {
  NodeEligibility as WireNodeEligibility,
  NodeLiveness as WireNodeLiveness,
} from '../../gen/orchion/v1/node_pb.js';
import {
  ExplanationVerdict as WireExplanationVerdict,
  FilterVerdict as WireFilterVerdict,
} from '../../gen/orchion/v1/placement_pb.js';
import { GpuVendor as WireGpuVendor } from '../../gen/orchion/v1/resources_pb.js';
import {
  RunState as WireRunState,
  StepOutlook as WireStepOutlook,
  StepState as WireStepState,
} from '../../gen/orchion/v1/run_pb.js';
import { enumCodec } from './enum-codec.ts';

export const pullPolicy = enumCodec<PullPolicy, WirePullPolicy>(
  { missing: WirePullPolicy.MISSING, always: WirePullPolicy.ALWAYS, never: WirePullPolicy.NEVER },
  {
    [WirePullPolicy.UNSPECIFIED]: null,
    [WirePullPolicy.MISSING]: 'missing',
    [WirePullPolicy.ALWAYS]: 'always',
    [WirePullPolicy.NEVER]: 'never',
  },
);

export const containerNetwork = enumCodec<ContainerNetwork, WireContainerNetwork>(
  { bridge: WireContainerNetwork.BRIDGE, host: WireContainerNetwork.HOST, none: WireContainerNetwork.NONE },
  {
    [WireContainerNetwork.UNSPECIFIED]: null,
    [WireContainerNetwork.BRIDGE]: 'bridge',
    [WireContainerNetwork.HOST]: 'host',
    [WireContainerNetwork.NONE]: 'none',
  },
);

export const jobState = enumCodec<JobState, WireJobState>(
  {
    queued: WireJobState.QUEUED,
    running: WireJobState.RUNNING,
    unknown: WireJobState.UNKNOWN,
    succeeded: WireJobState.SUCCEEDED,
    failed: WireJobState.FAILED,
    cancelled: WireJobState.CANCELLED,
  },
  {
    [WireJobState.UNSPECIFIED]: null,
    [WireJobState.QUEUED]: 'queued',
    [WireJobState.RUNNING]: 'running',
    [WireJobState.UNKNOWN]: 'unknown',
    [WireJobState.SUCCEEDED]: 'succeeded',
    [WireJobState.FAILED]: 'failed',
    [WireJobState.CANCELLED]: 'cancelled',
  },
);

export const attemptState = enumCodec<AttemptState, WireAttemptState>(
  {
    placed: WireAttemptState.PLACED,
    starting: WireAttemptState.STARTING,
    running: WireAttemptState.RUNNING,
    stopping: WireAttemptState.STOPPING,
    unknown: WireAttemptState.UNKNOWN,
    succeeded: WireAttemptState.SUCCEEDED,
    failed: WireAttemptState.FAILED,
    cancelled: WireAttemptState.CANCELLED,
    lost: WireAttemptState.LOST,
  },
  {
    [WireAttemptState.UNSPECIFIED]: null,
    [WireAttemptState.PLACED]: 'placed',
    [WireAttemptState.STARTING]: 'starting',
    [WireAttemptState.RUNNING]: 'running',
    [WireAttemptState.STOPPING]: 'stopping',
    [WireAttemptState.UNKNOWN]: 'unknown',
    [WireAttemptState.SUCCEEDED]: 'succeeded',
    [WireAttemptState.FAILED]: 'failed',
    [WireAttemptState.CANCELLED]: 'cancelled',
    [WireAttemptState.LOST]: 'lost',
  },
);

export const endReason = enumCodec<AttemptEndReason, WireEndReason>(
  {
    exit_code: WireEndReason.EXIT_CODE,
    signal: WireEndReason.SIGNAL,
    timeout: WireEndReason.TIMEOUT,
    out_of_memory: WireEndReason.OUT_OF_MEMORY,
    preempted: WireEndReason.PREEMPTED,
    node_lost: WireEndReason.NODE_LOST,
    refused: WireEndReason.REFUSED,
    executor_error: WireEndReason.EXECUTOR_ERROR,
    output_error: WireEndReason.OUTPUT_ERROR,
    cancelled: WireEndReason.CANCELLED,
  },
  {
    [WireEndReason.UNSPECIFIED]: null,
    [WireEndReason.EXIT_CODE]: 'exit_code',
    [WireEndReason.SIGNAL]: 'signal',
    [WireEndReason.TIMEOUT]: 'timeout',
    [WireEndReason.OUT_OF_MEMORY]: 'out_of_memory',
    [WireEndReason.PREEMPTED]: 'preempted',
    [WireEndReason.NODE_LOST]: 'node_lost',
    [WireEndReason.REFUSED]: 'refused',
    [WireEndReason.EXECUTOR_ERROR]: 'executor_error',
    [WireEndReason.OUTPUT_ERROR]: 'output_error',
    [WireEndReason.CANCELLED]: 'cancelled',
  },
);

export const artifactWhen = enumCodec<ArtifactRule['when'], WireArtifactWhen>(
  {
    success: WireArtifactWhen.SUCCESS,
    failure: WireArtifactWhen.FAILURE,
    always: WireArtifactWhen.ALWAYS,
  },
  {
    [WireArtifactWhen.UNSPECIFIED]: null,
    [WireArtifactWhen.SUCCESS]: 'success',
    [WireArtifactWhen.FAILURE]: 'failure',
    [WireArtifactWhen.ALWAYS]: 'always',
  },
);

export const onLost = enumCodec<OnLost, WireOnLost>(
  {
    hold: WireOnLost.HOLD,
    retry: WireOnLost.RETRY,
    fail: WireOnLost.FAIL,
  },
  {
    [WireOnLost.UNSPECIFIED]: null,
    [WireOnLost.HOLD]: 'hold',
    [WireOnLost.RETRY]: 'retry',
    [WireOnLost.FAIL]: 'fail',
  },
);

export const onDisconnect = enumCodec<OnDisconnect, WireOnDisconnect>(
  {
    continue: WireOnDisconnect.CONTINUE,
    stop: WireOnDisconnect.STOP,
  },
  {
    [WireOnDisconnect.UNSPECIFIED]: null,
    [WireOnDisconnect.CONTINUE]: 'continue',
    [WireOnDisconnect.STOP]: 'stop',
  },
);

export const logStream = enumCodec<LogStream, WireLogStream>(
  {
    stdout: WireLogStream.STDOUT,
    stderr: WireLogStream.STDERR,
  },
  {
    [WireLogStream.UNSPECIFIED]: null,
    [WireLogStream.STDOUT]: 'stdout',
    [WireLogStream.STDERR]: 'stderr',
  },
);

export const logGapReason = enumCodec<LogGapReason, WireLogGapReason>(
  {
    cap: WireLogGapReason.CAP,
    spool_full: WireLogGapReason.SPOOL_FULL,
    node_lost: WireLogGapReason.NODE_LOST,
  },
  {
    [WireLogGapReason.UNSPECIFIED]: null,
    [WireLogGapReason.CAP]: 'cap',
    [WireLogGapReason.SPOOL_FULL]: 'spool_full',
    [WireLogGapReason.NODE_LOST]: 'node_lost',
  },
);

export const nodeLiveness = enumCodec<NodeLiveness, WireNodeLiveness>(
  {
    ready: WireNodeLiveness.READY,
    unreachable: WireNodeLiveness.UNREACHABLE,
    lost: WireNodeLiveness.LOST,
  },
  {
    [WireNodeLiveness.UNSPECIFIED]: null,
    [WireNodeLiveness.READY]: 'ready',
    [WireNodeLiveness.UNREACHABLE]: 'unreachable',
    [WireNodeLiveness.LOST]: 'lost',
  },
);

export const nodeEligibility = enumCodec<NodeEligibility, WireNodeEligibility>(
  {
    schedulable: WireNodeEligibility.SCHEDULABLE,
    cordoned: WireNodeEligibility.CORDONED,
    draining: WireNodeEligibility.DRAINING,
  },
  {
    [WireNodeEligibility.UNSPECIFIED]: null,
    [WireNodeEligibility.SCHEDULABLE]: 'schedulable',
    [WireNodeEligibility.CORDONED]: 'cordoned',
    [WireNodeEligibility.DRAINING]: 'draining',
  },
);

export const explanationVerdict = enumCodec<Explanation['verdict'], WireExplanationVerdict>(
  {
    placed: WireExplanationVerdict.PLACED,
    would_place: WireExplanationVerdict.WOULD_PLACE,
    waits: WireExplanationVerdict.WAITS,
    never: WireExplanationVerdict.NEVER,
    ended: WireExplanationVerdict.ENDED,
  },
  {
    [WireExplanationVerdict.UNSPECIFIED]: null,
    [WireExplanationVerdict.PLACED]: 'placed',
    [WireExplanationVerdict.WOULD_PLACE]: 'would_place',
    [WireExplanationVerdict.WAITS]: 'waits',
    [WireExplanationVerdict.NEVER]: 'never',
    [WireExplanationVerdict.ENDED]: 'ended',
  },
);

export const filterVerdict = enumCodec<FilterVerdict['kind'], WireFilterVerdict>(
  {
    fits: WireFilterVerdict.FITS,
    not_now: WireFilterVerdict.NOT_NOW,
    never: WireFilterVerdict.NEVER,
  },
  {
    [WireFilterVerdict.UNSPECIFIED]: null,
    [WireFilterVerdict.FITS]: 'fits',
    [WireFilterVerdict.NOT_NOW]: 'not_now',
    [WireFilterVerdict.NEVER]: 'never',
  },
);

export const gpuVendor = enumCodec<GpuVendor, WireGpuVendor>(
  {
    nvidia: WireGpuVendor.NVIDIA,
    amd: WireGpuVendor.AMD,
    apple: WireGpuVendor.APPLE,
    intel: WireGpuVendor.INTEL,
    other: WireGpuVendor.OTHER,
  },
  {
    [WireGpuVendor.UNSPECIFIED]: null,
    [WireGpuVendor.NVIDIA]: 'nvidia',
    [WireGpuVendor.AMD]: 'amd',
    [WireGpuVendor.APPLE]: 'apple',
    [WireGpuVendor.INTEL]: 'intel',
    [WireGpuVendor.OTHER]: 'other',
  },
);

export const runState = enumCodec<RunState, WireRunState>(
  {
    pending: WireRunState.PENDING,
    running: WireRunState.RUNNING,
    succeeded: WireRunState.SUCCEEDED,
    failed: WireRunState.FAILED,
    cancelled: WireRunState.CANCELLED,
  },
  {
    [WireRunState.UNSPECIFIED]: null,
    [WireRunState.PENDING]: 'pending',
    [WireRunState.RUNNING]: 'running',
    [WireRunState.SUCCEEDED]: 'succeeded',
    [WireRunState.FAILED]: 'failed',
    [WireRunState.CANCELLED]: 'cancelled',
  },
);

export const stepState = enumCodec<StepState, WireStepState>(
  {
    waiting: WireStepState.WAITING,
    ready: WireStepState.READY,
    submitted: WireStepState.SUBMITTED,
    skipped: WireStepState.SKIPPED,
    cached: WireStepState.CACHED,
    succeeded: WireStepState.SUCCEEDED,
    failed: WireStepState.FAILED,
    cancelled: WireStepState.CANCELLED,
  },
  {
    [WireStepState.UNSPECIFIED]: null,
    [WireStepState.WAITING]: 'waiting',
    [WireStepState.READY]: 'ready',
    [WireStepState.SUBMITTED]: 'submitted',
    [WireStepState.SKIPPED]: 'skipped',
    [WireStepState.CACHED]: 'cached',
    [WireStepState.SUCCEEDED]: 'succeeded',
    [WireStepState.FAILED]: 'failed',
    [WireStepState.CANCELLED]: 'cancelled',
  },
);

export const stepOutlook = enumCodec<StepOutlook, WireStepOutlook>(
  {
    runs: WireStepOutlook.RUNS,
    cached: WireStepOutlook.CACHED,
    skipped: WireStepOutlook.SKIPPED,
    fails: WireStepOutlook.FAILS,
    unknown: WireStepOutlook.UNKNOWN,
  },
  {
    [WireStepOutlook.UNSPECIFIED]: null,
    [WireStepOutlook.RUNS]: 'runs',
    [WireStepOutlook.CACHED]: 'cached',
    [WireStepOutlook.SKIPPED]: 'skipped',
    [WireStepOutlook.FAILS]: 'fails',
    [WireStepOutlook.UNKNOWN]: 'unknown',
  },
);
