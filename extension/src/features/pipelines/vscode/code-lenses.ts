/** The lenses above a pipeline and its steps, and the commands behind them. */
import { codeLenses, type CodeLens } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { lastRunOf } from '../common/runs-of-file.ts';
import { toRange } from './convert.ts';
import { pipelineLanguage } from './pipeline-language.ts';
import type { PipelineModels } from './pipeline-models.ts';
import { runFileOf } from './pipeline-source.ts';

const commands: Readonly<Record<CodeLens['action'], string>> = {
  run: 'orchion.pipelines.run',
  plan: 'orchion.pipelines.plan',
  graph: 'orchion.pipelines.graph',
  'run-failed': 'orchion.pipelines.runFailed',
  'run-from': 'orchion.pipelines.runFrom',
  'run-only': 'orchion.pipelines.runOnly',
  'show-run': 'orchion.pipelines.graph',
  'show-log': 'orchion.pipelines.stepLog',
};

export function registerCodeLenses(session: Session, models: PipelineModels): void {
  const changed = new vscode.EventEmitter<void>();
  session.own(changed);
  let shown = '';
  const onStore = (): void => {
    // Nodes report all the time; only runs change what stands in the lenses.
    const runs = [...session.store.runs.values()].map(({ id, status }) => `${id} ${status.state}`);
    const steps = [...session.store.steps.values()].flatMap((of) =>
      [...of.values()].map(({ key, state }) => `${key} ${state}`),
    );
    const next = [...runs, ...steps].join('\n');
    if (next === shown) return;
    shown = next;
    changed.fire();
  };
  session.own({ dispose: session.store.onChange(onStore) });
  session.own(
    vscode.languages.registerCodeLensProvider(
      { language: pipelineLanguage },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses(document) {
          const model = models.of(document);
          const last = lastRunOf(session.store, runFileOf(document.uri));
          return codeLenses(model, last, Date.now()).map(({ range, title, action, stepId }) => {
            const args = [document.uri.toString(), stepId];
            return new vscode.CodeLens(toRange(range), { title, command: commands[action], arguments: args });
          });
        },
      },
    ),
  );
}
