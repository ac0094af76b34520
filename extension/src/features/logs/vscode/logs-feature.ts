/** Following logs and opening them whole. */
import { trustId } from '@orchion/domain';
import type { JobSeen, OrchionClient } from '@orchion/client';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { createEscapeFilter } from '../../../platform/escape-filter.ts';
import { registerFileLinks } from './file-link-provider.ts';
import { createFollowTerminals } from './follow-terminal.ts';
import { createLogDocuments, logScheme } from './log-documents.ts';

export interface LogsFeature {
  readonly follow: (client: OrchionClient, job: JobSeen) => void;
}

/** `onJobs`: registers a command on chosen jobs. */
export type OnJobs = (id: string, run: (client: OrchionClient, jobs: readonly JobSeen[]) => Promise<void>) => void;

const followedKey = 'followed';

export function registerLogsFeature(session: Session, context: vscode.ExtensionContext, on: OnJobs): LogsFeature {
  const { connection } = session;
  const terminals = createFollowTerminals(session, createEscapeFilter, (jobs) => {
    void context.workspaceState.update(followedKey, jobs);
  });
  const documents = createLogDocuments(
    session,
    vscode.Uri.joinPath(context.globalStorageUri, 'logs'),
    createEscapeFilter,
  );
  const places = {
    terminal: (terminal: vscode.Terminal) => terminals.jobOf(terminal)?.spec.cwd,
    document: (document: vscode.TextDocument) => documents.jobOf(document.uri)?.spec.cwd,
  };
  registerFileLinks(session, places, logScheme);

  on('orchion.jobs.follow', async (client, jobs) => {
    for (const job of jobs) terminals.show(client, job);
  });
  on('orchion.jobs.openLog', async (client, jobs) => {
    for (const job of jobs) await documents.open(client, job);
  });

  // A reload of the window closes its terminals; the logs that were followed come back from their beginning.
  const before = context.workspaceState.get<readonly string[]>(followedKey, []);
  if (before.length > 0) {
    const off = connection.onChange(() => {
      const { client } = connection;
      if (client === null) return;
      off();
      void comeBack(client, before);
    });
    session.own({ dispose: off });
    connection.need();
  }
  async function comeBack(client: OrchionClient, jobIds: readonly string[]): Promise<void> {
    for (const id of jobIds) {
      // A job that is gone meanwhile has no log to come back to.
      const job = await client.jobs.get(trustId('job', id)).catch(() => null);
      if (job !== null) terminals.show(client, job);
    }
  }

  return {
    follow: terminals.show,
  };
}
