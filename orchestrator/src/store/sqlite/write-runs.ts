/** As `write-changes`, for runs, their steps and kept results. */
import {
  assert,
  type CacheEntry,
  type Digest,
  type Run,
  type RunId,
  type RunStatus,
  type StepRun,
} from '@orchion/domain';
import { encodeCacheEntry, encodeRunContent, encodeRunFacts, encodeRunStatus, encodeStep } from './run-codec.ts';
import { foldName, type Run as RunStatement } from './statement.ts';

export function insertRun(run: RunStatement, made: Run, steps: readonly StepRun[]): void {
  const { status } = made;
  run(
    `INSERT INTO runs (number, id, request_id, name_folded, state, ended_at, parent_run, facts, status)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    made.number,
    made.id,
    made.requestId,
    foldName(made.pipeline.name),
    status.state,
    status.endedAt,
    made.parent?.runId ?? null,
    encodeRunFacts(made),
    encodeRunStatus(status),
  );
  run('INSERT INTO run_specs (run, spec) VALUES (?, ?)', made.number, encodeRunContent(made));
  for (const tree of Object.values(made.workspaces)) keepTree(run, made.id, tree);
  for (const step of steps) putStep(run, step);
}

export function writeRunStatus(run: RunStatement, runId: RunId, status: RunStatus): void {
  const changed = run(
    'UPDATE runs SET state = ?, ended_at = ?, status = ? WHERE id = ?',
    status.state,
    status.endedAt,
    encodeRunStatus(status),
    runId,
  );
  assert(changed === 1, `a change of ${runId} comes after its insert`);
}

export function putStep(run: RunStatement, step: StepRun): void {
  const stored = run(
    `INSERT INTO steps (run, key, body) SELECT number, ?, ? FROM runs WHERE id = ?
     ON CONFLICT (run, key) DO UPDATE SET body = excluded.body`,
    step.key,
    encodeStep(step),
    step.runId,
  );
  assert(stored === 1, `a change of ${step.runId} comes after its insert`);
  for (const { tree } of step.artifacts) keepTree(run, step.runId, tree);
}

function keepTree(run: RunStatement, runId: RunId, tree: Digest): void {
  run('INSERT OR IGNORE INTO run_trees (run, tree) SELECT number, ? FROM runs WHERE id = ?', tree, runId);
}

export function deleteRun(run: RunStatement, runId: RunId): void {
  run('DELETE FROM audit WHERE object = ?', runId);
  // Its spec and its steps go with it.
  run('DELETE FROM runs WHERE id = ?', runId);
}

export function putCacheEntry(run: RunStatement, entry: CacheEntry): void {
  run(
    `INSERT INTO cache_entries (key, made_at, used_at, bytes, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET
       made_at = excluded.made_at, used_at = excluded.used_at, bytes = excluded.bytes, body = excluded.body`,
    entry.key,
    entry.madeAt,
    entry.usedAt,
    entry.bytes,
    encodeCacheEntry(entry),
  );
  run('DELETE FROM cache_trees WHERE key = ?', entry.key);
  for (const { tree } of entry.artifacts) {
    run('INSERT OR IGNORE INTO cache_trees (key, tree) VALUES (?, ?)', entry.key, tree);
  }
}
