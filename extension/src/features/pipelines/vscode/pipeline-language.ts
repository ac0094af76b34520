/** Pipeline files among the editor's documents. */
import * as vscode from 'vscode';

/** The id of their language, as package.json declares it. */
export const pipelineLanguage = 'orchion-pipeline';

export function isPipelineShown(): boolean {
  return vscode.window.visibleTextEditors.some(({ document }) => document.languageId === pipelineLanguage);
}
