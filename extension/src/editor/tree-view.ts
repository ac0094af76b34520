/**
 * Shows rows in one of the editor's trees, and redraws only those that differ. Rows are made when somebody looks at them: a
 * cluster changes all day behind views that are closed.
 */
import * as vscode from 'vscode';
import { createDrawnTree, noRows, type TreeRow, type TreeRows } from '../cluster/tree-rows.ts';

export interface ShownTree extends vscode.Disposable {
  readonly view: vscode.TreeView<string>;
  /** The rows are different; what they are is asked for when they are looked at. */
  show(rowsNow: () => TreeRows): void;
  /** Selects a row, which must be on its list's page, and brings it into sight. */
  reveal(id: string): Promise<void>;
}

export function createShownTree(viewId: string): ShownTree {
  const changed = new vscode.EventEmitter<string[] | undefined>();
  const drawn = createDrawnTree();
  let rows = noRows;
  let rowsNow: (() => TreeRows) | null = null;
  const current = (): TreeRows => {
    if (rowsNow !== null) rows = rowsNow();
    rowsNow = null;
    return rows;
  };
  const provider: vscode.TreeDataProvider<string> = {
    onDidChangeTreeData: changed.event,
    getChildren(id) {
      const ids = id === undefined ? current().roots : current().children(id);
      if (id === undefined) drawn.drewRoots(ids);
      else drawn.drewChildren(id, ids);
      return [...ids];
    },
    getParent: (id) => current().parent(id),
    getTreeItem(id) {
      const row = current().row(id);
      // Gone since it was listed; its parent is being drawn anew.
      if (row === null) return new vscode.TreeItem('');
      drawn.drewRow(id, row);
      return itemOf(id, row);
    },
    resolveTreeItem(item, id) {
      const tooltip = current().row(id)?.tooltip ?? null;
      if (tooltip !== null) item.tooltip = new vscode.MarkdownString(tooltip(), true);
      return item;
    },
  };
  const view = vscode.window.createTreeView(viewId, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  function redraw(): void {
    const change = drawn.changeTo(current());
    if (change.kind === 'all') changed.fire(undefined);
    if (change.kind === 'rows') changed.fire([...change.ids]);
  }
  const onVisible = view.onDidChangeVisibility(({ visible }) => {
    if (visible) redraw();
  });
  return {
    view,
    show(next) {
      rowsNow = next;
      if (view.visible) redraw();
    },
    async reveal(id) {
      for (let tries = 1; ; tries++) {
        // Of a view that is closed the editor still holds the rows that it had, and would look for this one among them.
        redraw();
        try {
          return await view.reveal(id, { select: true, focus: true, expand: false });
        } catch (error) {
          // The cluster changed while the editor went from row to row, and it does not find one that it had.
          if (tries === revealTriesMax || current().row(id) === null) throw error;
        }
      }
    },
    dispose() {
      onVisible.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

const revealTriesMax = 3;

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
