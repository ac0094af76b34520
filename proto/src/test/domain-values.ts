/** Arbitrary domain values for property tests: everything that the domain's rules allow, edges included. */
import {
  containerNetworks,
  endedStateOf,
  gpuDeviceId,
  isLiveAttempt,
  limits,
  logStreams,
  placementFilters,
  pullPolicies,
  statesOf,
  attemptTransitions,
  jobTransitions,
  runTransitions,
  stepTransitions,
  nodeEligibilityTransitions,
  nodeLivenessTransitions,
  trustDigest,
  trustId,
  type Allocation,
  type Artifact,
  type Attempt,
  type AttemptEnd,
  type AttemptEndReason,
  type CacheEntry,
  type ContainerSpec,
  type Explanation,
  type FilterVerdict,
  type GpuVendor,
  type Job,
  type JobFiles,
  type JobSpec,
  type JsonValue,
  type LogChunk,
  type LogCursor,
  type NodeInventory,
  type NodeMetrics,
  type Observation,
  type PlannedStep,
  type Products,
  type ResourceRequest,
  type RerunScope,
  type Run,
  type RunHead,
  type StepRef,
  type StepRun,
} from '@orchion/domain';
import fc from 'fast-check';
import type { NodeViewInput } from '../codec/node-view.ts';

const id = <K extends 'cluster' | 'node' | 'job' | 'run' | 'instance' | 'session'>(kind: K) =>
  fc.stringMatching(new RegExp(`^${kind}-[0-9a-z]{12}$`)).map((text) => trustId(kind, text));

export const clusterIds = id('cluster');
export const nodeIds = id('node');
export const jobIds = id('job');
export const runIds = id('run');
export const instanceIds = id('instance');
export const sessionIds = id('session');
export const requestIds = fc.stringMatching(/^[!-~]{1,128}$/).map((text) => trustId('request', text));

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
/** Well-formed text: UTF-8 has no half surrogates. */
export const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
/** Amounts, offsets and counters: the largest safe ones too. */
export const amounts = fc.oneof(fc.maxSafeNat(), fc.nat(10_000), fc.constant(Number.MAX_SAFE_INTEGER));
const uint32s = fc.oneof(fc.nat(10_000), fc.constant(0xffff_ffff));
const attemptNumbers = fc.integer({ min: 1, max: 0xffff_ffff });
export const times = fc.oneof(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constant(0));
export const intervals = fc.integer({ min: 0, max: limits.timeoutMsMax });
export const figures = fc.double({ min: 0, max: 1e12, noNaN: true });
const devices = fc.string({ minLength: 1, maxLength: 64 }).map(gpuDeviceId);
export const nodeNames = fc.stringMatching(/^[a-z0-9](?:[a-z0-9.-]{0,20}[a-z0-9])?$/);
export const labels = fc.dictionary(
  fc.stringMatching(/^[a-z](?:[a-z./-]{0,10}[a-z])?$/),
  fc.stringMatching(/^[ -~]{0,20}$/),
);
const counters = fc.dictionary(someText, amounts, { maxKeys: 5 });
const vendors = fc.constantFrom<GpuVendor>('nvidia', 'amd', 'apple', 'intel', 'other');

export const resourceRequests: fc.Arbitrary<ResourceRequest> = fc.record({
  cpuMillis: fc.nat(limits.cpuMillisMax),
  memoryBytes: fc.nat({ max: limits.memoryBytesMax }),
  diskBytes: fc.nat({ max: limits.memoryBytesMax }),
  gpus: maybe(
    fc.record({
      amount: fc.oneof(
        fc.record({ kind: fc.constant('whole' as const), count: fc.integer({ min: 1, max: limits.gpuCountMax }) }),
        fc.record({ kind: fc.constant('share' as const), millis: fc.integer({ min: 1, max: 999 }) }),
      ),
      vendor: maybe(vendors),
      model: maybe(someText),
      vramBytes: fc.nat({ max: limits.memoryBytesMax }),
    }),
  ),
  custom: counters,
});

const environment = fc.dictionary(
  fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,12}$/).filter((name) => !name.startsWith('ORCHION_')),
  texts.filter((value) => !value.includes('\0')),
  { maxKeys: 8 },
);

const digests = fc.stringMatching(/^[0-9a-f]{64}$/).map(trustDigest);
const paths = fc.stringMatching(/^[a-z]{1,8}(?:\/[a-z]{1,8}){0,3}$/);

