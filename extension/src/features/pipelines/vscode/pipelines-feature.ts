/**
 * Pipelines in the editor: their commands, and everything else once the first pipeline file is open. The rest (the language, the
 * graph, YAML, validators) is more code than all other features together, so it is a bundle of its own.
 */
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import type { PipelineEditor, PipelineEditorParts } from './pipeline-editor.ts';
import { pipelineLanguage } from './pipeline-language.ts';

export function registerPipelinesFeature(session: Session, parts: PipelineEditorParts): void {
  let opening: Promise<PipelineEditor> | null = null;
  const editor = (): Promise<PipelineEditor> => {
    opening ??= import('./pipeline-editor.ts').then(({ openPipelineEditor }) => openPipelineEditor(session, parts));
    return opening;
  };

  session.command('orchion.pipelines.run', async (file) => (await editor()).runs.run(file));
  session.command('orchion.pipelines.runFrom', async (file, stepId) => (await editor()).runs.runFrom(file, stepId));
  session.command('orchion.pipelines.runOnly', async (file, stepId) => (await editor()).runs.runOnly(file, stepId));
  session.command('orchion.pipelines.runFailed', async (file) => (await editor()).runs.runFailed(file));
  session.command('orchion.pipelines.stepLog', async (file, stepId) => (await editor()).runs.stepLog(file, stepId));
  session.command('orchion.pipelines.graph', async (file) => (await editor()).showGraph(file));
  session.command('orchion.pipelines.plan', async (file) => (await editor()).showPlan(file));

  const onDocument = ({ languageId }: vscode.TextDocument): void => {
    if (languageId === pipelineLanguage) void editor();
  };
  session.own(vscode.workspace.onDidOpenTextDocument(onDocument));
  vscode.workspace.textDocuments.forEach(onDocument);
}
