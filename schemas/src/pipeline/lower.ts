/** A valid pipeline file to its spec: defaults filled in, layers joined, every value that may hold an expression as text. */
import type {
  ConcurrencySpec,
  InputSpec,
  JsonValue,
  OutputSpec,
  PipelineSpec,
  StepCacheSpec,
  StepSpec,
  StepWork,
} from '@orchion/domain';
import { asksForStatus } from '../expression/condition.ts';
import { readInput } from '../expression/inputs.ts';
import { soleExpression } from '../expression/template.ts';
import type { FieldPath } from '../words/field-path.ts';
import { jobTemplateFrom, textsOf } from './lower-job.ts';
import { matrixFrom } from './lower-matrix.ts';
import type { PipelineFile, StepFile } from './schema.ts';

export interface LowerInput {
  readonly file: PipelineFile;
  /** Used where the file has no `name`. */
  readonly defaultName: string;
  /** A scalar's text as written ('1.10' rather than the number 1.1), or null where it has none. */
  readonly writtenText: (path: FieldPath) => string | null;
  /** By step: the pipeline that it uses. */
  readonly used: ReadonlyMap<string, PipelineSpec>;
}

export function lowerPipelineFile(input: LowerInput): PipelineSpec {
  const { file, defaultName } = input;
  const sections = [
    { section: 'steps', isFinally: false, steps: file.steps },
    { section: 'finally', isFinally: true, steps: file.finally ?? {} },
  ] as const;
  return {
    name: file.name ?? defaultName,
    inputs: mapped(file.inputs ?? {}, inputSpec),
    outputs: mapped(file.outputs ?? {}, (output) => (typeof output === 'string' ? output : output.value)),
    concurrency: concurrencySpec(file.concurrency),
    steps: sections.flatMap(({ section, isFinally, steps }) =>
      Object.entries(steps).map(([id, step]) => stepSpec({ id, step, isFinally, path: [section, id] }, input)),
    ),
  };
}

type InputFile = NonNullable<PipelineFile['inputs']>[string];

function inputSpec(written: InputFile): InputSpec {
  const type = written.type ?? 'string';
  const options = written.options ?? [];
  const given = written.default === undefined ? null : readInput({ type, options }, written.default as JsonValue);
  return {
    type,
    description: written.description ?? '',
    isRequired: written.required ?? false,
    default: given !== null && 'value' in given ? given.value : null,
    options,
  };
}

function concurrencySpec(written: PipelineFile['concurrency']): ConcurrencySpec | null {
  if (written === undefined) return null;
  const {
    group,
    'cancel-in-progress': cancelInProgress = false,
    queue = 'latest',
  } = typeof written === 'string' ? { group: written } : written;
  return { group, cancelInProgress, queue };
}

interface StepInput {
  readonly id: string;
  readonly step: StepFile;
  readonly isFinally: boolean;
  readonly path: FieldPath;
}

function stepSpec({ id, step, isFinally, path }: StepInput, input: LowerInput): StepSpec {
  const { needs = [] } = step;
  return {
    id,
    name: step.name ?? null,
    needs: [...new Set(typeof needs === 'string' ? [needs] : needs)],
    condition: conditionOf(step.if, isFinally),
    isFinally,
    matrix: step.matrix === undefined ? null : matrixFrom(step.matrix),
    continueOnError: step['continue-on-error'] ?? false,
    outputs: outputSpecs(step.outputs),
    cache: cacheSpec(step.cache),
    work: workOf(id, step, path, input),
  };
}

/** A finally step runs whatever came of the others, unless its condition asks how things went. */
function conditionOf(written: StepFile['if'], isFinally: boolean): StepSpec['condition'] {
  if (written === undefined || written === '') return isFinally ? 'always()' : null;
  const text = String(written);
  const expression = (soleExpression(text)?.text ?? text).trim();
  return isFinally && !asksForStatus(expression) ? `always() && (${expression})` : expression;
}

function outputSpecs(written: StepFile['outputs']): Readonly<Record<string, OutputSpec>> {
  if (written === undefined) return {};
  if (Array.isArray(written)) return Object.fromEntries(written.map((name) => [name, plainOutput]));
  return mapped(written, (spec) =>
    typeof spec === 'string'
      ? { type: spec, description: '' }
      : { type: spec.type ?? 'string', description: spec.description ?? '' },
  );
}

const plainOutput: OutputSpec = { type: 'string', description: '' };

function cacheSpec(written: StepFile['cache']): StepCacheSpec | null {
  if (written === undefined || written === false) return null;
  const { key = null, 'restore-keys': restoreKeys, paths } = written === true ? {} : written;
  return { key, restoreKeys: textsOf(restoreKeys), paths: textsOf(paths) };
}

function workOf(id: string, step: StepFile, path: FieldPath, { file, writtenText, used }: LowerInput): StepWork {
  const pipeline = used.get(id);
  if (step.uses !== undefined && pipeline !== undefined) {
    // What YAML makes is what JSON can say.
    return { kind: 'pipeline', file: step.uses, pipeline, inputs: (step.inputs ?? {}) as Record<string, JsonValue> };
  }
  return { kind: 'job', job: jobTemplateFrom({ file, step, path, writtenText }) };
}

function mapped<From, To>(map: Readonly<Record<string, From>>, to: (value: From) => To): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, to(value)]));
}
