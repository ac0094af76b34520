import type { Level } from '../src/ways.ts';

/**
 * A planted bug: a change of the source text that is made while the code is bundled for one run, so that the code itself
 * carries no hooks. A simulation that does not notice it is blind there.
 */
export interface Mutant {
  /** What the code does wrong. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** The referees of which one has to see it (`assertion`: the code notices its own bug). */
  readonly caughtBy: readonly [string, ...string[]];
  /** Where it can be seen; left out: `domain`. */
  readonly level?: Level;
  /** Takes dozens of seeds: the quick form only sees that its patch still fits. */
  readonly isRare?: boolean;
}

export interface Edit {
  /** From the repository's root. */
  readonly file: string;
  /** Must stand in the file exactly once: a patch that no longer fits is a test that no longer tests. */
  readonly find: string;
  readonly replace: string;
}

/** The patched text. Throws where the edit does not fit exactly once. */
export function applyEdit(source: string, { file, find, replace }: Edit): string {
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(`${file}: the planted bug fits ${parts.length - 1} times, not once: ${find.slice(0, 80)}`);
  }
  return parts.join(replace);
}
