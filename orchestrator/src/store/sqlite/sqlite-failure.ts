/** What SQLite's result codes mean to a store's user. */
import { BugError } from '@orchion/domain';
import { StoreError, type StoreErrorCode } from '../../ports/store.ts';

/** Primary result codes, from SQLite's documentation. */
const sqlite = { busy: 5, locked: 6, full: 13, constraint: 19 } as const;

/** The error to throw instead. What does not come from SQLite is handed on as it is. */
export function failureOf(error: unknown, doing: string): unknown {
  const code = resultCodeOf(error);
  if (code === null) return error;
  // Extended codes carry more in their higher bits.
  const primary = code & 0xff;
  const said = error instanceof Error ? error.message : '';
  if (primary === sqlite.constraint)
    return new BugError(`invariant broken: the change fits the store (${doing}: ${said})`);
  return new StoreError(storeCodeOf(primary), `${doing}: ${said} (SQLite result ${code})`, error);
}

function storeCodeOf(primary: number): StoreErrorCode {
  if (primary === sqlite.full) return 'full';
  return primary === sqlite.busy || primary === sqlite.locked ? 'locked' : 'io';
}

function resultCodeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode : null;
}
