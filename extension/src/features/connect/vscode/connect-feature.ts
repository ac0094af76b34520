/** Starting, stopping and choosing the orchestrator. */
import * as vscode from 'vscode';
import type { ConnectionState } from '../../../cluster/connection-state.ts';
import type { Session } from '../../../editor/session.ts';
import type { Settings } from '../../../editor/settings.ts';
import { versionWords } from '../common/version-words.ts';
import { createConnectionsPicker } from './connections-picker.ts';
import { createStatusItem } from './status-item.ts';

export interface ConnectFeature {
  /** What there is to say about the orchestrator's version; empty for nothing. */
  readonly versionNotice: () => string;
}

/** `version`: of this extension. */
export function registerConnectFeature(session: Session, settings: Settings, version: string): ConnectFeature {
  const { connection, store, say, log } = session;
  const versionNotice = (): string => {
    const { state } = connection;
    if (state.kind !== 'connected') return '';
    return versionWords({ own: version, theirs: state.version, url: settings.url() }, say);
  };

  const item = createStatusItem(session, settings, versionNotice);
  session.own({ dispose: store.onChange(() => item.refresh()) });
  session.own({
    dispose: connection.onChange((state) => {
      log.info(state.kind === 'failed' ? `failed: ${state.failure.message}` : state.kind);
      item.refresh();
    }),
  });
  session.own(
    settings.onChange(() => {
      connection.leave();
      item.refresh();
    }),
  );
  session.own(
    vscode.workspace.onDidChangeConfiguration((change) => {
      // A connection may be called something else now; it is the same one.
      if (change.affectsConfiguration('orchion.connections')) item.refresh();
    }),
  );
  item.refresh();

  /** The user's own switch: its outcome is told. */
  async function use(url: string): Promise<void> {
    await settings.choose(url);
    connection.need();
    const state = await outcome(session);
    if (state.kind === 'failed') void session.showFailure(state.failure);
    if (state.kind === 'connected') {
      const where = url === '' ? say('this machine') : url;
      vscode.window.setStatusBarMessage(`$(check) ${say('Connected to {0}', where)}`, 4000);
    }
  }
  const picker = createConnectionsPicker(session, settings, use);
  session.command('orchion.connect', () => picker.show());
  session.command('orchion.setToken', async () => {
    const url = settings.url();
    if (url === '') return void vscode.window.showInformationMessage(say('This machine’s own needs no token.'));
    if (await picker.askForToken(url)) await use(url);
  });

  session.command('orchion.startLocal', async () => {
    if (!(await mayRun(session))) return;
    if (settings.url() !== '') await settings.choose('');
    const location = { viewId: 'orchion.nodes' };
    const answer = await vscode.window.withProgress({ location }, () => connection.start());
    if (!('cluster' in answer)) void session.showFailure(answer);
  });
  session.command('orchion.startAgent', async () => {
    if (!(await mayRun(session))) return;
    const where = await settings.whereabouts();
    if (where.url !== '') {
      void vscode.window.showInformationMessage(
        say('Nodes join {0} by "orchion agent" on the machine itself.', where.url),
      );
      return;
    }
    const { start } = await import('../../../platform/reach.ts');
    const location = { viewId: 'orchion.nodes' };
    const failure = await vscode.window.withProgress({ location }, () => start(where, say));
    if (failure !== null) void session.showFailure(failure);
  });

  /** Stops orchestrator and agents of this machine. False where that failed and was told. */
  async function stop(): Promise<boolean> {
    const { stop: stopNow } = await import('../../../platform/reach.ts');
    const failure = await stopNow(await settings.whereabouts(), say);
    connection.lookAgain();
    if (failure !== null) void session.showFailure(failure);
    return failure === null;
  }
  session.command('orchion.stopLocal', async () => {
    const yes = say('Stop');
    const question = say(
      'Stop the orchestrator and the agents on this machine? Running jobs go on and are taken over at the next start.',
    );
    if ((await vscode.window.showWarningMessage(question, { modal: true }, yes)) === yes) await stop();
  });
  session.command('orchion.restartLocal', async () => {
    if (!(await mayRun(session)) || settings.url() !== '') return;
    const location = { viewId: 'orchion.nodes' };
    await vscode.window.withProgress({ location }, async () => {
      if (!(await stop())) return;
      connection.leave();
      const answer = await connection.start();
      if (!('cluster' in answer)) void session.showFailure(answer);
    });
  });

  session.command('orchion.retryConnection', () => {
    connection.need();
    connection.lookAgain();
  });
  session.command('orchion.showLog', () => log.show());
  return { versionNotice };
}

/** The state in which the connection comes to rest. */
function outcome({ connection }: Session): Promise<ConnectionState> {
  const isAtRest = ({ kind }: ConnectionState): boolean =>
    kind !== 'idle' && kind !== 'connecting' && kind !== 'starting';
  if (isAtRest(connection.state)) return Promise.resolve(connection.state);
  return new Promise((resolve) => {
    const off = connection.onChange((state) => {
      if (!isAtRest(state)) return;
      off();
      resolve(state);
    });
  });
}

/** Whether programs may be started here; tells the user where not. */
async function mayRun({ say }: Session): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = say('Manage Trust');
  const text = say('Orchion runs nothing in a workspace that is not trusted.');
  if ((await vscode.window.showWarningMessage(text, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}
