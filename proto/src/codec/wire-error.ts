/**
 * What decoding throws for a message that cannot be a domain value: with the path of the field, as in the proto. Where a
 * user wrote the message, the decoders catch it and answer violations instead; where the other end of a session did, it
 * ends the session.
 */
import type { Violation } from '@orchion/domain';

export class WireError extends Error {
  override readonly name = 'WireError';
  readonly code = 'bad_message';
  /** Path of the field: 'held[3].lease'. */
  readonly field: string;
  /** What is wrong and what would be right. */
  readonly problem: string;

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
    this.problem = problem;
  }
}

/** Runs a decoder of something inside `field`: its errors name the whole path. */
export function within<T>(field: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw inside(field, error);
  }
}

/** Decodes every entry of a list; an error names the entry: 'held[3].lease'. */
export function each<M, T>(field: string, entries: readonly M[], decode: (entry: M) => T): T[] {
  const decoded: T[] = [];
  for (const entry of entries) {
    try {
      decoded.push(decode(entry));
    } catch (error) {
      throw inside(`${field}[${decoded.length}]`, error);
    }
  }
  return decoded;
}

/** The message in a field that must be there. */
export function required<M>(message: M | undefined, field: string): M {
  if (message === undefined) throw new WireError(field, 'is missing');
  return message;
}

/** Runs a decoder and notes its error as a violation; then answers what to go on with. */
export function collect<T>(violations: Violation[], otherwise: T, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    violations.push({ field: error.field, message: error.problem });
    return otherwise;
  }
}

function inside(field: string, error: unknown): unknown {
  if (!(error instanceof WireError)) return error;
  // A field's own error has no path below it: 'lease', not 'lease.'.
  const path = error.field === '' ? field : `${field}.${error.field}`;
  return new WireError(path, error.problem);
}
