/** Read-only documents that Orchion writes: details and reports. Their text lives in this window only. */
import * as vscode from 'vscode';

const scheme = 'orchion-text';
/** Closed ones are forgotten; this only bounds what a script could open. */
const textsMax = 100;

export interface TextDocuments extends vscode.Disposable {
  open(name: string, text: string): Promise<void>;
}

export function createTextDocuments(): TextDocuments {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registered = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
  });
  return {
    async open(name, text) {
      const uri = vscode.Uri.from({ scheme, path: `/${name}` });
      texts.delete(uri.path);
      texts.set(uri.path, text);
      const [oldest] = texts.keys();
      if (texts.size > textsMax && oldest !== undefined) texts.delete(oldest);
      changed.fire(uri);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    },
    dispose() {
      registered.dispose();
      changed.dispose();
    },
  };
}
