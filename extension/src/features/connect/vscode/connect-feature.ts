/** Starting, stopping, choosing the orchestrator; the status bar item and the keys that the welcome texts depend on. */
import { parseEndpoint } from '@orchion/domain';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { tokenKeyOf, type Settings } from '../../../editor/settings.ts';
import { failureKind, figuresOf, statusLine } from '../common/status-words.ts';

export function registerConnectFeature(session: Session, settings: Settings, secrets: vscode.SecretStorage): void {
  const { connection, store, say, log } = session;

  const item = vscode.window.createStatusBarItem('orchion.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Orchion';
  item.command = 'orchion.nodes.focus';
  session.own(item);
  let known = { state: '', failure: '', hasNodes: '' };
  const refresh = (): void => {
    const line = statusLine(connection.state, figuresOf(store.nodes, store.jobs), say);
    item.text = line.text;
    item.accessibilityInformation = { label: line.spoken };
    item.tooltip = settings.read().url === '' ? say('The orchestrator on this machine') : settings.read().url;
    item.backgroundColor = line.isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
    const next = {
      state: connection.state.kind,
      failure: failureKind(connection.state),
      hasNodes: String(store.nodes.size > 0),
    };
    // Before the state, whose welcome texts depend on it.
    if (next.failure !== known.failure)
      void vscode.commands.executeCommand('setContext', 'orchion.failure', next.failure);
    if (next.state !== known.state) void vscode.commands.executeCommand('setContext', 'orchion.state', next.state);
    if (next.hasNodes !== known.hasNodes)
      void vscode.commands.executeCommand('setContext', 'orchion.hasNodes', store.nodes.size > 0);
    known = next;
  };
  session.own({ dispose: store.onChange(refresh) });
  session.own({
    dispose: connection.onChange((state) => {
      log.info(state.kind === 'failed' ? `failed: ${state.failure.message}` : state.kind);
      refresh();
    }),
  });
  refresh();

  session.command('orchion.startLocal', async () => {
    if (!(await mayRun(session))) return;
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
    const failure = await vscode.window.withProgress({ location }, () => start(where));
    if (failure !== null) void session.showFailure(failure);
  });
  session.command('orchion.stopLocal', async () => {
    const stop = say('Stop');
    const question = say(
      'Stop the orchestrator and the agents on this machine? Running jobs go on and are taken over at the next start.',
    );
    if ((await vscode.window.showWarningMessage(question, { modal: true }, stop)) !== stop) return;
    const { stop: stopNow } = await import('../../../platform/reach.ts');
    const failure = await stopNow(await settings.whereabouts());
    connection.lookAgain();
    if (failure !== null) void session.showFailure(failure);
  });
  session.command('orchion.retryConnection', () => {
    connection.need();
    connection.lookAgain();
  });
  session.command('orchion.showLog', () => log.show());
  session.command('orchion.openOrchestratorLog', async () => {
    const { orchestratorLogOf } = await import('../../../platform/reach.ts');
    const uri = vscode.Uri.file(orchestratorLogOf(await settings.whereabouts()));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  });
  session.command('orchion.connect', () => chooseOrchestrator(session, settings, secrets));
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

async function chooseOrchestrator(session: Session, settings: Settings, secrets: vscode.SecretStorage): Promise<void> {
  const { say, connection } = session;
  const local = {
    label: `$(vm) ${say('This machine')}`,
    description: say('the orchestrator that this editor can start'),
    url: '',
  };
  const known = settings.knownUrls().map((url) => ({ label: `$(globe) ${url}`, description: '', url }));
  const other = { label: `$(add) ${say('Another address ...')}`, description: '', url: null };
  const chosen = await vscode.window.showQuickPick([local, ...known, other], { title: say('Which orchestrator?') });
  if (chosen === undefined) return;
  const url = chosen.url ?? (await askForAddress(session));
  if (url === undefined) return;
  if (url !== '' && (chosen.url === null || (await secrets.get(tokenKeyOf(url))) === undefined)) {
    const token = await vscode.window.showInputBox({
      title: say('Token for {0}', url),
      prompt: say('It is kept in the secret storage of this editor.'),
      password: true,
      ignoreFocusOut: true,
    });
    if (token === undefined) return;
    await secrets.store(tokenKeyOf(url), token.trim());
  }
  await settings.setUrl(url);
  connection.need();
  connection.lookAgain();
}

function askForAddress({ say }: Session): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: say('Address of the orchestrator'),
    placeHolder: 'https://tower.lan:7420',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const endpoint = parseEndpoint(text.trim());
      return endpoint.kind === 'invalid' ? endpoint.message : undefined;
    },
  });
}
