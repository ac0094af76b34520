/** The status bar item, and the keys that menus and welcome texts depend on. */
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import type { Settings } from '../../../editor/settings.ts';
import { nameOfPlace, profilesFrom } from '../common/profiles.ts';
import { failureKind, figuresOf, statusLine, statusTooltip } from '../common/status-words.ts';

export interface StatusItem {
  refresh(): void;
}

/** `notice`: what there is to say about the orchestrator's version; empty for nothing. */
export function createStatusItem(session: Session, settings: Settings, notice: () => string): StatusItem {
  const { connection, store, say } = session;
  const item = vscode.window.createStatusBarItem('orchion.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Orchion';
  item.command = 'orchion.connect';
  session.own(item);
  const known = new Map<string, unknown>();
  const setContext = (name: string, value: unknown): void => {
    if (known.has(name) && known.get(name) === value) return;
    known.set(name, value);
    void vscode.commands.executeCommand('setContext', name, value);
  };
  return {
    refresh() {
      const { state } = connection;
      const url = settings.url();
      const place = { url, name: nameOfPlace(url, profilesFrom(settings.connections())) };
      const line = statusLine(state, figuresOf(store.nodes, store.jobs), place, say);
      item.text = line.text;
      item.accessibilityInformation = { label: line.spoken };
      item.tooltip = statusTooltip({ state, place, notice: notice() }, say);
      item.backgroundColor = line.isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
      item.show();
      // Before the state, on which the welcome texts depend together with them.
      setContext('orchion.failure', failureKind(state));
      setContext('orchion.isLocal', url === '');
      setContext('orchion.state', state.kind);
      setContext('orchion.hasNodes', store.nodes.size > 0);
    },
  };
}
