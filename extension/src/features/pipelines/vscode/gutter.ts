/** Beside each step of a pipeline: how it goes in the run that is on, and how it went in the one before. */
import type { ShownState } from '@orchion/domain';
import { gutterMarks } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { gutterIcon, gutterStates, type GutterTheme } from '../common/gutter-icon.ts';
import { toRange } from './convert.ts';
import type { LastRuns } from './last-runs.ts';
import { pipelineLanguage } from './pipeline-language.ts';
import type { PipelineModels } from './pipeline-models.ts';

/** What is worth to be seen at the scroll bar of a long file, too. */
const rulers: Partial<Readonly<Record<ShownState, string>>> = {
  running: 'charts.blue',
  failed: 'testing.iconFailed',
  unknown: 'charts.yellow',
};

export function registerGutter(session: Session, models: PipelineModels, lastRuns: LastRuns): void {
  const types = new Map(gutterStates.map((state) => [state, typeOf(state)]));
  for (const type of types.values()) session.own(type);

  function draw(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (document.languageId !== pipelineLanguage) return;
    const ranges = new Map<ShownState, vscode.Range[]>();
    for (const { range, state } of gutterMarks(models.of(document), lastRuns.of(document), Date.now())) {
      ranges.set(state, [...(ranges.get(state) ?? []), toRange(range)]);
    }
    for (const [state, type] of types) editor.setDecorations(type, ranges.get(state) ?? []);
  }

  const drawAll = (): void => vscode.window.visibleTextEditors.forEach(draw);
  session.own(lastRuns.onChange(drawAll));
  session.own(vscode.window.onDidChangeVisibleTextEditors(drawAll));
  session.own(
    vscode.workspace.onDidChangeTextDocument(({ document }) =>
      vscode.window.visibleTextEditors.filter((editor) => editor.document === document).forEach(draw),
    ),
  );
  drawAll();
}

function typeOf(state: ShownState): vscode.TextEditorDecorationType {
  const icon = (theme: GutterTheme): vscode.ThemableDecorationRenderOptions => ({
    gutterIconPath: vscode.Uri.parse(`data:image/svg+xml;base64,${btoa(gutterIcon(state, theme))}`),
    gutterIconSize: 'contain',
  });
  const ruler = rulers[state];
  return vscode.window.createTextEditorDecorationType({
    light: icon('light'),
    dark: icon('dark'),
    ...(ruler !== undefined && {
      overviewRulerColor: new vscode.ThemeColor(ruler),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    }),
  });
}
