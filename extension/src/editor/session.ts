/**
 * What every feature gets: the one connection and store of this window, words, and how to run a command so that its outcome
 * is told to the user who asked for it, and to nobody else.
 */
import type { ClientError, OrchionClient } from '@orchion/client';
import * as vscode from 'vscode';
import type { ClusterStore } from '../cluster/cluster-store.ts';
import type { Connection } from '../cluster/connection.ts';
import type { Failure } from '../cluster/connection-state.ts';
import type { Say } from '../cluster/say.ts';

export interface Session {
  readonly connection: Connection;
  readonly store: ClusterStore;
  readonly log: vscode.LogOutputChannel;
  readonly say: Say;
  /** Ends with the extension. */
  own(thing: vscode.Disposable): void;
  /** The client; starts the local orchestrator where none runs. Null where that failed and the user was told. */
  client(): Promise<OrchionClient | null>;
  /** Registers a command whose errors are shown as what they are. Whoever runs it from a program gets what it answers. */
  command(id: string, run: (...args: unknown[]) => unknown): void;
  showFailure(failure: Failure): Promise<void>;
  /** A moment as this machine's people write it; with its day where that is not today. */
  readonly clock: (at: number) => string;
}

export interface SessionParts {
  readonly context: vscode.ExtensionContext;
  readonly connection: Connection;
  readonly store: ClusterStore;
  readonly log: vscode.LogOutputChannel;
  readonly say: Say;
}

export function createSession({ context, connection, store, log, say }: SessionParts): Session {
  async function showFailure(failure: Failure): Promise<void> {
    log.error(`${failure.code}: ${failure.message}`);
    const showLog = say('Show Log');
    const retry = say('Try Again');
    const text = [failure.message.replace(/[^.!?]$/, '$&.'), failure.hint].filter((part) => part !== '').join(' ');
    const actions = failure.logFile === null ? [showLog] : [showLog, retry];
    const chosen = await vscode.window.showErrorMessage(text, ...actions);
    if (chosen === retry) await vscode.commands.executeCommand('orchion.startLocal');
    if (chosen === showLog)
      await vscode.commands.executeCommand(
        failure.logFile === null ? 'orchion.showLog' : 'orchion.openOrchestratorLog',
      );
  }

  return {
    connection,
    store,
    log,
    say,
    own: (thing) => void context.subscriptions.push(thing),
    showFailure,
    async client() {
      if (connection.client !== null) return connection.client;
      const title = say('Orchion: starting');
      const location = vscode.ProgressLocation.Window;
      const answer = await vscode.window.withProgress({ location, title }, () => connection.start());
      if ('cluster' in answer) return answer;
      // Not waited for: the question stays on the screen for as long as the user likes.
      void showFailure(answer);
      return null;
    },
    command(id, run) {
      const registered = vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          log.error(error instanceof Error ? error : String(error));
          void vscode.window.showErrorMessage(wordsOf(error));
          return undefined;
        }
      });
      context.subscriptions.push(registered);
    },
    clock(at) {
      const date = new Date(at);
      const isToday = date.toDateString() === new Date().toDateString();
      const time = date.toLocaleTimeString(vscode.env.language, { hour: '2-digit', minute: '2-digit' });
      return isToday
        ? time
        : `${date.toLocaleDateString(vscode.env.language, { day: 'numeric', month: 'short' })} ${time}`;
    },
  };
}

/** The client's own sentence with the fields that are wrong; of anything else its message. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { violations = [] } = error as Partial<ClientError>;
  return [error.message, ...violations.map(({ field, message }) => `${field} ${message}`)].join(' · ');
}
