/**
 * A pipeline as a file describes it, checked and with its defaults filled in. What may hold an expression stays text until
 * the step is ready, because only then its values are known: such a field is a `Template`.
 */
import type { ContainerNetwork, PullPolicy } from '../container.ts';
import type { ArtifactRule } from '../content.ts';
import type { OnDisconnect, OnLost } from '../job.ts';
import type { JsonValue } from '../json-value.ts';

/** Text with any number of `${{ }}` in it. One that is a single `${{ }}` and nothing else keeps its value's type. */
export type Template = string;
/** An expression without the `${{ }}` around it. */
export type ExpressionText = string;

export interface PipelineSpec {
  readonly name: string;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** What the pipeline gives to one that uses it. */
  readonly outputs: Readonly<Record<string, Template>>;
  readonly concurrency: ConcurrencySpec | null;
  /** In the order of the file; the finally steps last. */
  readonly steps: readonly StepSpec[];
}

export type InputType = 'string' | 'number' | 'boolean' | 'choice' | 'json';

export interface InputSpec {
  readonly type: InputType;
  readonly description: string;
  readonly isRequired: boolean;
  /** Null: none. */
  readonly default: JsonValue;
  /** Of a choice. */
  readonly options: readonly string[];
}

export interface ConcurrencySpec {
  /** Runs of one group run one after the other, whatever pipeline they are of. */
  readonly group: Template;
  readonly cancelInProgress: boolean | Template;
  /** `latest`: a newer waiting run takes the place of an older waiting one, as in GitHub Actions. `all`: each gets its turn. */
  readonly queue: 'latest' | 'all';
}

export interface StepSpec {
  /** Its key in the file: a letter or _, then letters, digits, - and _. */
  readonly id: string;
  /** For people; null: its id. */
  readonly name: Template | null;
  readonly needs: readonly string[];
  /** Null: `success()`. One without a status function is joined with `success()`. */
  readonly condition: ExpressionText | null;
  /** A finally step runs once every other step has ended, whatever came of them. */
  readonly isFinally: boolean;
  readonly matrix: MatrixSpec | null;
  /** Its failure does not fail the run, nor skip what needs it. */
  readonly continueOnError: boolean | Template;
  readonly outputs: Readonly<Record<string, OutputSpec>>;
  readonly cache: StepCacheSpec | null;
  readonly work: StepWork;
}

export interface OutputSpec {
  readonly type: Exclude<InputType, 'choice'>;
  readonly description: string;
}

export interface MatrixSpec {
  /** Each axis: its values, or one template that gives a list; or the whole matrix as one template that gives an object. */
  readonly axes: Readonly<Record<string, readonly JsonValue[] | Template>> | Template;
  readonly include: readonly Readonly<Record<string, JsonValue>>[] | Template;
  readonly exclude: readonly Readonly<Record<string, JsonValue>>[] | Template;
  readonly failFast: boolean | Template;
  /** Null: as many as there are. */
  readonly maxParallel: number | Template | null;
}

/** One cell's values, by axis. */
export type MatrixCell = Readonly<Record<string, JsonValue>>;

/** The step's result is kept and used again by a later step with the same key. */
export interface StepCacheSpec {
  /** Null: made from the command, its environment, the files it is given. */
  readonly key: Template | null;
  /** Prefixes of keys; the newest match gives the folders of `paths`, though not the result. */
  readonly restoreKeys: readonly Template[];
  /** Folders that are restored before the step and kept after it. Empty: the step's result itself is what is cached. */
  readonly paths: readonly string[];
}

export type StepWork =
  | { readonly kind: 'job'; readonly job: JobTemplate }
  /** Another pipeline, run as a run of its own. */
  | {
      readonly kind: 'pipeline';
      /** As written, relative to the file that names it. */
      readonly file: string;
      readonly pipeline: PipelineSpec;
      readonly inputs: Readonly<Record<string, JsonValue>>;
    };

/** A job whose fields may hold expressions; amounts are as written ('2GiB'). Null: not said. */
export interface JobTemplate {
  readonly container: ContainerTemplate | null;
  /** No arguments at all: what the container's image runs by itself. */
  readonly command:
    { readonly kind: 'shell'; readonly line: Template } | { readonly kind: 'argv'; readonly argv: readonly Template[] };
  /** Layers, outermost first (pipeline, defaults, step): a later one may refer to what an earlier one set. */
  readonly env: readonly Readonly<Record<string, Template>>[];
  /** Absolute on the node, or in its container; or relative to the private folder. */
  readonly workingDirectory: Template | null;
  readonly resources: ResourceTemplate;
  readonly labels: Readonly<Record<string, Template>>;
  readonly node: Template | null;
  readonly priority: number | Template | null;
  readonly timeout: Template | null;
  readonly queueTimeout: Template | null;
  readonly grace: Template | null;
  readonly retries: RetryTemplate | null;
  readonly idempotent: boolean;
  readonly onLost: OnLost | null;
  readonly onDisconnect: OnDisconnect | null;
  readonly exclusive: boolean;
  readonly logBytesMax: Template | null;
  readonly workspace: WorkspaceSpec | null;
  readonly fetch: readonly ArtifactFetchSpec[];
  readonly leave: readonly ArtifactRule[];
}

export interface ContainerTemplate {
  readonly image: Template;
  readonly pull: PullPolicy | null;
  readonly user: Template | null;
  readonly network: ContainerNetwork | null;
}

export interface ResourceTemplate {
  readonly cpu: Template | null;
  readonly memory: Template | null;
  readonly disk: Template | null;
  readonly gpus: GpuTemplate | null;
  readonly custom: Readonly<Record<string, number | Template>>;
}

export interface GpuTemplate {
  /** '2' whole devices, '0.5' of one. */
  readonly amount: Template;
  /** A `GpuVendor`, once it is resolved. */
  readonly vendor: Template | null;
  readonly model: Template | null;
  readonly vram: Template | null;
}

export interface RetryTemplate {
  readonly count: number | Template;
  readonly exitCodes: readonly number[] | null;
  readonly backoff: Template | null;
  readonly backoffMax: Template | null;
}

/** Which files of the pipeline's folder are sent along. Ignore files (.gitignore, .orchionignore) are respected. */
export interface WorkspaceSpec {
  /** Glob patterns; empty: everything that is not ignored. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** An artifact of another step, put into this one's private folder. */
export interface ArtifactFetchSpec {
  readonly from: string;
  /** Null: all artifacts of that step, each into a folder of its name. */
  readonly name: string | null;
  readonly into: string;
}

/** Every workspace that a step of the pipeline, or of one that it uses, asks for, by its key. */
export function workspacesOf(pipeline: PipelineSpec): ReadonlyMap<string, WorkspaceSpec> {
  const found = new Map<string, WorkspaceSpec>();
  for (const { work } of pipeline.steps) {
    if (work.kind === 'pipeline') for (const [key, spec] of workspacesOf(work.pipeline)) found.set(key, spec);
    else if (work.job.workspace !== null) found.set(workspaceKey(work.job.workspace), work.job.workspace);
  }
  return found;
}

/** Two steps with the same patterns share one tree: this is what they share it by. */
export function workspaceKey({ include, exclude }: WorkspaceSpec): string {
  // A pattern with ! takes away what those before it have named: their order is part of what they say.
  const inOrder = (patterns: readonly string[]): readonly string[] =>
    patterns.some((pattern) => pattern.startsWith('!')) ? patterns : [...patterns].sort();
  return JSON.stringify([inOrder(include), inOrder(exclude)]);
}
