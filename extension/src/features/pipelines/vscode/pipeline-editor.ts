/** What the first pipeline file brings into the window: the language, what is foreseen, lenses, the graph, the plan. */
import type * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { registerCodeLenses } from './code-lenses.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { createForesight } from './foresight.ts';
import { registerGraph } from './graph-feature.ts';
import { registerGutter } from './gutter.ts';
import { registerLanguageProviders } from './language-providers.ts';
import { registerLanguageStatus } from './language-status.ts';
import type { PipelineFiles } from './pipeline-files.ts';
import { createPipelineModels } from './pipeline-models.ts';
import { registerPlan } from './plan-document.ts';
import { createPipelineRuns, type PipelineRuns } from './run-pipeline.ts';
import { createLastRuns } from './last-runs.ts';
import type { FilesWay } from './send-workspaces.ts';
import { createSurroundings } from './surroundings.ts';

export interface PipelineEditor {
  readonly runs: PipelineRuns;
  showGraph(file: unknown): Promise<void>;
  showPlan(file: unknown): Promise<void>;
}

/** Where the extension is, and how files get to the orchestrator. */
export interface PipelineEditorParts extends FilesWay {
  readonly extensionUri: vscode.Uri;
  readonly pipelineFiles: PipelineFiles;
}

export function openPipelineEditor(
  session: Session,
  { extensionUri, pipelineFiles, ...files }: PipelineEditorParts,
): PipelineEditor {
  const models = createPipelineModels();
  const surroundings = createSurroundings(session, models, pipelineFiles);
  const foresight = createForesight(session, models, surroundings);
  const parts = { models, surroundings, foresight };
  registerLanguageProviders(session, parts);
  registerDiagnostics(session, parts);
  registerLanguageStatus(session, parts);
  const lastRuns = createLastRuns(session);
  registerCodeLenses(session, models, lastRuns);
  registerGutter(session, models, lastRuns);
  const runs = createPipelineRuns(session, { models, surroundings, lastRuns, files });
  const showGraph = registerGraph(session, extensionUri, { ...parts, lastRuns, runs });
  const showPlan = registerPlan(session, { foresight, runs });
  return { runs, showGraph, showPlan };
}
