/** Bugs are assertion failures: they stop what goes on and print the invariant. Never for a user's input. */
export class BugError extends Error {
  override readonly name = 'BugError';
}

export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new BugError(`invariant broken: ${invariant}`);
}

/** The end of an exhaustive switch: fails to compile where a case is missing, throws where a foreign value came in. */
export function assertNever(value: never, what: string): never {
  throw new BugError(`unexpected ${what}: ${JSON.stringify(value)}`);
}
