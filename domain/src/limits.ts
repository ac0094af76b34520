/**
 * Every bound and default of the product, in one place. A number here is a promise: changing one changes docs/limits.md,
 * which is generated from this file.
 */
const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;
const seconds = 1000;
const minutes = 60 * seconds;

export const limits = {
  /** Node and job names: DNS-label-like for nodes, printable for jobs. */
  nameLengthMax: 128,
  /** Labels of one node or job. */
  labelsMax: 64,
  /** A label’s name, and its value. */
  labelLengthMax: 256,
  /** Arguments of a command, its program included. */
  commandArgsMax: 4096,
  /** All of argv together. Linux refuses a single argument above 128 KiB. */
  commandBytesMax: 1 * MiB,
  /** One argument. */
  commandArgBytesMax: 128 * KiB - 1,
  /** The path of a working directory. */
  cwdLengthMax: 4096,
  /** The name of a container’s image. */
  imageLengthMax: 512,
  /** Environment variables of a job. */
  envEntriesMax: 1024,
  /** All names and values together. */
  envBytesMax: 1 * MiB,
  /** One variable, name and value. */
  envEntryBytesMax: 128 * KiB - 1,
  /** What one job may ask for. */
  cpuMillisMax: 4096 * 1000,
  /** What one job may ask for: memory, disk, VRAM. */
  memoryBytesMax: 1024 * 1024 * GiB,
  /** What one job may ask for. */
  gpuCountMax: 64,
  /** Custom counters that one job names. */
  customResourcesMax: 32,
  /** Priorities go from minus this to this. */
  priorityMax: 1000,
  /** A job’s timeout, queue timeout and backoff. */
  timeoutMsMax: 365 * 24 * 60 * minutes,
  /** From the polite ask to end to the kill. */
  graceMsDefault: 10 * seconds,
  /** The longest grace. */
  graceMsMax: 60 * minutes,
  /** Retries that a job may ask for. */
  retriesMax: 100,
  /** Wait before the first retry; doubled each time. */
  retryBackoffMsDefault: 1 * seconds,
  /** The longest wait before a retry. */
  retryBackoffMaxMsDefault: 5 * minutes,
  /** Kept of each output stream of an attempt. */
  logBytesMaxDefault: 4 * GiB,

  /** Trees that one job is given. */
  fetchesMax: 64,
  /** Artifacts that one job leaves. */
  artifactsMax: 64,
  /** Patterns that say what belongs to an artifact. */
  artifactPathsMax: 256,
  /** The name of an artifact or an output. */
  productNameLengthMax: 128,
  /** The path of a file in a tree, and a pattern. */
  treePathLengthMax: 1024,
  /** Files of one tree. */
  treeFilesMax: 100_000,
  /** A tree’s list of files. */
  treeListBytesMax: 64 * MiB,
  /** All files of one tree together. */
  treeBytesMax: 1024 * GiB,
  /** Outputs of one attempt. */
  outputsMax: 256,
  /** One output’s value. */
  outputBytesMax: 64 * KiB,
  /** All outputs of an attempt together, names and values. */
  outputsBytesMax: 1 * MiB,

  /** Free reschedules after machine failures other than a refusal. */
  reschedulesMax: 3,
  /** Wait before the first reschedule; doubled each time. */
  rescheduleBackoffMs: 1 * seconds,
  /** The longest wait before a reschedule. */
  rescheduleBackoffMaxMs: 1 * minutes,

  /** Jobs of one submit call. */
  submitBatchMax: 1000,
  /** Size of one call. */
  requestBytesMax: 8 * MiB,
  /** Entries of a list’s page, when not asked for. */
  pageSizeDefault: 100,
  /** Entries of a list’s page. */
  pageSizeMax: 1000,
  /** Jobs that wait or run; a submit beyond is refused. */
  liveJobsMax: 1_000_000,
  /** Events that wait for the orchestrator’s loop; a call beyond is refused. */
  inboxEventsMax: 20_000,
  /** Events decided in one commit. */
  inboxBatchMax: 2_000,
  /** Nodes of a cluster. */
  nodesMax: 20_000,

  /** How often an agent reports, in a small fleet. */
  heartbeatIntervalMs: 2 * seconds,
  /** One heartbeat more per this many nodes: the interval is stretched as the fleet grows. */
  heartbeatNodesPerSecond: 500,
  /** How long the right to run lasts without an answered heartbeat. */
  leaseMs: 15 * seconds,
  /** From unreachable to lost. */
  lostAfterMs: 5 * minutes,

  /** One piece of a log. */
  logChunkBytesMax: 256 * KiB,
  /** Log pieces of one call. */
  logAppendBytesMax: 2 * MiB,
  /** Logs that an agent keeps until the orchestrator has them. */
  spoolBytesMax: 8 * GiB,
  /** Changes kept for watchers that resume; further back they get a snapshot. */
  watchBacklogChanges: 20_000,
  /** Nodes that one explanation names. */
  explanationNodesMax: 200,

  /** Digests of one question for what is missing. */
  missingContentMax: 10_000,
  /** All content that the orchestrator keeps. */
  contentQuotaBytes: 256 * GiB,
  /** Left free on the orchestrator’s disk when content comes in. */
  contentFreeBytesMin: 1 * GiB,
  /** Files that a node keeps of what it fetched. */
  contentCacheBytesMax: 32 * GiB,
  /** Content that nothing refers to is kept this long after its last use. */
  contentGraceMs: 24 * 60 * minutes,
  /** Runs that wait or run; one more is refused. */
  liveRunsMax: 10_000,
  /** Steps of one run, each cell of a matrix counted. */
  stepRunsMax: 10_000,
  /** Finished runs kept at most; each with its jobs. */
  retentionRunsMax: 10_000,
  /** Different explanations that one plan gives; like steps share one. */
  planExplanationsMax: 100,
  /** A step’s key in the cache. */
  cacheKeyLengthMax: 512,
  /** Kept results of steps. */
  cacheEntriesMax: 10_000,
  /** Artifacts and outputs of all kept results together. */
  cacheBytesMax: 64 * GiB,
  /** A kept result that nobody used for this long is dropped. */
  cacheUnusedMs: 14 * 24 * 60 * minutes,

  /** Finished jobs and their logs are kept this long, and at most this many. */
  retentionMs: 30 * 24 * 60 * minutes,
  /** Finished jobs kept at most. */
  retentionJobsMax: 1_000_000,
} as const;
