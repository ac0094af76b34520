/**
 * What a pipeline file's text does not say: the pipelines that it uses, those that it could use, and what the cluster has.
 * Files are read once and again when they change; what is open in an editor counts as it stands there.
 */
import { createModel, usedFilesOf, type LiveValues, type Surroundings } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { liveValuesFrom } from '../common/live-nodes.ts';
import { relativePath } from '../common/relative-path.ts';
import type { PipelineModels } from './pipeline-models.ts';
import type { PipelineFiles } from './pipeline-files.ts';

export interface SurroundingsReader {
  around(document: vscode.TextDocument): Promise<Surroundings>;
  /** A file that some document uses is different now, or the cluster is. */
  readonly onChange: vscode.Event<void>;
}

/** As deep as pipelines may use each other; one that uses more files than this is told by its own diagnostics. */
const depthMax = 4;
const usedFilesMax = 100;

export function createSurroundings(session: Session, models: PipelineModels, files: PipelineFiles): SurroundingsReader {
  const { store, say } = session;
  const changed = new vscode.EventEmitter<void>();
  session.own(changed);
  const texts = new Map<string, string | null>();
  let isWatching = false;
  let told = 'null';

  function watch(): void {
    if (isWatching) return;
    isWatching = true;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{yaml,yml}');
    const forget = (uri: vscode.Uri): void => {
      if (texts.delete(uri.toString())) changed.fire();
    };
    session.own(watcher);
    session.own(files.onChange(() => changed.fire()));
    session.own(watcher.onDidChange(forget));
    session.own(watcher.onDidCreate(forget));
    session.own(watcher.onDidDelete(forget));
    session.own({ dispose: store.onChange(tellNewNames) });
    session.own({ dispose: session.connection.onChange(tellNewNames) });
  }

  const live = (): LiveValues | null =>
    session.connection.client === null || !store.hasSnapshot ? null : liveValuesFrom(store.nodes, say);

  /** Nodes report all the time; what a file can name of them changes seldom. */
  function tellNewNames(): void {
    const next = JSON.stringify(live());
    if (next === told) return;
    told = next;
    changed.fire();
  }

  async function textOf(uri: vscode.Uri): Promise<string | null> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open !== undefined) return open.getText();
    const known = texts.get(uri.toString());
    if (known !== undefined) return known;
    let text: string | null = null;
    try {
      text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      // Not there, or not to be read: the diagnostics say so at the step that uses it.
    }
    texts.set(uri.toString(), text);
    return text;
  }

  return {
    onChange: changed.event,
    async around(document) {
      watch();
      const model = models.of(document);
      const folder = vscode.Uri.joinPath(document.uri, '..');
      const used = new Map<string, string | null>();
      let level = usedFilesOf(model);
      for (let depth = 0; depth < depthMax && level.length > 0; depth++) {
        const next = new Set<string>();
        for (const path of level) {
          if (used.has(path) || used.size >= usedFilesMax) continue;
          const text = await textOf(vscode.Uri.joinPath(folder, path));
          used.set(path, text);
          if (text === null) continue;
          const inner = createModel({ fileName: path, text });
          for (const further of usedFilesOf(inner)) next.add(further);
        }
        level = [...next];
      }
      await files.need();
      const { path: own } = document.uri;
      return {
        live: live(),
        pipelineFiles: files.uris.filter(({ path }) => path !== own).map(({ path }) => relativePath(own, path)),
        readUsed: (path) => used.get(path) ?? null,
      };
    },
  };
}
