/** The graph's panel beside the editor: one of each window, which follows the pipeline that is being looked at. */
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { graphMessageFrom, type GraphAnswer } from '../common/graph-messages.ts';
import { graphPage } from '../common/graph-page.ts';
import { graphAnswer, type GraphView } from '../common/graph-view.ts';

export interface GraphPanel extends vscode.Disposable {
  readonly isOpen: boolean;
  open(): void;
  show(view: GraphView): void;
  /** The cursor is in this step; null: in none. */
  select(id: string | null): void;
}

export interface GraphPorts {
  readonly extensionUri: vscode.Uri;
  /** The arrow keys went to this step. */
  moved(id: string): void;
  /** It was clicked, or Enter was pressed on it. */
  opened(id: string): void;
  /** The user closed or opened it. */
  changed(): void;
}

const viewType = 'orchion.pipelineGraph';

export function createGraphPanel(session: Session, ports: GraphPorts): GraphPanel {
  const { say } = session;
  const root = vscode.Uri.joinPath(ports.extensionUri, 'dist', 'webview');
  let panel: vscode.WebviewPanel | null = null;
  /** What the page has; null: nothing yet, or it was loaded anew. */
  let shown: GraphView | null = null;
  let isReady = false;
  let wanted: GraphView | null = null;
  let selected: string | null = null;

  const send = (answer: GraphAnswer): void => void panel?.webview.postMessage(answer);

  function refresh(): void {
    if (!isReady || wanted === null) return;
    const answer = graphAnswer(shown, wanted);
    shown = wanted;
    if (answer === null) return;
    send(answer);
    if (answer.kind === 'show') send({ kind: 'select', id: selected });
  }

  function onMessage(received: unknown): void {
    const message = graphMessageFrom(received);
    if (message === null) return session.log.warn('The graph sent what is no message of it');
    if (message.kind === 'ready') {
      isReady = true;
      shown = null;
      return refresh();
    }
    selected = message.id;
    if (message.kind === 'moved') ports.moved(message.id);
    else ports.opened(message.id);
  }

  function adopt(opened: vscode.WebviewPanel): void {
    panel = opened;
    isReady = false;
    const { webview } = opened;
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    webview.onDidReceiveMessage(onMessage);
    opened.onDidDispose(() => {
      panel = null;
      shown = null;
      ports.changed();
    });
    const script = webview.asWebviewUri(vscode.Uri.joinPath(root, 'pipeline-graph.js')).toString();
    const nonce = crypto.randomUUID().replaceAll('-', '');
    const { language } = vscode.env;
    webview.html = graphPage({ nonce, source: webview.cspSource, script, language }, say);
    ports.changed();
  }

  // After a reload of the window the panel is where it was, and follows the editor again.
  session.own(
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel(restored) {
        adopt(restored);
        return Promise.resolve();
      },
    }),
  );

  return {
    get isOpen() {
      return panel !== null;
    },
    open() {
      if (panel !== null) return panel.reveal(undefined, true);
      const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      adopt(vscode.window.createWebviewPanel(viewType, say('Pipeline Graph'), where));
    },
    show(view) {
      wanted = view;
      refresh();
    },
    select(id) {
      if (id === selected) return;
      selected = id;
      send({ kind: 'select', id });
    },
    dispose() {
      panel?.dispose();
    },
  };
}
