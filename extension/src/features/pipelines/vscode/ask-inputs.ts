/** Asks for the inputs of a pipeline before its run. */
import type { InputSpec, JsonValue, PipelineSpec } from '@orchion/domain';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';

/** One question for each input; null: the user thought better of it. */
export async function askInputs(
  { say }: Session,
  { name, inputs }: PipelineSpec,
): Promise<Readonly<Record<string, JsonValue>> | null> {
  const given: Record<string, JsonValue> = {};
  const entries = Object.entries(inputs);
  for (const [i, [input, spec]] of entries.entries()) {
    const title = say('{0}: input {1} of {2}', name, i + 1, entries.length);
    const answer = await askInput({ title, input, spec });
    if (answer === undefined) return null;
    // What is left empty is what it is by default.
    if (answer !== '' || spec.isRequired) given[input] = answer;
  }
  return given;
}

async function askInput({
  title,
  input,
  spec,
}: {
  readonly title: string;
  readonly input: string;
  readonly spec: InputSpec;
}): Promise<string | undefined> {
  const placeHolder = spec.description === '' ? input : `${input}: ${spec.description}`;
  const choices = spec.type === 'boolean' ? ['true', 'false'] : spec.type === 'choice' ? spec.options : null;
  if (choices !== null) {
    const first = spec.default === null ? null : textOf(spec.default);
    const ordered = first === null ? choices : [first, ...choices.filter((choice) => choice !== first)];
    return vscode.window.showQuickPick(ordered, { title, placeHolder });
  }
  const value = spec.default === null ? '' : textOf(spec.default);
  return vscode.window.showInputBox({ title, prompt: placeHolder, value, ignoreFocusOut: true });
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
