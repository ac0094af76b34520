/** `--input name=value`: as text, which is read as the input's type. */
import type { PipelineSpec } from '@orchion/domain';
import { resolveInputs } from '@orchion/schemas/expression';
import { CliFailure, usageFailure } from './failure.ts';

/** What was given, held against what the pipeline asks for. */
export function checkInputs(pipeline: PipelineSpec, given: Readonly<Record<string, string>>): void {
  const resolved = resolveInputs(pipeline, given);
  if ('values' in resolved) return;
  throw new CliFailure({
    code: 'invalid',
    message: 'The inputs are not those that the pipeline asks for.',
    violations: resolved.problems.map(({ input, message }) => ({ field: `inputs.${input}`, message })),
  });
}

export function inputsFrom(options: readonly string[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (options ?? []).map((text) => {
      const at = text.indexOf('=');
      if (at <= 0) throw usageFailure(`--input: ${JSON.stringify(text)} is no input; write NAME=VALUE`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
