/** Options with amounts, numbers and pairs: parsed in one way, refused in one way, with the option's name in the message. */
import type { Parsed } from '@orchion/schemas';
import { usageFailure } from './failure.ts';

/** Undefined stays undefined: the option was not given. */
export function amountOf<T>(
  option: string,
  text: string | undefined,
  parse: (text: string) => Parsed<T>,
): T | undefined {
  if (text === undefined) return undefined;
  const parsed = parse(text);
  if ('problem' in parsed) throw usageFailure(`${option}: ${parsed.problem}`);
  return parsed.value;
}

export function wholeNumberOf(
  option: string,
  text: string | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw usageFailure(
      `${option}: must be a whole number from ${min} to ${max}, got ${JSON.stringify(text.slice(0, 40))}`,
    );
  }
  return value;
}

/** `KEY=VALUE` entries; the last one of a key counts. `missing` answers the value of an entry without `=`. */
export function pairsOf(
  option: string,
  entries: readonly string[] | undefined,
  missing: (key: string) => string | undefined = () => undefined,
): Readonly<Record<string, string>> {
  const pairs = new Map<string, string>();
  for (const entry of entries ?? []) {
    const at = entry.indexOf('=');
    const key = at === -1 ? entry : entry.slice(0, at);
    const value = at === -1 ? missing(entry) : entry.slice(at + 1);
    if (key === '' || value === undefined) {
      // Only the name is shown: what follows it may be a secret.
      throw usageFailure(`${option}: write it as NAME=VALUE, got ${JSON.stringify(key.slice(0, 40))}`);
    }
    pairs.set(key, value);
  }
  return Object.fromEntries(pairs);
}
