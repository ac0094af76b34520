/** What those share who write statements. */
import type { SQLInputValue } from 'node:sqlite';

/** Runs one statement and answers how many rows it changed. */
export type Run = (sql: string, ...values: SQLInputValue[]) => number;

/** Case does not matter where a person looks for a name. */
export function foldName(name: string): string {
  return name.toLowerCase();
}
