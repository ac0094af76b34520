/** Following logs, in a terminal or in an output channel, and opening them whole. */
import { trustId } from '@orchion/domain';
import type { JobSeen, OrchionClient } from '@orchion/client';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { createEscapeFilter } from '../../../platform/escape-filter.ts';
import { followJob } from '../common/follow-job.ts';
import { terminalPace } from '../common/log-outlet.ts';
import { createTerminalText } from '../common/terminal-text.ts';
import { registerFileLinks } from './file-link-provider.ts';
import { createFollowChannels } from './follow-channel.ts';
import type { FollowPlace } from './follow-place.ts';
import { createFollowTerminals } from './follow-terminal.ts';
import { createLogDocuments, logScheme } from './log-documents.ts';

export interface LogsFeature {
  /** Shows the log where the user likes to have it. */
  readonly follow: (client: OrchionClient, job: JobSeen) => void;
  /** Follows it as a terminal shows it, into something that another feature has. */
  readonly followInto: (
    client: OrchionClient,
    job: JobSeen,
    to: { readonly show: (text: string) => void; readonly signal: AbortSignal },
  ) => Promise<JobSeen | null>;
}

/** `onJobs`: registers a command on chosen jobs. */
export type OnJobs = (id: string, run: (client: OrchionClient, jobs: readonly JobSeen[]) => Promise<void>) => void;

const followedKey = 'followed';
type PlaceName = 'terminal' | 'output';
type Followed = Partial<Record<PlaceName, readonly string[]>>;

export function registerLogsFeature(session: Session, context: vscode.ExtensionContext, on: OnJobs): LogsFeature {
  const { connection, say } = session;
  const before = context.workspaceState.get<Followed>(followedKey, {});
  const remember = (): void => {
    const followed: Followed = { terminal: terminals.followed(), output: channels.followed() };
    void context.workspaceState.update(followedKey, followed);
  };
  const terminals = createFollowTerminals(session, createEscapeFilter, remember);
  const channels = createFollowChannels(session, createEscapeFilter, remember);
  const places: Readonly<Record<PlaceName, FollowPlace>> = { terminal: terminals, output: channels };
  const usual = (): FollowPlace =>
    vscode.workspace.getConfiguration('orchion').get('logs.followIn') === 'output' ? channels : terminals;
  const documents = createLogDocuments(
    session,
    vscode.Uri.joinPath(context.globalStorageUri, 'logs'),
    createEscapeFilter,
  );
  registerFileLinks(
    session,
    {
      terminal: (terminal) => terminals.jobOf(terminal)?.spec.cwd,
      document: (document) => (documents.jobOf(document.uri) ?? channels.jobOf(document))?.spec.cwd,
    },
    [logScheme, 'output'],
  );

  const follow = (place: () => FollowPlace) => async (client: OrchionClient, jobs: readonly JobSeen[]) => {
    for (const job of jobs) place().show(client, job);
  };
  on('orchion.jobs.follow', follow(usual));
  on(
    'orchion.jobs.followInTerminal',
    follow(() => terminals),
  );
  on(
    'orchion.jobs.followInOutput',
    follow(() => channels),
  );
  on('orchion.jobs.openLog', async (client, jobs) => {
    for (const job of jobs) await documents.open(client, job);
  });

  // A reload of the window ends terminals and channels; the logs that were followed come back from their beginning.
  if (Object.values(before).some((jobs) => jobs.length > 0)) {
    const off = connection.onChange(() => {
      const { client } = connection;
      if (client === null) return;
      off();
      void comeBack(client);
    });
    session.own({ dispose: off });
    connection.need();
  }
  async function comeBack(client: OrchionClient): Promise<void> {
    for (const name of ['output', 'terminal'] as const) {
      for (const id of before[name] ?? []) {
        // A job that is gone meanwhile has no log to come back to.
        const job = await client.jobs.get(trustId('job', id)).catch(() => null);
        if (job !== null) places[name].show(client, job);
      }
    }
  }

  return {
    follow: (client, job) => usual().show(client, job),
    followInto: (client, job, to) =>
      followJob({ client, job, text: createTerminalText(say, createEscapeFilter), pace: terminalPace, ...to }),
  };
}
