/**
 * Where the orchestrator is: what the settings say, what this window's workspace has chosen, and the secret that belongs to
 * the address. The choice is the workspace's, so that windows can work with different orchestrators side by side.
 */
import * as vscode from 'vscode';
import type { Whereabouts } from '../platform/whereabouts.ts';

export interface Settings {
  /** Of the orchestrator of this window; empty: this machine's own. */
  url(): string;
  whereabouts(): Promise<Whereabouts>;
  /** The setting as it was written. */
  connections(): unknown;
  keepConnections(connections: readonly { readonly name: string; readonly url: string }[]): Promise<void>;
  /** From now on this window, and later ones of its workspace, use this one. */
  choose(url: string): Promise<void>;
  /** Null takes it away. */
  keepToken(url: string, token: string | null): Promise<void>;
  hasToken(url: string): Promise<boolean>;
  /** Something is different that says where the orchestrator is. */
  readonly onChange: vscode.Event<void>;
}

const chosenKey = 'orchestrator';

export function createSettings(context: vscode.ExtensionContext): Settings {
  const changed = new vscode.EventEmitter<void>();
  const section = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('orchion');
  const text = (name: string): string => section().get<string>(name, '').trim();
  const url = (): string => context.workspaceState.get<string>(chosenKey) ?? text('orchestrator.url');
  context.subscriptions.push(
    changed,
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      // The latest word counts: whoever edits the setting means it.
      if (change.affectsConfiguration('orchion.orchestrator.url')) {
        await context.workspaceState.update(chosenKey, undefined);
      }
      if (['orchestrator', 'local'].some((name) => change.affectsConfiguration(`orchion.${name}`))) changed.fire();
    }),
    context.secrets.onDidChange(({ key }) => {
      if (url() !== '' && key === tokenKeyOf(url())) changed.fire();
    }),
  );
  return {
    url,
    async whereabouts() {
      return {
        url: url(),
        token: url() === '' ? null : ((await context.secrets.get(tokenKeyOf(url()))) ?? null),
        homeDir: text('local.home'),
        nodePath: text('local.nodePath'),
        programsDir: vscode.Uri.joinPath(context.extensionUri, 'dist', 'programs').fsPath,
      };
    },
    connections: () => section().get('connections'),
    async keepConnections(connections) {
      await section().update('connections', connections, vscode.ConfigurationTarget.Global);
    },
    async choose(next) {
      await context.workspaceState.update(chosenKey, next);
      changed.fire();
    },
    async keepToken(of, token) {
      await (token === null ? context.secrets.delete(tokenKeyOf(of)) : context.secrets.store(tokenKeyOf(of), token));
    },
    hasToken: async (of) => (await context.secrets.get(tokenKeyOf(of))) !== undefined,
    onChange: changed.event,
  };
}

/** One token per address: none is ever sent to another one. */
function tokenKeyOf(url: string): string {
  return `token ${url}`;
}
