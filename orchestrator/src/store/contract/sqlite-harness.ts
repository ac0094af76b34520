/** The SQLite store in a directory of its own. A crash is a copy of its files while they are open: what a dead process leaves. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../ports/store.ts';
import { openSqliteStore, type SqliteStoreOptions } from '../sqlite/open-sqlite-store.ts';
import type { StoreHarness } from './store-harness.ts';

export interface SqliteHarness extends StoreHarness {
  /** Where the database is now. */
  path(): string;
  openWith(options: Partial<SqliteStoreOptions>): Store;
}

export function sqliteHarness(): SqliteHarness {
  const root = mkdtempSync(join(tmpdir(), 'orchion-store-'));
  let life = 0;
  let opened: Store | null = null;
  let ids = 0;
  const directory = (): string => join(root, `life-${life}`);
  const path = (): string => join(directory(), 'cluster.db');
  const openWith = (options: Partial<SqliteStoreOptions>): Store => {
    const store = openSqliteStore({
      path: path(),
      idSource: { nextUint32: () => ++ids },
      ballastBytes: 64 * 1024,
      busyTimeoutMs: 0,
      ...options,
    });
    opened = store;
    return store;
  };
  return {
    path,
    openWith,
    open: (beforeStep) => openWith(beforeStep === undefined ? {} : { beforeStatement: beforeStep }),
    crash() {
      const from = directory();
      life++;
      cpSync(from, directory(), { recursive: true });
      opened?.close();
    },
    auditedObjects() {
      const database = new DatabaseSync(path());
      try {
        return database
          .prepare('SELECT object FROM audit ORDER BY entry')
          .all()
          .map((row) => String(row['object']));
      } finally {
        database.close();
      }
    },
    dispose() {
      opened?.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
