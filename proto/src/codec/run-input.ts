/** What clients ask of runs: starts, reruns, lists, and pages of kept results. */
import {
  limits,
  type Digest,
  type JsonValue,
  type RequestId,
  type RerunScope,
  type RunSource,
  type RunState,
  type Violation,
} from '@orchion/domain';
import type {
  ListCacheEntriesRequest,
  ListRunsRequest,
  PipelineFile,
  RerunRunRequest,
  StartRunRequest,
} from '../../gen/orchion/v1/run_pb.js';
import { digestFromWire } from './content.ts';
import { runState } from './enums.ts';
import { jsonTextsFromWire } from './json-text.ts';
import { boundedText, pageSize } from './page.ts';
import { rerunScopeFromWire } from './run-view.ts';
import { requestIdFromWire } from './submit.ts';
import { collect, each, WireError } from './wire-error.ts';

type Violations = { readonly violations: readonly Violation[] };

/** Inputs as a client gave them: not yet held against the pipeline. */
type GivenInputs = Readonly<Record<string, JsonValue>>;

export interface RunStart {
  readonly source: RunSource;
  readonly inputs: GivenInputs;
  readonly workspaces: Readonly<Record<string, Digest>>;
  readonly requestId: RequestId | null;
}

/** Answers violations with field paths. Never throws. */
export function runStartFromWire(
  message: Omit<StartRunRequest, '$typeName'>,
): { readonly start: RunStart } | Violations {
  const violations: Violation[] = [];
  const start: RunStart = {
    source: collect(violations, { file: '', text: '', used: {} }, () => pipelineFileFromWire(message.pipeline)),
    inputs: collect(violations, {}, () => inputsFromWire(message)),
    workspaces: collect(violations, {}, () => workspacesFromWire(message.workspaces)),
    requestId: requestIdOrNull(violations, message.requestId),
  };
  return violations.length === 0 ? { start } : { violations };
}

/** Throws WireError. */
export function pipelineFileFromWire(message: PipelineFile | undefined): RunSource {
  if (message === undefined || message.file === '')
    throw new WireError('pipeline.file', 'must be the path of the file');
  if (message.file.length > limits.cwdLengthMax) {
    throw new WireError('pipeline.file', `has ${message.file.length} characters, at most ${limits.cwdLengthMax}`);
  }
  return { file: message.file, text: message.text, used: message.used };
}

export interface RerunAsked {
  readonly scope: RerunScope;
  /** Null: as before. */
  readonly inputs: GivenInputs | null;
  /** The pipeline as it is now; null: as it was. */
  readonly edited: Pick<RunStart, 'source' | 'workspaces'> | null;
  readonly requestId: RequestId | null;
}

/** Answers violations with field paths. Never throws. */
export function rerunFromWireRequest(message: RerunRunRequest): { readonly rerun: RerunAsked } | Violations {
  const violations: Violation[] = [];
  const inputs = collect(violations, {}, () => inputsFromWire(message));
  const rerun: RerunAsked = {
    scope: collect<RerunScope>(violations, { kind: 'all' }, () => rerunScopeFromWire(message.scope)),
    inputs: Object.keys(inputs).length === 0 ? null : inputs,
    edited: message.pipeline === undefined ? null : editedFromWire(violations, message),
    requestId: requestIdOrNull(violations, message.requestId),
  };
  return violations.length === 0 ? { rerun } : { violations };
}

function editedFromWire(
  violations: Violation[],
  { pipeline, workspaces }: RerunRunRequest,
): Pick<RunStart, 'source' | 'workspaces'> {
  return {
    source: collect(violations, { file: '', text: '', used: {} }, () => pipelineFileFromWire(pipeline)),
    workspaces: collect(violations, {}, () => workspacesFromWire(workspaces)),
  };
}

export interface RunListQuery {
  readonly states: readonly RunState[] | null;
  readonly pipelineContains: string | null;
  readonly idPrefix: string | null;
  readonly withChildren: boolean;
  /** Only runs with a lower number; null: from the newest. */
  readonly beforeNumber: number | null;
  readonly limit: number;
}

/** Answers violations with field paths. Never throws. */
export function runQueryFromWire(message: ListRunsRequest): { readonly query: RunListQuery } | Violations {
  const violations: Violation[] = [];
  const states = collect(violations, [], () => each('states', message.states, (state) => runState.fromWire(state, '')));
  const query: RunListQuery = {
    states: states.length === 0 ? null : states,
    pipelineContains: collect(violations, null, () => boundedText(message.pipeline, 'pipeline')),
    idPrefix: collect(violations, null, () => boundedText(message.idPrefix, 'id_prefix')),
    withChildren: message.withChildren,
    beforeNumber: collect(violations, null, () => numberFromPageToken(message.pageToken)),
    limit: collect(violations, limits.pageSizeDefault, () => pageSize(message.pageSize)),
  };
  return violations.length === 0 ? { query } : { violations };
}

/** The token of the page after a run, by its number. */
export function pageTokenAfterRun(run: { readonly number: number }): string {
  return `before-${run.number}`;
}

/** Answers violations with field paths. Never throws. A page's token is the last key of the one before. */
export function cacheQueryFromWire(
  message: ListCacheEntriesRequest,
): { readonly query: { readonly afterKey: string | null; readonly limit: number } } | Violations {
  const violations: Violation[] = [];
  const query = {
    afterKey: message.pageToken === '' ? null : message.pageToken.slice(0, limits.cacheKeyLengthMax * 2),
    limit: collect(violations, limits.pageSizeDefault, () => pageSize(message.pageSize)),
  };
  return violations.length === 0 ? { query } : { violations };
}

function inputsFromWire(message: Pick<StartRunRequest, 'inputs' | 'inputsJson'>): GivenInputs {
  return { ...message.inputs, ...jsonTextsFromWire(message.inputsJson, 'inputs_json') };
}

function workspacesFromWire(workspaces: Readonly<Record<string, string>>): Record<string, Digest> {
  return Object.fromEntries(
    Object.entries(workspaces).map(([key, digest]) => [key, digestFromWire(digest, `workspaces.${key}`)]),
  );
}

function requestIdOrNull(violations: Violation[], text: string): RequestId | null {
  const decoded = requestIdFromWire(text);
  if ('requestId' in decoded) return decoded.requestId;
  violations.push(...decoded.violations);
  return null;
}

function numberFromPageToken(token: string): number | null {
  if (token === '') return null;
  const number = Number(/^before-(\d{1,16})$/.exec(token)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(number)) throw new WireError('page_token', 'is none of ours: pass one on unchanged');
  return number;
}
