/**
 * An enum of the wire and the union of the domain that it stands for. Both records are exhaustive: a state that is added on
 * one side fails to compile until the other side has an answer.
 */
import { WireError } from './wire-error.ts';

export interface EnumCodec<Domain extends string, Wire extends number> {
  toWire(value: Domain): Wire;
  /** Throws WireError for an unspecified value, and for one that this version does not know. */
  fromWire(value: Wire, field: string): Domain;
  /** As `fromWire`, but unspecified is null. */
  optionalFromWire(value: Wire, field: string): Domain | null;
}

/** In `fromWire`, null marks the unspecified value. */
export function enumCodec<Domain extends string, Wire extends number>(
  toWire: Readonly<Record<Domain, Wire>>,
  fromWire: Readonly<Record<Wire, Domain | null>>,
): EnumCodec<Domain, Wire> {
  const known = Object.values<Domain | null>(fromWire).filter((value) => value !== null);
  const optionalFromWire = (value: Wire, field: string): Domain | null => {
    // An enum on the wire is open: a newer sender may know more values than this record.
    const found: Domain | null | undefined = fromWire[value];
    if (found === undefined) throw new WireError(field, `the value ${value} is not known to this version`);
    return found;
  };
  return {
    toWire: (value) => toWire[value],
    optionalFromWire,
    fromWire(value, field) {
      const found = optionalFromWire(value, field);
      if (found === null) throw new WireError(field, `must say one of: ${known.join(', ')}`);
      return found;
    },
  };
}
