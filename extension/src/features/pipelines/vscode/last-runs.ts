/**
 * The newest run of each pipeline file that is open: from the watch, and once for each file from the orchestrator, since a run
 * that ended before this window began is not told of by the watch.
 */
import type { OrchionClient, RunDetailSeen } from '@orchion/client';
import type { LastRun } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { lastRunFrom, newestRunOf } from '../common/runs-of-file.ts';
import { runFileOf } from './pipeline-source.ts';

export interface LastRuns {
  of(document: vscode.TextDocument): LastRun | null;
  /** Of a run, a step or the job of one; nodes report all the time, which is none. */
  readonly onChange: vscode.Event<void>;
}

/** A file's newest run is looked for among as many as this. */
const lookedAt = 100;

export function createLastRuns(session: Session): LastRuns {
  const { store, connection } = session;
  const changed = new vscode.EventEmitter<void>();
  session.own(changed);
  /** By file: what was asked for. */
  const before = new Map<string, RunDetailSeen>();
  const asked = new Set<string>();
  let told = '';

  function tellChanges(): void {
    const runs = [...store.runs.values()].map(({ id, status }) => `${id} ${status.state}`);
    const steps = [...store.steps.values()].flatMap((of) =>
      [...of.values()].map(({ key, state, jobId, endedAt }) => {
        const job = endedAt === null ? store.jobs.get(jobId ?? '') : undefined;
        return `${key} ${state} ${job?.state ?? ''}`;
      }),
    );
    const next = [...runs, ...steps].join('\n');
    if (next === told) return;
    told = next;
    changed.fire();
  }

  function ask(client: OrchionClient, file: string): void {
    if (asked.has(file)) return;
    asked.add(file);
    newest(client, file).then(
      (detail) => {
        if (detail === null) return;
        before.set(file, detail);
        changed.fire();
      },
      // Asked again with the next change; the connection's own state is shown elsewhere.
      () => asked.delete(file),
    );
  }

  async function newest(client: OrchionClient, file: string): Promise<RunDetailSeen | null> {
    const { runs } = await client.runs.list({ pageSize: lookedAt });
    const run = newestRunOf(runs, file);
    return run === null ? null : client.runs.get(run.id);
  }

  session.own({ dispose: store.onChange(tellChanges) });
  session.own({
    dispose: connection.onChange(({ kind }) => {
      if (kind === 'connected') return;
      before.clear();
      asked.clear();
    }),
  });
  return {
    onChange: changed.event,
    of(document) {
      const file = runFileOf(document.uri);
      if (connection.client !== null && store.hasSnapshot) ask(connection.client, file);
      const detail = before.get(file);
      const run = newestRunOf([...(detail === undefined ? [] : [detail.run]), ...store.runs.values()], file);
      if (run === null) return null;
      // The watch's own is newer than what was asked for.
      const known = store.runs.get(run.id) ?? run;
      return lastRunFrom(known, store, detail?.run.id === run.id ? detail : undefined);
    },
  };
}
