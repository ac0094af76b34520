/** Starts a pipeline of the editor, or repeats a part of its last run. */
import type { RunDetailSeen, StartRunRequest } from '@orchion/client';
import { workspacesOf, type PipelineSpec, type RerunScope } from '@orchion/domain';
import { check, type LastRun } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { cellItems } from '../common/cell-items.ts';
import { pipelineLanguage } from './pipeline-language.ts';
import type { LastRuns } from './last-runs.ts';
import type { PipelineModels } from './pipeline-models.ts';
import { askInputs } from './ask-inputs.ts';
import { sourceOf } from './pipeline-source.ts';
import { sendWorkspaces, type FilesWay } from './send-workspaces.ts';
import type { SurroundingsReader } from './surroundings.ts';

/** Each called by a command, with the file that it was called on and the step where it is about one. */
export interface PipelineRuns {
  run(file: unknown): Promise<void>;
  /** The step and what comes after it; what is before it is taken from the last run. */
  runFrom(file: unknown, stepId: unknown): Promise<void>;
  /** Of a step with a matrix, one cell, if its user picks one. */
  runOnly(file: unknown, stepId: unknown): Promise<void>;
  /** What failed in the last run, and what comes after it. */
  runFailed(file: unknown): Promise<void>;
  stepLog(file: unknown, stepId: unknown): Promise<void>;
  /** The document that a command was called on: its argument, or what is in the editor. */
  documentOf(argument: unknown): Promise<vscode.TextDocument | null>;
}

interface PipelineRunsParts {
  readonly models: PipelineModels;
  readonly surroundings: SurroundingsReader;
  readonly lastRuns: LastRuns;
  readonly files: FilesWay;
}

export function createPipelineRuns(
  session: Session,
  { models, surroundings, lastRuns, files }: PipelineRunsParts,
): PipelineRuns {
  const { say } = session;

  async function documentOf(argument: unknown): Promise<vscode.TextDocument | null> {
    const uri =
      typeof argument === 'string' ? vscode.Uri.parse(argument) : argument instanceof vscode.Uri ? argument : null;
    const document =
      uri === null ? vscode.window.activeTextEditor?.document : await vscode.workspace.openTextDocument(uri);
    if (document?.languageId === pipelineLanguage) return document;
    void vscode.window.showInformationMessage(say('Open a pipeline file (*.orchion.yaml) first.'));
    return null;
  }

  /** The pipeline as it stands; null: it has errors, which the user is shown. */
  async function pipelineOf(document: vscode.TextDocument): Promise<PipelineSpec | null> {
    const { pipeline } = check(models.of(document), await surroundings.around(document));
    if (pipeline !== null) return pipeline;
    await showErrors(say('The pipeline has errors; the Problems view shows them.'));
    return null;
  }

  /** Text and files as they are now; null: its user stopped it. */
  async function asked(
    document: vscode.TextDocument,
    pipeline: PipelineSpec,
  ): Promise<Required<Pick<StartRunRequest, 'source' | 'workspaces'>> | null> {
    const specs = [...workspacesOf(pipeline).values()];
    const workspaces = specs.length === 0 ? {} : await sendWorkspaces(session, files, document, specs);
    if (workspaces === null) return null;
    return { source: sourceOf(document, models.of(document), await surroundings.around(document)), workspaces };
  }

  function sayStarted({ run: { number } }: RunDetailSeen): void {
    vscode.window.setStatusBarMessage(`$(check) ${say('Run {0} started', number)}`, 5000);
  }

  async function run(argument: unknown): Promise<void> {
    const document = await documentOf(argument);
    if (document !== null && models.of(document).language === 'job') return submitJob(document);
    const pipeline = document === null ? null : await pipelineOf(document);
    if (document === null || pipeline === null) return;
    const inputs = await askInputs(session, pipeline);
    const client = inputs === null ? null : await session.client();
    const request = client === null ? null : await asked(document, pipeline);
    if (inputs === null || client === null || request === null) return;
    sayStarted(await client.runs.start({ ...request, inputs }));
  }

  /** A file of this language may be a job: that is submitted, and its log followed. */
  async function submitJob(document: vscode.TextDocument): Promise<void> {
    const { job: spec } = check(models.of(document), await surroundings.around(document));
    if (spec === null) return showErrors(say('The job has errors; the Problems view shows them.'));
    const client = await session.client();
    if (client === null) return;
    const { job, warnings } = await client.jobs.submit({ spec });
    for (const warning of warnings) void vscode.window.showWarningMessage(warning);
    await vscode.commands.executeCommand('orchion.jobs.follow', `job ${job.id}`);
  }

  async function showErrors(text: string): Promise<void> {
    void vscode.window.showErrorMessage(text);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  /** The last run again, of the text as it stands: what is written as it was then is taken over. */
  async function repeat(argument: unknown, scopeOf: (last: LastRun) => Promise<RerunScope | null>): Promise<void> {
    const document = await documentOf(argument);
    const last = document === null ? null : lastRuns.of(document);
    const pipeline = document === null || last === null ? null : await pipelineOf(document);
    if (document === null || last === null || pipeline === null) return;
    const scope = await scopeOf(last);
    const client = scope === null ? null : await session.client();
    const edited = client === null ? null : await asked(document, pipeline);
    if (scope === null || client === null || edited === null) return;
    sayStarted(await client.runs.rerun({ runId: last.runId, scope, edited }));
  }

  /** Of a step with a matrix, the cell that is picked, or all of them. */
  async function pickCell(last: LastRun, stepId: string): Promise<RerunScope | null> {
    const cells = cellItems(last, stepId, say);
    if (cells.length === 0) return { kind: 'only', stepKey: stepId };
    const title = say('Which cell of {0}?', stepId);
    const picked = await vscode.window.showQuickPick(cells, { title, matchOnDescription: true });
    return picked === undefined ? null : { kind: 'only', stepKey: picked.stepKey };
  }

  async function stepLog(argument: unknown, stepId: unknown): Promise<void> {
    const document = await documentOf(argument);
    const last = document === null ? null : lastRuns.of(document);
    const step = last?.steps.find((one) => one.stepId === stepId && one.jobId !== null);
    if (step === undefined) {
      void vscode.window.showInformationMessage(say('This step has no log yet.'));
      return;
    }
    await vscode.commands.executeCommand('orchion.jobs.follow', `job ${step.jobId}`);
  }

  return {
    documentOf,
    run,
    async runFrom(argument, stepId) {
      if (typeof stepId === 'string') await repeat(argument, () => Promise.resolve({ kind: 'from', stepId }));
    },
    async runOnly(argument, stepId) {
      if (typeof stepId === 'string') await repeat(argument, (last) => pickCell(last, stepId));
    },
    runFailed: (argument) => repeat(argument, () => Promise.resolve({ kind: 'failed' })),
    stepLog,
  };
}
