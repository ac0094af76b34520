/** What a step wrote to `$ORCHION_OUTPUT`, as the types that its outputs declare. */
import type { JsonValue, OutputSpec } from '@orchion/domain';
import { readInput } from './inputs.ts';

/** Outputs that nobody declared are text. A declared one that was not written is ''. */
export function readOutputs(
  declared: Readonly<Record<string, OutputSpec>>,
  written: Readonly<Record<string, string>>,
): { readonly values: Readonly<Record<string, JsonValue>> } | { readonly problem: string } {
  const values: Record<string, JsonValue> = { ...written };
  for (const [name, spec] of Object.entries(declared)) {
    const text = Object.hasOwn(written, name) ? written[name] : undefined;
    if (text === undefined) {
      values[name] = spec.type === 'string' ? '' : null;
      continue;
    }
    const read = readInput({ type: spec.type, options: [] }, text);
    if ('problem' in read) return { problem: `the output ${name}: ${read.problem}` };
    values[name] = read.value;
  }
  return { values };
}