const jobFiles: fc.Arbitrary<JobFiles> = fc.record({
  fetch: fc.array(fc.record({ tree: digests, into: fc.oneof(fc.constant(''), paths) }), { maxLength: 3 }),
  leave: fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
      paths: fc.array(paths, { minLength: 1, maxLength: 3 }),
      when: fc.constantFrom('success' as const, 'failure' as const, 'always' as const),
      isRequired: fc.boolean(),
    }),
    { maxLength: 3, selector: ({ name }) => name },
  ),
  collectsOutputs: fc.boolean(),
});

const products: fc.Arbitrary<Products> = fc.record({
  outputs: fc.dictionary(someText, texts, { maxKeys: 3 }),
  artifacts: fc.array(fc.record({ name: someText, tree: digests, files: amounts, bytes: amounts }), { maxLength: 3 }),
});

const containers: fc.Arbitrary<ContainerSpec> = fc.record({
  image: fc.stringMatching(/^[a-z]{1,10}(?::[a-z0-9]{1,5})?$/),
  pull: fc.constantFrom(...pullPolicies),
  user: maybe(fc.stringMatching(/^[a-z0-9]{1,8}(?::[a-z0-9]{1,8})?$/)),
  network: fc.constantFrom(...containerNetworks),
});

export const jobSpecs: fc.Arbitrary<JobSpec> = fc
  .record({
    name: fc.stringMatching(/^[ -~]{1,40}$/),
    container: maybe(containers),
    command: fc.array(
      someText.filter((argument) => !argument.includes('\0')),
      { minLength: 1, maxLength: 8 },
    ),
    cwd: maybe(fc.stringMatching(/^\/[ -~]{0,40}$/)),
    env: environment,
    resources: resourceRequests,
    labels,
    node: maybe(nodeNames),
    priority: fc.integer({ min: -limits.priorityMax, max: limits.priorityMax }),
    timeoutMs: maybe(fc.integer({ min: 1, max: limits.timeoutMsMax })),
    queueTimeoutMs: maybe(fc.integer({ min: 1, max: limits.timeoutMsMax })),
    graceMs: fc.nat(limits.graceMsMax),
    retry: fc.record({
      retriesMax: fc.nat(limits.retriesMax),
      exitCodes: maybe(fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 5 })),
      backoffMs: intervals,
      backoffMaxMs: intervals,
    }),
    idempotent: fc.boolean(),
    onLost: fc.constantFrom('hold' as const, 'retry' as const, 'fail' as const),
    onDisconnect: fc.constantFrom('continue' as const, 'stop' as const),
    exclusive: fc.boolean(),
    logBytesMax: amounts,
    files: jobFiles,
  })
  .map((spec): JobSpec => (spec.exclusive ? { ...spec, onDisconnect: 'stop', container: null } : spec))
  // What lies in a container goes with it.
  .map((spec) => (spec.container !== null && spec.files.leave.length > 0 ? { ...spec, cwd: null } : spec));

export const allocations: fc.Arbitrary<Allocation> = fc.record({
  cpuMillis: fc.nat(limits.cpuMillisMax),
  memoryBytes: amounts,
  diskBytes: amounts,
  gpus: fc.array(fc.record({ device: devices, shareMillis: fc.nat(1000), vramBytes: amounts }), { maxLength: 4 }),
  custom: counters,
});

