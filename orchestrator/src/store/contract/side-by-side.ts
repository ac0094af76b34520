/**
 * One history, told to the memory store and to SQLite alike, with crashes after some of its commits: the memory store, which
 * the simulation trusts, must answer as SQLite does.
 */
import { expect } from 'vitest';
import type { Change } from '../../core/change.ts';
import type { Store } from '../../ports/store.ts';
import { memoryHarness } from './memory-harness.ts';
import { sqliteHarness } from './sqlite-harness.ts';

interface Commit {
  readonly kind: 'commit';
  /** Right after it. */
  readonly crash: boolean;
}

/** What has not been committed at the end is committed then; `answersOf` is everything that is asked of each store. */
export function expectSameAnswers<A extends { readonly kind: string }>(
  history: readonly (A | Commit)[],
  changesOf: (action: A) => Change | readonly Change[],
  answersOf: (store: Store) => unknown,
): void {
  const harnesses = [memoryHarness(), sqliteHarness()];
  let stores = harnesses.map((harness) => harness.open());
  try {
    let changes: Change[] = [];
    let revision = 0;
    for (const action of [...history, { kind: 'commit', crash: false } as const]) {
      if (!isCommit(action)) {
        changes = changes.concat(changesOf(action));
        continue;
      }
      for (const store of stores) store.commit(changes, revision);
      revision++;
      changes = [];
      if (!action.crash) continue;
      for (const harness of harnesses) harness.crash();
      stores = harnesses.map((harness) => harness.open());
    }
    const [memory, sqlite] = stores.map(answersOf);
    expect(memory).toEqual(sqlite);
  } finally {
    for (const store of stores) store.close();
    for (const harness of harnesses) harness.dispose();
  }
}

function isCommit(action: { readonly kind: string }): action is Commit {
  return action.kind === 'commit';
}
