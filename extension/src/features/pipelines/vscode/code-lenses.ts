/** The lenses above a pipeline and its steps, and the commands behind them. */
import { isEndedRun } from '@orchion/domain';
import { codeLenses, type CodeLens } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { toRange } from './convert.ts';
import type { LastRuns } from './last-runs.ts';
import { pipelineLanguage } from './pipeline-language.ts';
import type { PipelineModels } from './pipeline-models.ts';

const commands: Readonly<Record<CodeLens['action'], string>> = {
  submit: 'orchion.pipelines.run',
  run: 'orchion.pipelines.run',
  plan: 'orchion.pipelines.plan',
  graph: 'orchion.pipelines.graph',
  'run-failed': 'orchion.pipelines.runFailed',
  'run-from': 'orchion.pipelines.runFrom',
  'run-only': 'orchion.pipelines.runOnly',
  'show-run': 'orchion.pipelines.graph',
  'show-log': 'orchion.pipelines.stepLog',
};

/** How long something has been running is said anew this often. */
const liveEveryMs = 5000;

export function registerCodeLenses(session: Session, models: PipelineModels, lastRuns: LastRuns): void {
  const changed = new vscode.EventEmitter<void>();
  session.own(changed);
  session.own(lastRuns.onChange(() => changed.fire()));
  let timer: NodeJS.Timeout | null = null;
  session.own({ dispose: () => timer !== null && clearTimeout(timer) });
  function again(): void {
    timer ??= setTimeout(() => {
      timer = null;
      changed.fire();
    }, liveEveryMs);
  }
  session.own(
    vscode.languages.registerCodeLensProvider(
      { language: pipelineLanguage },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses(document) {
          const model = models.of(document);
          const last = lastRuns.of(document);
          if (last !== null && !isEndedRun(last.state)) again();
          return codeLenses(model, last, Date.now()).map(({ range, title, action, stepId }) => {
            const args = [document.uri.toString(), stepId];
            return new vscode.CodeLens(toRange(range), { title, command: commands[action], arguments: args });
          });
        },
      },
    ),
  );
}