export const inventories: fc.Arbitrary<NodeInventory> = fc.record({
  hostname: texts,
  os: fc.constantFrom('linux', 'darwin', 'win32'),
  osRelease: texts,
  arch: texts,
  cpuModel: texts,
  cpuCoresPhysical: uint32s,
  cpuCoresLogical: uint32s,
  memoryBytes: amounts,
  disks: fc.array(fc.record({ mount: texts, totalBytes: amounts }), { maxLength: 3 }),
  workDiskBytes: amounts,
  gpus: fc.array(
    fc.record({
      id: devices,
      index: uint32s,
      vendor: vendors,
      model: texts,
      vramBytes: amounts,
      unifiedMemory: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  custom: counters,
  agentVersion: texts,
  executors: fc.subarray(['process' as const, 'docker' as const]),
  containerEngine: fc.record({ version: maybe(someText), problem: maybe(someText) }),
});

export const nodeMetrics: fc.Arbitrary<NodeMetrics> = fc.record({
  cpuBusyFraction: figures,
  load1: figures,
  memoryUsedBytes: amounts,
  memoryAvailableBytes: amounts,
  workDiskFreeBytes: amounts,
  cpuTemperatureCelsius: maybe(figures),
  gpus: fc.array(
    fc.record({
      device: devices,
      busyFraction: maybe(figures),
      vramUsedBytes: maybe(amounts),
      temperatureCelsius: maybe(figures),
      powerWatts: maybe(figures),
    }),
    { maxLength: 3 },
  ),
});

export const cursors: fc.Arbitrary<LogCursor> = fc.record({ stdout: amounts, stderr: amounts });

const ends: fc.Arbitrary<AttemptEnd> = fc.record({
  reason: fc.constantFrom<AttemptEndReason>(
    'exit_code',
    'signal',
    'timeout',
    'out_of_memory',
    'preempted',
    'node_lost',
    'refused',
    'executor_error',
    'output_error',
    'cancelled',
  ),
  exitCode: maybe(fc.nat(255)),
  signal: maybe(fc.constantFrom('SIGKILL', 'SIGTERM')),
  message: texts,
});

/** State, end and log lengths as they go together. */
const endings = fc.oneof(
  fc.record({
    state: fc.constantFrom(...statesOf(attemptTransitions).filter(isLiveAttempt)),
    end: fc.constant(null),
    endedAt: fc.constant(null),
    logLengths: fc.constant(null),
    products: fc.constant(null),
  }),
  fc
    .record({ end: ends, endedAt: times, logLengths: cursors, products: maybe(products) })
    .map((ended) => ({ ...ended, state: endedStateOf(ended.end) })),
);

export const observations: fc.Arbitrary<Observation> = fc
  .tuple(
    fc.record({ jobId: jobIds, number: attemptNumbers, lease: amounts, startedAt: maybe(times) }),
    endings.filter(({ state }) => state !== 'placed' && state !== 'unknown'),
  )
  .map(([attempt, ending]) => ({ ...attempt, ...ending }));

const attempts: fc.Arbitrary<Attempt> = fc
  .tuple(
    fc.record({
      jobId: jobIds,
      number: attemptNumbers,
      nodeId: nodeIds,
      lease: amounts,
      desired: fc.constantFrom('run' as const, 'stop' as const),
      stopReason: fc.constant(null),
      allocation: allocations,
      placedAt: times,
      startedAt: maybe(times),
    }),
    endings,
  )
  .map(([attempt, ending]) => ({ ...attempt, ...ending }));

export const stepRefs: fc.Arbitrary<StepRef> = fc.record({ runId: runIds, stepKey: texts });

const jobs: fc.Arbitrary<Job> = fc.record({
  id: jobIds,
  requestId: requestIds,
  spec: jobSpecs,
  submittedAt: times,
  sequence: amounts,
  principal: texts,
  retryOf: maybe(jobIds),
  owner: maybe(stepRefs),
  status: fc.record({
    outcome: maybe(
      fc.record({ state: fc.constantFrom('succeeded' as const, 'failed' as const), at: times, message: texts }),
    ),
    cancelRequestedAt: maybe(times),
    attempts: fc.nat(5),
    retriesUsed: fc.nat(5),
    reschedulesUsed: fc.nat(3),
    notBefore: times,
    queuedAt: times,
  }),
});

export const jobViews = fc.record({
  job: jobs,
  attempts: fc.array(attempts, { maxLength: 3 }),
  state: fc.constantFrom(...statesOf(jobTransitions)),
  message: texts,
});

export const nodeViews: fc.Arbitrary<NodeViewInput> = fc.record({
  node: fc.record({
    id: nodeIds,
    name: nodeNames,
    labels,
    liveness: fc.constantFrom(...statesOf(nodeLivenessTransitions)),
    eligibility: fc.constantFrom(...statesOf(nodeEligibilityTransitions)),
    drainDeadline: maybe(times),
    quarantine: maybe(someText),
    inventory: inventories,
    instanceId: instanceIds,
    bootId: texts,
    agentPid: uint32s,
    registeredAt: times,
    livenessSince: times,
  }),
  metrics: maybe(nodeMetrics),
  allocated: allocations,
  attemptsLive: uint32s,
  connected: fc.boolean(),
});

const reasons = fc.record({ filter: fc.constantFrom(...placementFilters), message: texts, have: texts, need: texts });
const verdicts: fc.Arbitrary<FilterVerdict> = fc.oneof(
  fc.constant({ kind: 'fits' as const }),
  fc.record({ kind: fc.constantFrom('not_now' as const, 'never' as const), reason: reasons }),
);

export const explanations: fc.Arbitrary<Explanation> = fc.record({
  verdict: fc.constantFrom(
    'placed' as const,
    'would_place' as const,
    'waits' as const,
    'never' as const,
    'ended' as const,
  ),
  summary: texts,
  nodeId: maybe(nodeIds),
  behind: maybe(jobIds),
  queuePosition: maybe(uint32s),
  nodes: fc.array(fc.record({ nodeId: nodeIds, nodeName: nodeNames, verdict: verdicts, score: maybe(figures) }), {
    maxLength: 4,
  }),
  nodesOmitted: uint32s,
});

const places = { stream: fc.constantFrom(...logStreams), offset: fc.nat({ max: 2 ** 50 }), at: times };
export const logChunks: fc.Arbitrary<LogChunk> = fc.oneof(
  fc.record({ kind: fc.constant('data' as const), ...places, bytes: fc.uint8Array({ maxLength: 300 }) }),
  fc.record({
    kind: fc.constant('gap' as const),
    ...places,
    length: fc.nat({ max: 2 ** 50 }),
    reason: fc.constantFrom('cap' as const, 'spool_full' as const, 'node_lost' as const),
  }),
);

export const attemptRefs = fc.record({ jobId: jobIds, number: attemptNumbers });

const outputs = fc.dictionary(texts, texts, { maxKeys: 3, noNullPrototype: true });
const jsonValues: fc.Arbitrary<JsonValue> = fc
  .jsonValue({ maxDepth: 2 })
  // JSON has no minus zero.
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);
const jsonMaps = fc.dictionary(texts, jsonValues, { maxKeys: 3, noNullPrototype: true });
export const rerunScopes: fc.Arbitrary<RerunScope> = fc.oneof(
  fc.constant({ kind: 'all' } as const),
  fc.constant({ kind: 'failed' } as const),
  fc.record({ kind: fc.constant('from' as const), stepId: texts }),
  fc.record({ kind: fc.constant('only' as const), stepKey: texts }),
);

export const runHeads: fc.Arbitrary<RunHead> = fc.record({
  id: runIds,
  number: amounts,
  pipelineName: texts,
  file: texts,
  group: maybe(someText),
  cancelInProgress: fc.boolean(),
  principal: texts,
  submittedAt: times,
  rerunOf: maybe(fc.record({ runId: runIds, scope: rerunScopes })),
  parent: maybe(stepRefs),
  status: fc.record({
    state: fc.constantFrom(...statesOf(runTransitions)),
    startedAt: maybe(times),
    endedAt: maybe(times),
    cancelRequestedAt: maybe(times),
    message: texts,
    outputs,
  }),
});

export const runs: fc.Arbitrary<Run> = fc
  .tuple(runHeads, requestIds, jsonMaps, outputs)
  .map(([{ pipelineName, file, ...head }, requestId, inputs, used]) => ({
    ...head,
    requestId,
    inputs,
    pipeline: { name: pipelineName, inputs: {}, outputs: {}, concurrency: null, steps: [] },
    source: { file, text: 'name: x', used },
    workspaces: {},
  }));

const artifacts: fc.Arbitrary<Artifact> = fc.record({
  name: texts,
  tree: fc.stringMatching(/^[0-9a-f]{64}$/).map(trustDigest),
  files: amounts,
  bytes: amounts,
});

export const stepRuns: fc.Arbitrary<StepRun> = fc.record({
  runId: runIds,
  key: texts,
  stepId: texts,
  cell: maybe(jsonMaps),
  state: fc.constantFrom(...statesOf(stepTransitions)),
  message: texts,
  jobId: maybe(jobIds),
  childRunId: maybe(runIds),
  isForgiven: fc.boolean(),
  outputs,
  artifacts: fc.array(artifacts, { maxLength: 2 }),
  cacheKey: maybe(someText),
  resultOf: maybe(stepRefs),
  readyAt: maybe(times),
  startedAt: maybe(times),
  endedAt: maybe(times),
});

export const cacheEntries: fc.Arbitrary<CacheEntry> = fc.record({
  key: texts,
  madeBy: stepRefs,
  pipelineName: texts,
  outputs,
  artifacts: fc.array(artifacts, { maxLength: 2 }),
  bytes: amounts,
  madeAt: times,
  usedAt: times,
});

export const plannedSteps: fc.Arbitrary<PlannedStep> = fc.record({
  key: texts,
  stepId: texts,
  cell: maybe(jsonMaps),
  needs: fc.array(texts, { maxLength: 3 }),
  isFinally: fc.boolean(),
  outlook: fc.constantFrom(
    'runs' as const,
    'cached' as const,
    'skipped' as const,
    'fails' as const,
    'unknown' as const,
  ),
  message: texts,
  cacheKey: maybe(someText),
  resultOf: maybe(stepRefs),
  placement: maybe(fc.nat(50)),
});
