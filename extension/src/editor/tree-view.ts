/** Shows rows in one of the editor's trees, and redraws only those that differ. */
import * as vscode from 'vscode';
import { createDrawnTree, noRows, type TreeRow, type TreeRows } from '../cluster/tree-rows.ts';

export interface ShownTree extends vscode.Disposable {
  readonly view: vscode.TreeView<string>;
  show(rows: TreeRows): void;
}

export function createShownTree(viewId: string): ShownTree {
  const changed = new vscode.EventEmitter<string[] | undefined>();
  const drawn = createDrawnTree();
  let rows = noRows;
  const provider: vscode.TreeDataProvider<string> = {
    onDidChangeTreeData: changed.event,
    getChildren(id) {
      const ids = id === undefined ? rows.roots : rows.children(id);
      if (id === undefined) drawn.drewRoots(ids);
      else drawn.drewChildren(id, ids);
      return [...ids];
    },
    getParent: (id) => rows.parent(id),
    getTreeItem(id) {
      const row = rows.row(id);
      // Gone since it was listed; its parent is being drawn anew.
      if (row === null) return new vscode.TreeItem('');
      drawn.drewRow(id, row);
      return itemOf(id, row);
    },
    resolveTreeItem(item, id) {
      const text = rows.row(id)?.tooltip ?? null;
      if (text !== null) item.tooltip = new vscode.MarkdownString(text, true);
      return item;
    },
  };
  const view = vscode.window.createTreeView(viewId, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  return {
    view,
    show(next) {
      rows = next;
      const change = drawn.changeTo(next);
      if (change.kind === 'all') changed.fire(undefined);
      if (change.kind === 'rows') changed.fire([...change.ids]);
    },
    dispose() {
      view.dispose();
      changed.dispose();
    },
  };
}

const states = {
  never: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
};

function itemOf(id: string, row: TreeRow): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, states[row.opens]);
  item.id = id;
  item.description = row.description;
  item.contextValue = row.context;
  item.accessibilityInformation = { label: row.spoken };
  if (row.icon !== null) {
    const colour = row.colour === null ? undefined : new vscode.ThemeColor(row.colour);
    item.iconPath = new vscode.ThemeIcon(row.icon, colour);
  }
  if (row.command !== null) item.command = { command: row.command, title: row.label, arguments: [id] };
  return item;
}
