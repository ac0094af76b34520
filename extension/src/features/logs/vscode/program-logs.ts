/** The logs of this machine's own programs: the orchestrator, and the agents that make it a node. */
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import type { Settings } from '../../../editor/settings.ts';

export function registerProgramLogs(session: Session, settings: Settings): void {
  const { say, store } = session;

  session.command('orchion.openOrchestratorLog', async () => {
    const { orchestratorLogOf } = await import('../../../platform/reach.ts');
    const path = orchestratorLogOf(await settings.whereabouts());
    if (await opened(path)) return;
    void vscode.window.showInformationMessage(
      say('The orchestrator of this machine has no log yet: it was never started ({0} is not there).', path),
    );
  });

  /** Of the node's row, or of one of this machine's agents, running or not. */
  session.command('orchion.nodes.openAgentLog', async (row) => {
    const node = typeof row === 'string' ? store.nodes.get(row.split(' ')[1] ?? '') : undefined;
    const { agentLogOf, agentsWithLogs, isThisMachine } = await import('../../../platform/reach.ts');
    const where = await settings.whereabouts();
    const name = node?.name ?? (await chosenAgent(await agentsWithLogs(where)));
    if (name === undefined) return;
    const path = agentLogOf(where, name);
    const host = node?.inventory.hostname;
    if (host !== undefined && !isThisMachine(host)) {
      void vscode.window.showInformationMessage(say('The agent of {0} runs on {1}: its log is there.', name, host));
    } else if (!(await opened(path))) {
      void vscode.window.showInformationMessage(
        say('The agent of {0} has no log here: it was not started from this editor ({1} is not there).', name, path),
      );
    }
  });

  async function chosenAgent(names: readonly string[]): Promise<string | undefined> {
    if (names.length > 1) return vscode.window.showQuickPick(names, { title: say('The log of which agent?') });
    if (names.length === 0) void vscode.window.showInformationMessage(say('No agent was started on this machine yet.'));
    return names[0];
  }
}

/** False where there is no such file. The editor opens it by itself, however large it is. */
async function opened(path: string): Promise<boolean> {
  const uri = vscode.Uri.file(path);
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (isThere) await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
  return isThere;
}
