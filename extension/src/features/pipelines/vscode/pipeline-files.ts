/** The pipeline files of the workspace, for its view and for what a file can use. Nothing is read before somebody needs them. */
import * as vscode from 'vscode';
import type { PipelineFileRow } from '../common/run-rows.ts';

export interface PipelineFiles extends vscode.Disposable {
  readonly rows: readonly PipelineFileRow[];
  readonly uris: readonly vscode.Uri[];
  /** Begins to watch, the first time; resolves when they are read. */
  need(): Promise<void>;
  uriOf(path: string): vscode.Uri | null;
  readonly onChange: vscode.Event<void>;
}

/** One level of braces: the editor's globs know no other. */
const pipelineFiles = '**/{*.orchion.yaml,*.orchion.yml,.orchion/*.yaml,.orchion/*.yml}';
const ignored = '**/node_modules/**';
const filesMax = 500;
/** The name stands near the top of a file; this much of it is looked at. */
const headBytes = 4096;

export function createPipelineFiles(log: vscode.LogOutputChannel): PipelineFiles {
  const changed = new vscode.EventEmitter<void>();
  const uris = new Map<string, vscode.Uri>();
  const names = new Map<string, string>();
  let watcher: vscode.FileSystemWatcher | null = null;
  let reading = Promise.resolve();

  const pathOf = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri, false);

  async function read(uri: vscode.Uri): Promise<void> {
    const path = pathOf(uri);
    if (uris.size >= filesMax && !uris.has(path)) return;
    const bytes = await vscode.workspace.fs.readFile(uri);
    const head = new TextDecoder().decode(bytes.subarray(0, headBytes));
    const name = /^name:[ \t]*(["']?)([^\n#]*?)\1[ \t]*(?:#.*)?$/m.exec(head)?.[2] ?? '';
    uris.set(path, uri);
    names.set(path, name === '' ? (path.split('/').at(-1) ?? path) : name);
  }

  function forget(uri: vscode.Uri): void {
    uris.delete(pathOf(uri));
    names.delete(pathOf(uri));
    changed.fire();
  }

  async function readAgain(uri: vscode.Uri): Promise<void> {
    // Gone again, or not to be read: it is then no row.
    await read(uri).catch(() => forget(uri));
    changed.fire();
  }

  async function readAll(): Promise<void> {
    const found = await vscode.workspace.findFiles(pipelineFiles, ignored, filesMax);
    await Promise.all(found.map((uri) => read(uri).catch(() => undefined)));
    changed.fire();
  }

  return {
    get rows() {
      return [...names].map(([path, name]) => ({ path, name })).sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    get uris() {
      return [...uris.values()];
    },
    need() {
      if (watcher !== null) return reading;
      watcher = vscode.workspace.createFileSystemWatcher(pipelineFiles);
      watcher.onDidCreate((uri) => void readAgain(uri));
      watcher.onDidChange((uri) => void readAgain(uri));
      watcher.onDidDelete(forget);
      reading = readAll().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
      return reading;
    },
    onChange: changed.event,
    uriOf: (path) => uris.get(path) ?? null,
    dispose: () => {
      changed.dispose();
      watcher?.dispose();
    },
  };
}
