/** Problems of open pipeline files, found a moment after each edit, and the ways to mend them. */
import { codeActions, diagnose, fixAll, placementDiagnostics, type Diagnostic } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { toDiagnostic, toWorkspaceEdit } from './convert.ts';
import type { LanguageParts } from './language-providers.ts';
import { pipelineLanguage } from './pipeline-language.ts';

/** Long enough not to run at each key of a word, short enough to seem at once. */
const afterEditMs = 150;

export function registerDiagnostics(session: Session, { models, surroundings, foresight }: LanguageParts): void {
  const collection = vscode.languages.createDiagnosticCollection('orchion');
  session.own(collection);
  const found = new WeakMap<vscode.TextDocument, { readonly version: number; readonly all: readonly Diagnostic[] }>();
  const timers = new Map<vscode.TextDocument, NodeJS.Timeout>();
  session.own({ dispose: () => [...timers.values()].forEach(clearTimeout) });

  function soon(document: vscode.TextDocument): void {
    if (document.languageId !== pipelineLanguage) return;
    clearTimeout(timers.get(document));
    timers.set(
      document,
      setTimeout(() => void look(document), afterEditMs),
    );
  }

  async function look(document: vscode.TextDocument): Promise<void> {
    timers.delete(document);
    const all = await diagnosticsOf(document);
    if (!document.isClosed)
      collection.set(
        document.uri,
        all.map((one) => toDiagnostic(document, one)),
      );
  }

  async function diagnosticsOf(document: vscode.TextDocument): Promise<readonly Diagnostic[]> {
    const around = await surroundings.around(document);
    const model = models.of(document);
    const { version } = document;
    const all = [...diagnose(model, around), ...placementDiagnostics(model, foresight.of(document).forecasts)];
    found.set(document, { version, all });
    return all;
  }

  const lookAtAll = (): void => vscode.workspace.textDocuments.forEach(soon);
  session.own(vscode.workspace.onDidOpenTextDocument(soon));
  session.own(vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)));
  session.own(
    vscode.workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document));
      timers.delete(document);
      collection.delete(document.uri);
    }),
  );
  session.own(surroundings.onChange(lookAtAll));
  session.own(foresight.onChange(lookAtAll));
  lookAtAll();

  const { QuickFix, SourceFixAll } = vscode.CodeActionKind;
  session.own(
    vscode.languages.registerCodeActionsProvider(
      { language: pipelineLanguage },
      {
        async provideCodeActions(document, range) {
          const known = found.get(document);
          const all = known?.version === document.version ? known.all : await diagnosticsOf(document);
          const everything = fixAll(all);
          return [...codeActions(all, range), ...(everything === null ? [] : [everything])].map((action) => {
            const kind = action.kind === 'quickfix' ? QuickFix : SourceFixAll.append('orchion');
            const shown = new vscode.CodeAction(action.title, kind);
            shown.edit = toWorkspaceEdit(document.uri, action.edits);
            shown.diagnostics = action.mends.map((one) => toDiagnostic(document, one));
            shown.isPreferred = action.isPreferred;
            return shown;
          });
        },
      },
      { providedCodeActionKinds: [QuickFix, SourceFixAll.append('orchion')] },
    ),
  );
}
