/**
 * What the pipeline engine is given from outside: the language that its expressions are written in, names for what it makes,
 * a hash, and what the step cache holds. All of it answers at once and the same for the same question, so the engine stays a
 * function of its state.
 */
import type {
  CacheEntry,
  Digest,
  ExpressionText,
  IdSource,
  JobSpec,
  JobTemplate,
  JsonValue,
  MatrixCell,
  MatrixSpec,
  OutputSpec,
  PipelineSpec,
  Run,
  RunId,
  StepRun,
  Template,
} from '@orchion/domain';

export interface PipelineTools {
  readonly language: PipelineLanguage;
  readonly ids: IdSource;
  readonly sha256: (text: string) => Digest;
  readonly cache: CacheReader;
  /** A run that has ended, as long as it is kept, with its steps. */
  readonly endedRun: (id: RunId) => EndedRun | null;
}

interface EndedRun {
  readonly run: Run;
  readonly steps: readonly StepRun[];
}

/** Kept results as of the last commit. */
export interface CacheReader {
  entry(key: string): CacheEntry | null;
  /** The one that was made last among those whose key begins so. */
  newestWithPrefix(prefix: string): CacheEntry | null;
}

/** Total: whatever is in the file, each answers a value or a problem in words for the user. */
export interface PipelineLanguage {
  evaluateCondition(expression: ExpressionText | null, context: ExpressionContext): Answered<boolean>;
  /** Whether a status function stands in it. */
  asksForStatus(expression: ExpressionText): boolean;
  /** What a step wrote, as the types that its outputs declare. */
  readOutputs(
    declared: Readonly<Record<string, OutputSpec>>,
    written: Readonly<Record<string, string>>,
  ): { readonly values: Readonly<Record<string, JsonValue>> } | Problem;
  resolveTemplate(template: Template, context: ExpressionContext): Answered<JsonValue>;
  expandMatrix(matrix: MatrixSpec, context: ExpressionContext): MatrixExpansion | Problem;
  resolveStep(job: JobTemplate, context: ExpressionContext): { readonly spec: JobSpec } | Problem;
  resolveInputs(
    pipeline: PipelineSpec,
    given: Readonly<Record<string, JsonValue>>,
  ):
    | { readonly values: Readonly<Record<string, JsonValue>> }
    | { readonly problems: readonly { readonly input: string; readonly message: string }[] };
}

interface Problem {
  readonly problem: string;
}
type Answered<T> = { readonly value: T } | Problem;

export interface MatrixExpansion {
  readonly cells: readonly MatrixCell[];
  /** Null: as many as there are. */
  readonly maxParallel: number | null;
  readonly failFast: boolean;
}

/** The names that an expression may use. */
export interface ExpressionContext {
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly env: Readonly<Record<string, JsonValue>>;
  readonly needs: Readonly<Record<string, JsonValue>>;
  readonly steps: Readonly<Record<string, JsonValue>>;
  readonly matrix: Readonly<Record<string, JsonValue>>;
  readonly run: Readonly<Record<string, JsonValue>>;
  readonly status: { readonly success: boolean; readonly failure: boolean; readonly cancelled: boolean };
}
