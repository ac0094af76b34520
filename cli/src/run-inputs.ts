/** `--input name=value`: as text, which is read as the input's type. */
import { usageFailure } from './failure.ts';

export function inputsFrom(options: readonly string[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (options ?? []).map((text) => {
      const at = text.indexOf('=');
      if (at <= 0) throw usageFailure(`--input: ${JSON.stringify(text)} is no input; write NAME=VALUE`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
