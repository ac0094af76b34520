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
  labelsMax: 64,
  labelLengthMax: 256,
  commandArgsMax: 4096,
  /** All of argv together. Linux refuses a single argument above 128 KiB. */
  commandBytesMax: 1 * MiB,
  commandArgBytesMax: 128 * KiB - 1,
  cwdLengthMax: 4096,
  envEntriesMax: 1024,
  /** All names and values together. */
  envBytesMax: 1 * MiB,
  envEntryBytesMax: 128 * KiB - 1,
  cpuMillisMax: 4096 * 1000,
  memoryBytesMax: 1024 * 1024 * GiB,
  gpuCountMax: 64,
  customResourcesMax: 32,
  priorityMax: 1000,
  timeoutMsMax: 365 * 24 * 60 * minutes,
  graceMsDefault: 10 * seconds,
  graceMsMax: 60 * minutes,
  retriesMax: 100,
  retryBackoffMsDefault: 1 * seconds,
  retryBackoffMaxMsDefault: 5 * minutes,
  logBytesMaxDefault: 4 * GiB,

  /** Free reschedules after machine failures other than a refusal. */
  reschedulesMax: 3,
  rescheduleBackoffMs: 1 * seconds,
  rescheduleBackoffMaxMs: 1 * minutes,

  submitBatchMax: 1000,
  requestBytesMax: 8 * MiB,
  pageSizeDefault: 100,
  pageSizeMax: 1000,
  liveJobsMax: 1_000_000,
  inboxEventsMax: 20_000,
  inboxBatchMax: 2_000,
  nodesMax: 20_000,

  heartbeatIntervalMs: 2 * seconds,
  /** One heartbeat more per this many nodes: the interval is stretched as the fleet grows. */
  heartbeatNodesPerSecond: 500,
  leaseMs: 15 * seconds,
  lostAfterMs: 5 * minutes,

  logChunkBytesMax: 256 * KiB,
  logAppendBytesMax: 2 * MiB,
  spoolBytesMax: 8 * GiB,
  watchBacklogChanges: 20_000,
  explanationNodesMax: 200,

  /** Finished jobs and their logs are kept this long, and at most this many. */
  retentionMs: 30 * 24 * 60 * minutes,
  retentionJobsMax: 1_000_000,
} as const;
