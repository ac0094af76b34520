/** The right that a method needs, from the table that is generated from the protos. */
import type { DescMethod } from '@bufbuild/protobuf';
import { rightOfMethod, type RightName } from '@orchion/proto';
import { methodName } from './method-name.ts';

/** Null for a method that declares none: nobody may call it. */
export function rightNeededFor(method: DescMethod): RightName | null {
  return rightByName.get(methodName(method)) ?? null;
}

const rightByName: ReadonlyMap<string, RightName> = new Map(Object.entries(rightOfMethod));
