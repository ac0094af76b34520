/** A pipeline as a stored value: what a run was started with, read by the version that runs it to its end. */
import type {
  ArtifactFetchSpec,
  ConcurrencySpec,
  GpuTemplate,
  InputSpec,
  ContainerTemplate,
  JobTemplate,
  MatrixSpec,
  OutputSpec,
  PipelineSpec,
  ResourceTemplate,
  RetryTemplate,
  StepCacheSpec,
  StepSpec,
  StepWork,
  WorkspaceSpec,
} from '@orchion/domain';
import {
  either,
  flag,
  json,
  kinds,
  later,
  lazy,
  list,
  nullable,
  number,
  oneOf,
  record,
  shape,
  text,
  type Codec,
} from './json-codec.ts';
import { artifactRule } from './row-codec.ts';

const input = shape<InputSpec>({
  type: oneOf({ string: true, number: true, boolean: true, choice: true, json: true }),
  description: text,
  isRequired: flag,
  default: json,
  options: list(text),
});

const concurrency = shape<ConcurrencySpec>({
  group: text,
  cancelInProgress: either(flag, text),
  queue: oneOf({ latest: true, all: true }),
});

const combinations: Codec<MatrixSpec['include']> = either(list(record(json)), text);

const matrix = shape<MatrixSpec>({
  axes: either(record(either(list(json), text)), text),
  include: combinations,
  exclude: combinations,
  failFast: either(flag, text),
  maxParallel: nullable(either(number, text)),
});

const gpus = shape<GpuTemplate>({ amount: text, vendor: nullable(text), model: nullable(text), vram: nullable(text) });

const resources = shape<ResourceTemplate>({
  cpu: nullable(text),
  memory: nullable(text),
  disk: nullable(text),
  gpus: nullable(gpus),
  custom: record(either(number, text)),
});

const retries = shape<RetryTemplate>({
  count: either(number, text),
  exitCodes: nullable(list(number)),
  backoff: nullable(text),
  backoffMax: nullable(text),
});

type Command = JobTemplate['command'];

const jobTemplate = shape<JobTemplate>({
  container: later(
    nullable(
      shape<ContainerTemplate>({
        image: text,
        pull: nullable(oneOf({ missing: true, always: true, never: true })),
        user: nullable(text),
        network: nullable(oneOf({ bridge: true, host: true, none: true })),
      }),
    ),
    null,
  ),
  command: kinds<Command>({
    shell: shape<Extract<Command, { kind: 'shell' }>>({ kind: oneOf({ shell: true }), line: text }),
    argv: shape<Extract<Command, { kind: 'argv' }>>({ kind: oneOf({ argv: true }), argv: list(text) }),
  }),
  env: list(record(text)),
  workingDirectory: nullable(text),
  resources,
  labels: record(text),
  node: nullable(text),
  priority: nullable(either(number, text)),
  timeout: nullable(text),
  queueTimeout: nullable(text),
  grace: nullable(text),
  retries: nullable(retries),
  idempotent: flag,
  onLost: nullable(oneOf({ hold: true, retry: true, fail: true })),
  onDisconnect: nullable(oneOf({ continue: true, stop: true })),
  exclusive: flag,
  logBytesMax: nullable(text),
  workspace: nullable(shape<WorkspaceSpec>({ include: list(text), exclude: list(text) })),
  fetch: list(shape<ArtifactFetchSpec>({ from: text, name: nullable(text), into: text })),
  leave: list(artifactRule),
});

const work = kinds<StepWork>({
  job: shape<Extract<StepWork, { kind: 'job' }>>({ kind: oneOf({ job: true }), job: jobTemplate }),
  pipeline: shape<Extract<StepWork, { kind: 'pipeline' }>>({
    kind: oneOf({ pipeline: true }),
    file: text,
    pipeline: lazy(() => pipelineCodec),
    inputs: record(json),
  }),
});

const step = shape<StepSpec>({
  id: text,
  name: nullable(text),
  needs: list(text),
  condition: nullable(text),
  isFinally: flag,
  matrix: nullable(matrix),
  continueOnError: either(flag, text),
  outputs: record(
    shape<OutputSpec>({ type: oneOf({ string: true, number: true, boolean: true, json: true }), description: text }),
  ),
  cache: nullable(shape<StepCacheSpec>({ key: nullable(text), restoreKeys: list(text), paths: list(text) })),
  work,
});

export const pipelineCodec: Codec<PipelineSpec> = shape<PipelineSpec>({
  name: text,
  inputs: record(input),
  outputs: record(text),
  concurrency: nullable(concurrency),
  steps: list(step),
});
