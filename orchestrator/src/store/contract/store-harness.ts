/** What a store gives its suites: ways to open it again on the same disk, to crash it, and to look where no port looks. */
import type { Store } from '../../ports/store.ts';

/** Called before each step of a commit; what it throws must fail the commit with nothing stored. */
type StepHook = (step: string) => void;

export interface StoreHarness {
  /** Opens the store on this harness's disk. The one opened before was closed, or crashed. */
  open(beforeStep?: StepHook): Store;
  /** The process dies with the store open: what was committed is what the next `open` finds. */
  crash(): void;
  /** The objects of the audit rows, in the order of their writing. The store is closed. */
  auditedObjects(): readonly string[];
  dispose(): void;
}
