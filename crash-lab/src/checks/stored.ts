/** While the orchestrator is down: its database is whole, and holds every job that was ever acknowledged. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Lab } from '../world/lab.ts';

export function checkStored({ dir, dataDir, load }: Lab): readonly string[] {
  if (!existsSync(join(dataDir, 'cluster.db'))) return [];
  const acknowledged = [...load.acknowledged];
  // A copy: looking must not change what the next start finds.
  const copy = mkdtempSync(join(dir, 'copy-'));
  try {
    for (const name of ['cluster.db', 'cluster.db-wal', 'cluster.db-journal']) {
      if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(copy, name));
    }
    return problemsOf(join(copy, 'cluster.db'), acknowledged);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function problemsOf(path: string, acknowledged: readonly (readonly [string, { readonly jobId: string }])[]): string[] {
  const database = new DatabaseSync(path);
  try {
    const problems: string[] = [];
    const word = Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0];
    if (word !== 'ok') problems.push(`the database is damaged: ${String(word)}`);
    const byRequest = new Map<string, string>();
    for (const row of database.prepare('SELECT id, request_id FROM jobs').all()) {
      const requestId = String(row['request_id']);
      if (byRequest.has(requestId)) problems.push(`${requestId} made two jobs`);
      byRequest.set(requestId, String(row['id']));
    }
    for (const [requestId, { jobId }] of acknowledged) {
      if (byRequest.get(requestId) !== jobId)
        problems.push(`${jobId} was acknowledged for ${requestId} and is not stored`);
    }
    return problems;
  } finally {
    database.close();
  }
}
