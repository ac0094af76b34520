/** What expressions can look at, and what of it is known where: the data behind every check, completion and hover. */
import type { JsonValue } from '@orchion/domain';

/** `node` and `secrets` are words of the grammar that are refused with a sentence wherever they stand. */
export const contextNames = ['inputs', 'env', 'needs', 'steps', 'matrix', 'run', 'node', 'secrets'] as const;
export type ContextName = (typeof contextNames)[number];

export const contextInfo: Readonly<Record<ContextName, string>> = {
  inputs: 'The inputs of this run, complete and of their types.',
  env: 'Environment variables that outer layers have set: the pipeline’s, the defaults’, then the step’s own before this one.',
  needs: 'The steps named in `needs`: `needs.NAME.result` and `needs.NAME.outputs.OUTPUT`.',
  steps: 'All steps that come before this one, as `needs` shows them.',
  matrix: 'The values of this cell of the matrix.',
  run: 'This run: `id`, `number`, `pipeline`, `principal`.',
  node: 'Where a step runs is known only there: read $ORCHION_NODE in the command.',
  secrets: 'Secrets are not available yet: give the node the value, for example as a file that only it can read.',
};

/** What `run` tells, with the kind of each value. */
export const runProperties: Readonly<Record<string, 'string' | 'number'>> = {
  id: 'string',
  number: 'number',
  pipeline: 'string',
  principal: 'string',
};

/** Where an expression stands decides what is known there. The schema names one of these at each field (`x-place`). */
export type PlaceName =
  'pipeline-env' | 'defaults' | 'concurrency' | 'pipeline-outputs' | 'condition' | 'matrix' | 'step' | 'job';

export interface Place {
  readonly contexts: readonly ContextName[];
  /** `success()`, `failure()`, `always()`, `cancelled()`. */
  readonly hasStatus: boolean;
}

const ofRun: readonly ContextName[] = ['inputs', 'run'];
const ofStep: readonly ContextName[] = ['inputs', 'needs', 'steps', 'run'];

export const places: Readonly<Record<PlaceName, Place>> = {
  'pipeline-env': { contexts: ofRun, hasStatus: false },
  defaults: { contexts: [...ofRun, 'env'], hasStatus: false },
  concurrency: { contexts: ofRun, hasStatus: false },
  'pipeline-outputs': { contexts: [...ofRun, 'steps'], hasStatus: false },
  condition: { contexts: ofStep, hasStatus: true },
  matrix: { contexts: ofStep, hasStatus: false },
  step: { contexts: [...ofStep, 'matrix'], hasStatus: false },
  job: { contexts: [...ofStep, 'matrix', 'env'], hasStatus: false },
};

/** The values at one moment. Whoever evaluates fills in what is known; what is not is an empty map. */
export interface ExpressionContext {
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly env: Readonly<Record<string, JsonValue>>;
  /** By step id: `{ result, outputs }`; of a step with a matrix each output is the list of its cells', in their order. */
  readonly needs: Readonly<Record<string, JsonValue>>;
  /** The same for every step upstream; in a finally step, for every step that is none. */
  readonly steps: Readonly<Record<string, JsonValue>>;
  readonly matrix: Readonly<Record<string, JsonValue>>;
  readonly run: Readonly<Record<string, JsonValue>>;
  /** Of the steps upstream, and of the run: what the status functions answer. */
  readonly status: { readonly success: boolean; readonly failure: boolean; readonly cancelled: boolean };
}

/** Before anything is known. */
export const nothingKnown: ExpressionContext = {
  inputs: {},
  env: {},
  needs: {},
  steps: {},
  matrix: {},
  run: {},
  status: { success: true, failure: false, cancelled: false },
};
