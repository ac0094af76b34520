/** A pipeline as the orchestrator takes it: its text as it stands in the editor, with that of every pipeline that it uses. */
import type { RunSource } from '@orchion/domain';
import { createModel, usedFilesOf, type FileModel, type Surroundings } from '@orchion/schemas/language';
import * as vscode from 'vscode';

/** As a run names its file: the path below the workspace's folder. */
export function runFileOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false);
}

export function sourceOf(document: vscode.TextDocument, model: FileModel, { readUsed }: Surroundings): RunSource {
  const used: Record<string, string> = {};
  const pending = [...usedFilesOf(model)];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const text = Object.hasOwn(used, path) ? null : readUsed(path);
    if (text === null) continue;
    used[path] = text;
    pending.push(...usedFilesOf(createModel({ fileName: path, text })));
  }
  return { file: runFileOf(document.uri), text: document.getText(), used };
}
