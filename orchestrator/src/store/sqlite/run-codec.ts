/** Rows of runs, their steps and kept results: as `row-codec`. */
import {
  parseDigest,
  parseId,
  type Artifact,
  type CacheEntry,
  type Digest,
  type Rerun,
  type RerunScope,
  type Run,
  type RunHead,
  type RunSource,
  type RunStatus,
  type StepRun,
} from '@orchion/domain';
import {
  DecodeError,
  fromJson,
  json,
  flag,
  kinds,
  list,
  nullable,
  number,
  oneOf,
  parsed,
  record,
  shape,
  text,
  toJson,
} from './json-codec.ts';
import { pipelineCodec } from './pipeline-codec.ts';
import { artifact, stepRef, type Row } from './row-codec.ts';

const runId = parsed('a run id', (value) => parseId('run', value));
const jobId = parsed('a job id', (value) => parseId('job', value));
const requestId = parsed('a request id', (value) => parseId('request', value));
const digest = parsed<Digest>('a digest', parseDigest);

type Scope<K extends RerunScope['kind']> = Extract<RerunScope, { kind: K }>;

const rerun = shape<Rerun>({
  runId,
  scope: kinds<RerunScope>({
    all: shape<Scope<'all'>>({ kind: oneOf({ all: true }) }),
    failed: shape<Scope<'failed'>>({ kind: oneOf({ failed: true }) }),
    from: shape<Scope<'from'>>({ kind: oneOf({ from: true }), stepId: text }),
    only: shape<Scope<'only'>>({ kind: oneOf({ only: true }), stepKey: text }),
  }),
});

/** What of a run never changes and is small; the rest of that is its spec. */
type RunFacts = Omit<RunHead, 'id' | 'number' | 'status'>;
const facts = shape<RunFacts>({
  pipelineName: text,
  file: text,
  group: nullable(text),
  cancelInProgress: flag,
  principal: text,
  submittedAt: number,
  rerunOf: nullable(rerun),
  parent: nullable(stepRef),
});

type RunContent = Pick<Run, 'pipeline' | 'inputs' | 'workspaces'> & { readonly source: Omit<RunSource, 'file'> };
const content = shape<RunContent>({
  pipeline: pipelineCodec,
  source: shape<RunContent['source']>({ text, used: record(text) }),
  inputs: record(json),
  workspaces: record(digest),
});

const status = shape<RunStatus>({
  state: oneOf({ pending: true, running: true, succeeded: true, failed: true, cancelled: true }),
  startedAt: nullable(number),
  endedAt: nullable(number),
  cancelRequestedAt: nullable(number),
  message: text,
  outputs: record(text),
});

const stepCodec = shape<StepRun>({
  runId,
  key: text,
  stepId: text,
  cell: nullable(record(json)),
  state: oneOf({
    waiting: true,
    ready: true,
    submitted: true,
    skipped: true,
    cached: true,
    succeeded: true,
    failed: true,
    cancelled: true,
  }),
  message: text,
  jobId: nullable(jobId),
  childRunId: nullable(runId),
  isForgiven: flag,
  outputs: record(text),
  artifacts: list<Artifact>(artifact),
  cacheKey: nullable(text),
  resultOf: nullable(stepRef),
  readyAt: nullable(number),
  startedAt: nullable(number),
  endedAt: nullable(number),
});

const cacheEntry = shape<CacheEntry>({
  key: text,
  madeBy: stepRef,
  pipelineName: text,
  outputs: record(text),
  artifacts: list<Artifact>(artifact),
  bytes: number,
  madeAt: number,
  usedAt: number,
});

export const encodeRunFacts = (run: Run): string =>
  toJson(facts, { ...run, pipelineName: run.pipeline.name, file: run.source.file });
export const encodeRunContent = (run: Run): string => toJson(content, run);
export const encodeRunStatus = (value: RunStatus): string => toJson(status, value);
export const encodeStep = (step: StepRun): string => toJson(stepCodec, step);
export const encodeCacheEntry = (entry: CacheEntry): string => toJson(cacheEntry, entry);

/** From the columns number, id, facts, status. Throws `DecodeError`. */
export function decodeRunHead(row: Row): RunHead {
  return {
    id: runId.decode(row['id'], 'id'),
    number: number.decode(row['number'], 'number'),
    status: fromJson(status, row['status'], 'status'),
    ...fromJson(facts, row['facts'], 'facts'),
  };
}

/** From the columns number, id, request_id, facts, status, spec. Throws `DecodeError`. */
export function decodeRun(row: Row): Run {
  const { pipelineName: _name, file, ...head } = decodeRunHead(row);
  const { source, ...rest } = fromJson(content, row['spec'], 'spec');
  return {
    ...head,
    ...rest,
    requestId: requestId.decode(row['request_id'], 'request_id'),
    source: { file, ...source },
  };
}

/** Throws `DecodeError`, also where the body is another step's. */
export function decodeStep(body: unknown, expected: Pick<StepRun, 'runId' | 'key'>): StepRun {
  const step = fromJson(stepCodec, body, 'body');
  if (step.runId !== expected.runId) throw new DecodeError('runId: does not match its row');
  if (step.key !== expected.key) throw new DecodeError('key: does not match its row');
  return step;
}

export function decodeCacheEntry(row: Row): CacheEntry {
  const entry = fromJson(cacheEntry, row['body'], 'body');
  if (entry.key !== row['key']) throw new DecodeError('key: does not match its row');
  return entry;
}
