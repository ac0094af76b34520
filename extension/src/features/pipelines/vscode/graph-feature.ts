/** The graph beside the editor: of the pipeline that is looked at, following the cursor both ways. */
import { graphOf, stepAt } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { graphViewOf } from '../common/graph-of-file.ts';
import { joined, runStateWord } from '../common/run-words.ts';
import { toRange } from './convert.ts';
import { createGraphPanel } from './graph-panel.ts';
import { pipelineLanguage } from './pipeline-language.ts';
import type { LanguageParts } from './language-providers.ts';
import type { LastRuns } from './last-runs.ts';
import { runFileOf } from './pipeline-source.ts';
import type { PipelineRuns } from './run-pipeline.ts';

/** Answers how it is opened: on a file, or on the one in the editor. */
export function registerGraph(
  session: Session,
  extensionUri: vscode.Uri,
  {
    models,
    surroundings,
    foresight,
    lastRuns,
    runs,
  }: LanguageParts & { readonly lastRuns: LastRuns; readonly runs: PipelineRuns },
): (file: unknown) => Promise<void> {
  let shown: vscode.TextDocument | null = null;
  const panel = createGraphPanel(session, {
    extensionUri,
    moved: (id) => void reveal(id, true),
    opened: (id) => void reveal(id, false),
    changed: () => void refresh(),
  });
  session.own(panel);

  async function refresh(): Promise<void> {
    if (!panel.isOpen || shown === null) return;
    const document = shown;
    const around = await surroundings.around(document);
    const model = models.of(document);
    const last = lastRuns.of(document);
    const data = { forecasts: foresight.of(document).forecasts, live: around.live, last, now: Date.now() };
    const graph = graphOf(model, data);
    const file = runFileOf(document.uri);
    const { say } = session;
    const title = last === null ? file : joined(file, say('run {0}', last.number), runStateWord(last.state, say));
    panel.show(graphViewOf({ title, graph, showsRun: last !== null }, say));
  }

  /** The step's place in the text; with its log where it was opened and has one. */
  async function reveal(id: string, isQuiet: boolean): Promise<void> {
    if (shown === null) return;
    const document = shown;
    const model = models.of(document);
    const node = graphOf(model, { forecasts: [], live: null, last: null, now: 0 }).nodes.find((one) => one.id === id);
    if (node === undefined) return;
    const beside = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    const viewColumn = beside?.viewColumn ?? vscode.ViewColumn.One;
    const selection = toRange(node.range);
    await vscode.window.showTextDocument(document, { viewColumn, selection, preserveFocus: true });
    const last = isQuiet ? null : lastRuns.of(document);
    const hasLog = last?.steps.some(({ stepId, jobId }) => stepId === id && jobId !== null) === true;
    if (hasLog) await vscode.commands.executeCommand('orchion.pipelines.stepLog', document.uri.toString(), id);
  }

  async function follow(editor: vscode.TextEditor | undefined): Promise<void> {
    if (editor?.document.languageId !== pipelineLanguage) return;
    const isOther = shown !== editor.document;
    shown = editor.document;
    if (!panel.isOpen) return;
    if (isOther) await refresh();
    const model = models.of(editor.document);
    panel.select(stepAt(model, editor.selection.active));
  }

  session.own(vscode.window.onDidChangeActiveTextEditor((editor) => void follow(editor)));
  session.own(vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => void follow(textEditor)));
  session.own(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === shown) void refresh();
    }),
  );
  session.own(foresight.onChange(() => void refresh()));
  session.own(lastRuns.onChange(() => void refresh()));
  void follow(vscode.window.activeTextEditor);
  return async (file) => {
    const document = await runs.documentOf(file);
    if (document === null) return;
    shown = document;
    panel.open();
    await refresh();
  };
}
