/** The settings that say where the orchestrator is, and the secret that belongs to them. */
import * as vscode from 'vscode';
import type { Whereabouts } from '../platform/reach.ts';

export interface Settings {
  read(): { readonly url: string };
  whereabouts(): Promise<Whereabouts>;
  /** Addresses that were used before, latest first. */
  knownUrls(): readonly string[];
  setUrl(url: string): Promise<void>;
}

const knownKey = 'orchestrators';
const knownMax = 10;

export function createSettings(context: vscode.ExtensionContext): Settings {
  const section = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('orchion');
  const text = (name: string): string => section().get<string>(name, '').trim();
  const knownUrls = (): readonly string[] => context.globalState.get<readonly string[]>(knownKey, []);
  return {
    read: () => ({ url: text('orchestrator.url') }),
    async whereabouts() {
      const url = text('orchestrator.url');
      return {
        url,
        token: url === '' ? null : ((await context.secrets.get(tokenKeyOf(url))) ?? null),
        homeDir: text('local.home'),
        nodePath: text('local.nodePath'),
        programsDir: vscode.Uri.joinPath(context.extensionUri, 'dist', 'programs').fsPath,
      };
    },
    knownUrls,
    async setUrl(url) {
      await section().update('orchestrator.url', url, vscode.ConfigurationTarget.Global);
      if (url === '') return;
      await context.globalState.update(
        knownKey,
        [url, ...knownUrls().filter((known) => known !== url)].slice(0, knownMax),
      );
    },
  };
}

/** One token per address: none is ever sent to another one. */
export function tokenKeyOf(url: string): string {
  return `token ${url}`;
}
