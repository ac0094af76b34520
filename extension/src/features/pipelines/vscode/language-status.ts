/** Beside the language of a pipeline's file: what it was checked against, or why it was not. */
import { unchecked } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { checkedWords } from '../common/checked-words.ts';
import type { LanguageParts } from './language-providers.ts';
import { pipelineLanguage } from './pipeline-language.ts';

export function registerLanguageStatus(session: Session, { models, surroundings, foresight }: LanguageParts): void {
  const { say, store, connection } = session;
  const item = vscode.languages.createLanguageStatusItem('orchion.checked', { language: pipelineLanguage });
  item.name = 'Orchion';
  session.own(item);

  async function show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== pipelineLanguage) return;
    const around = await surroundings.around(document);
    const { unchecked: why, standIns } = foresight.of(document);
    const open = unchecked(models.of(document), around);
    const words = checkedWords({ unchecked: why, nodes: store.nodes.size, standIns, open }, say);
    const { Warning, Information } = vscode.LanguageStatusSeverity;
    item.text = say('Orchion: {0}', words.text);
    item.detail = words.detail;
    item.severity = words.isWarning ? Warning : Information;
    item.command =
      connection.client === null
        ? { command: 'orchion.startLocal', title: say('Start') }
        : { command: 'orchion.pipelines.plan', title: say('Plan'), arguments: [document.uri.toString()] };
  }

  session.own(vscode.window.onDidChangeActiveTextEditor(() => void show()));
  session.own(foresight.onChange(() => void show()));
  session.own(surroundings.onChange(() => void show()));
  void show();
}
