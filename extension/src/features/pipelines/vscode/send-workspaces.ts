/** Sends the files that a pipeline's steps ask for before its run: with progress, and stopped whenever its user wants. */
import type { WorkspaceSpec } from '@orchion/domain';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import type { SentFiles } from '../../../platform/send-files.ts';
import type { Whereabouts } from '../../../platform/whereabouts.ts';
import { passedOverWords, sendWords, type SendProgress } from '../common/send-words.ts';

/** The editor draws every report; more often nobody can read them. */
const reportEveryMs = 100;

export interface FilesWay {
  readonly whereabouts: () => Promise<Whereabouts>;
  /** A folder of this extension's own. */
  readonly storage: vscode.Uri;
}

/** Trees by workspace; null: it was stopped, or there is no folder to send from and the user was told. */
export async function sendWorkspaces(
  { say }: Session,
  { whereabouts, storage }: FilesWay,
  document: vscode.TextDocument,
  specs: readonly WorkspaceSpec[],
): Promise<SentFiles['trees'] | null> {
  if (document.uri.scheme !== 'file') {
    void vscode.window.showErrorMessage(say('This pipeline sends files of its folder along: save it in one first.'));
    return null;
  }
  const folder = filesFolderOf(document.uri);
  if (!(await saveBelow(folder))) return null;
  const [where, { sendFiles }] = await Promise.all([whereabouts(), import('../../../platform/send-files.ts')]);
  const title = say('Sending files of {0}', vscode.workspace.asRelativePath(folder));
  const sent = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      let reportedAt = 0;
      let reported = 0;
      const onProgress = (done: SendProgress): void => {
        const now = Date.now();
        if (now - reportedAt < reportEveryMs) return;
        reportedAt = now;
        const percent = done.kind === 'sending' && done.total > 0 ? (100 * done.bytes) / done.total : 0;
        progress.report({ message: sendWords(done, say), increment: Math.max(0, percent - reported) });
        reported = Math.max(reported, percent);
      };
      return sendFiles({
        where,
        folder: folder.fsPath,
        specs,
        keptIn: storage.fsPath,
        signal: stop.signal,
        onProgress,
        say,
      });
    },
  );
  if (sent === null) return null;
  if (sent.passedOver.length > 0) void vscode.window.showInformationMessage(passedOverWords(sent.passedOver, say));
  return sent.trees;
}

/** Where the file is, and above the folder that only pipelines are kept in. */
function filesFolderOf(file: vscode.Uri): vscode.Uri {
  const folder = vscode.Uri.joinPath(file, '..');
  return folder.path.endsWith('/.orchion') ? vscode.Uri.joinPath(folder, '..') : folder;
}

/** Files travel as they are on the disk: what is open and changed is saved, unless the editor's own setting for tasks says never. */
async function saveBelow(folder: vscode.Uri): Promise<boolean> {
  const wish = vscode.workspace.getConfiguration('task').get<string>('saveBeforeRun', 'always');
  if (wish === 'never') return true;
  const changed = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && uri.scheme === 'file' && uri.path.startsWith(`${folder.path}/`),
  );
  const saved = await Promise.all(changed.map((document) => document.save()));
  return saved.every(Boolean);
}
