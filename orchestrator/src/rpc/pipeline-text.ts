/** Pipeline files as they come from users: read with the files that they use, or refused with every problem named. */
import { create } from '@bufbuild/protobuf';
import type { JsonValue, PipelineSpec, RunSource } from '@orchion/domain';
import { PipelineProblemSchema, type WirePipelineFile, type WirePipelineProblem } from '@orchion/proto';
import { parsePipelineFile, type Problem } from '@orchion/schemas';
import { resolveInputs } from '@orchion/schemas/expression';
import { invalid } from './refusal-error.ts';

/** Throws INVALID_ARGUMENT; a violation's field is 'file:line:column'. */
export function pipelineOf(source: RunSource): PipelineSpec {
  const { pipeline, problems } = read(source);
  if (pipeline !== null) return pipeline;
  throw invalid(
    problems
      .filter(({ severity }) => severity === 'error')
      .map((problem) => ({
        field: `${problem.file}:${problem.line}:${problem.column}`,
        message: problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`,
      })),
  );
}

export function lint(file: WirePipelineFile | undefined): readonly WirePipelineProblem[] {
  const { problems } = read({ file: file?.file ?? '', text: file?.text ?? '', used: file?.used ?? {} });
  return problems.map(({ file: name, line, column, path, message, severity }) =>
    create(PipelineProblemSchema, { file: name, line, column, path, message, isWarning: severity !== 'error' }),
  );
}

/** The inputs complete and of their types. Throws INVALID_ARGUMENT. */
export function inputsOf(
  pipeline: PipelineSpec,
  given: Readonly<Record<string, JsonValue>>,
): Readonly<Record<string, JsonValue>> {
  const resolved = resolveInputs(pipeline, given);
  if ('values' in resolved) return resolved.values;
  throw invalid(resolved.problems.map(({ input, message }) => ({ field: `inputs.${input}`, message })));
}

function read({ file, text, used }: RunSource): {
  readonly pipeline: PipelineSpec | null;
  readonly problems: readonly Problem[];
} {
  return parsePipelineFile({
    text,
    fileName: file,
    readUsed: (path) => (Object.hasOwn(used, path) ? (used[path] ?? null) : null),
  });
}
