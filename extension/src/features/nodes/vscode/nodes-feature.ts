/** The Nodes view and what can be done to a node. */
import type { NodeSeen, OrchionClient } from '@orchion/client';
import { parseDuration } from '@orchion/schemas';
import * as vscode from 'vscode';
import { firstPage, pageWith, turned, turnOf, type Page } from '../../../cluster/pages.ts';
import { noRows, siblingsMax } from '../../../cluster/tree-rows.ts';
import type { Session } from '../../../editor/session.ts';
import type { TextDocuments } from '../../../editor/text-documents.ts';
import { createShownTree, type ShownTree } from '../../../editor/tree-view.ts';
import { nodeDetails } from '../common/node-details.ts';
import { createNodeOrder } from '../common/node-order.ts';
import { nodeRows, plainList, type NodeRows, type NodeRowsOptions } from '../common/node-rows.ts';

export interface NodesFeature {
  readonly tree: ShownTree;
  /** Selects the node in its view; where the filter hides it, its user is asked first. */
  readonly reveal: (node: NodeSeen) => Promise<void>;
}

export function registerNodesFeature(session: Session, texts: TextDocuments): NodesFeature {
  const { store, say } = session;
  const tree = createShownTree('orchion.nodes');
  session.own(tree);
  const pages = new Map<string, Page>();
  let options: NodeRowsOptions = { groupBy: 'auto', filter: '', pages, order: createNodeOrder() };
  const rowsNow = (): NodeRows => nodeRows(store.nodes, store.jobs, options, say);
  const refresh = (): void => {
    tree.show(() => (store.hasSnapshot ? rowsNow() : noRows));
    tree.view.description = options.filter === '' ? '' : say('filter: {0}', options.filter);
  };
  session.own({ dispose: store.onChange(refresh) });

  /** What the command was called on: the selection, the row, or a node that is picked now. */
  async function chosen(args: readonly unknown[]): Promise<readonly NodeSeen[]> {
    const [one, many] = args;
    const ids = Array.isArray(many) ? (many as readonly unknown[]) : one === undefined ? [] : [one];
    const nodes = ids.flatMap((id) => (typeof id === 'string' ? (store.nodes.get(id.split(' ')[1] ?? '') ?? []) : []));
    if (nodes.length > 0) return nodes;
    const items = [...store.nodes.values()].map((node) => ({ label: node.name, node }));
    const picked = await vscode.window.showQuickPick(items, { title: say('Which node?') });
    return picked === undefined ? [] : [picked.node];
  }

  function action(id: string, run: (client: OrchionClient, nodes: readonly NodeSeen[]) => Promise<void>): void {
    session.command(id, async (...args) => {
      const client = await session.client();
      if (client === null) return;
      const nodes = await chosen(args);
      if (nodes.length > 0) await run(client, nodes);
    });
  }

  action('orchion.nodes.cordon', async (client, nodes) => {
    for (const node of nodes) await client.nodes.cordon(node.id);
  });
  action('orchion.nodes.uncordon', async (client, nodes) => {
    for (const node of nodes) await client.nodes.uncordon(node.id);
  });
  action('orchion.nodes.drain', async (client, nodes) => {
    const text = await vscode.window.showInputBox({
      title: say('Drain {0}', nodes.map((node) => node.name).join(', ')),
      prompt: say('How long running jobs may take to finish; empty: as long as they need.'),
      placeHolder: '10m',
      validateInput: (typed) => {
        const parsed = typed.trim() === '' ? null : parseDuration(typed);
        return parsed !== null && 'problem' in parsed ? parsed.problem : undefined;
      },
    });
    if (text === undefined) return;
    const parsed = text.trim() === '' ? null : parseDuration(text);
    const limit = parsed !== null && 'value' in parsed ? { deadlineMs: parsed.value } : {};
    for (const node of nodes) await client.nodes.drain(node.id, limit);
  });
  action('orchion.nodes.remove', async (client, nodes) => {
    const remove = say('Remove');
    const names = nodes.map((node) => node.name).join(', ');
    const live = nodes.reduce((sum, node) => sum + node.attemptsLive, 0);
    const details = [
      live === 0 ? '' : say('{0} jobs run there; each is decided by its own "on lost" rule.', live),
      // Removing forgets a node; it cannot stop a program on another machine.
      nodes.some((node) => node.liveness === 'ready')
        ? say('An agent that still runs will join again: stop it first.')
        : '',
    ];
    const detail = details.filter((part) => part !== '').join('\n\n');
    const question = say('Remove {0} from the cluster?', names);
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
    for (const node of nodes) await client.nodes.remove(node.id, { force: live > 0 });
  });
  action('orchion.nodes.details', async (client, nodes) => {
    for (const { id } of nodes) {
      const node = await client.nodes.get(id);
      await texts.open(`${node.name}.txt`, nodeDetails(node, session.clock, say));
    }
  });

  function filterBy(filter: string): void {
    options = { ...options, filter };
    void vscode.commands.executeCommand('setContext', 'orchion.nodes.filtered', filter !== '');
    refresh();
  }
  session.command('orchion.nodes.filter', async () => {
    const title = say('Show nodes whose name or label contains');
    const filter = await vscode.window.showInputBox({ title, value: options.filter, placeHolder: 'gpu=a100' });
    if (filter === undefined) return;
    filterBy(filter);
  });
  session.command('orchion.nodes.clearFilter', () => filterBy(''));
  session.command('orchion.nodes.groupBy', async () => {
    const labels = new Set([...store.nodes.values()].flatMap((node) => Object.keys(node.labels)));
    const items: { label: string; groupBy: NodeRowsOptions['groupBy'] }[] = [
      { label: say('Automatically'), groupBy: 'auto' },
      { label: say('By state'), groupBy: 'state' },
      ...[...labels].sort().map((label) => ({ label: say('By label {0}', label), groupBy: { label } })),
    ];
    const picked = await vscode.window.showQuickPick(items, { title: say('Group nodes') });
    if (picked === undefined) return;
    options = { ...options, groupBy: picked.groupBy };
    refresh();
  });
  session.command('orchion.nodes.more', (id) => {
    const turn = turnOf(String(id));
    if (turn === null) return;
    pages.set(turn.list, turned(pages.get(turn.list) ?? firstPage, turn.turn, siblingsMax));
    refresh();
  });

  async function reveal(node: NodeSeen): Promise<void> {
    const id = `node ${node.id}`;
    const place = (): { readonly list: string; readonly index: number } | null => {
      const rows = rowsNow();
      const list = rows.parent(id) ?? plainList;
      const index = rows.list(list)?.indexOf(id) ?? -1;
      return index === -1 ? null : { list, index };
    };
    if (place() === null) {
      const all = say('Show All Nodes');
      const hidden = say('{0} is hidden by the filter "{1}".', node.name, options.filter);
      if ((await vscode.window.showInformationMessage(hidden, all)) !== all) return;
      filterBy('');
    }
    const found = place();
    // Removed while its user was asked.
    if (found === null) return;
    pages.set(found.list, pageWith(pages.get(found.list) ?? firstPage, found.index));
    refresh();
    await tree.reveal(id);
  }
  return { tree, reveal };
}
