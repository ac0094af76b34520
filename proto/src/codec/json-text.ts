/** Values that are any JSON travel as their text, by name. */
import type { JsonValue } from '@orchion/domain';
import { WireError } from './wire-error.ts';

export function jsonTextsToWire(values: Readonly<Record<string, JsonValue>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}

/** Throws WireError. */
export function jsonTextsFromWire(texts: Readonly<Record<string, string>>, field: string): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      try {
        // What JSON.parse answers is what JSON can say.
        return [name, JSON.parse(text) as JsonValue];
      } catch {
        throw new WireError(`${field}.${name}`, 'is not JSON');
      }
    }),
  );
}
