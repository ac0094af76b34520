/**
 * Jobs that go on until their story lets them end: for as long as the story needs, on any machine, and no longer. The gate is
 * a file in the folder of the window, which an agent of this machine sees.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Gate {
  open(): void;
  /** A shell line that counts `name-1`, `name-2`, a line a second, until the gate is open. */
  readonly counting: string;
}

/** The same one for the same name. */
export function gateIn(folder: string, name: string): Gate {
  const file = join(folder, `gate-${name}`);
  return {
    open: () => writeFileSync(file, ''),
    counting: `i=0; until [ -e ${file} ]; do i=$((i+1)); echo ${name}-$i; sleep 1; done`,
  };
}
