/** Starts a pipeline of the editor, or repeats a part of its last run. */
import type { OrchionClient } from '@orchion/client';
import { workspacesOf, type InputSpec, type JsonValue, type PipelineSpec, type RerunScope } from '@orchion/domain';
import { check } from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { lastRunOf } from '../common/runs-of-file.ts';
import { pipelineLanguage } from './pipeline-language.ts';
import type { PipelineModels } from './pipeline-models.ts';
import { runFileOf, sourceOf } from './pipeline-source.ts';
import { sendWorkspaces, type FilesWay } from './send-workspaces.ts';
import type { SurroundingsReader } from './surroundings.ts';

/** Each called by a command, with the file that it was called on and the step where it is about one. */
export interface PipelineRuns {
  run(file: unknown): Promise<void>;
  /** The step and what comes after it; what is before it is taken from the last run. */
  runFrom(file: unknown, stepId: unknown): Promise<void>;
  runOnly(file: unknown, stepId: unknown): Promise<void>;
  stepLog(file: unknown, stepId: unknown): Promise<void>;
  /** The document that a command was called on: its argument, or what is in the editor. */
  documentOf(argument: unknown): Promise<vscode.TextDocument | null>;
}

interface PipelineRunsParts {
  readonly models: PipelineModels;
  readonly surroundings: SurroundingsReader;
  readonly files: FilesWay;
}

export function createPipelineRuns(session: Session, { models, surroundings, files }: PipelineRunsParts): PipelineRuns {
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

  async function run(argument: unknown): Promise<void> {
    const document = await documentOf(argument);
    if (document === null) return;
    const around = await surroundings.around(document);
    const model = models.of(document);
    const { pipeline } = check(model, around);
    if (pipeline === null) {
      void vscode.window.showErrorMessage(say('The pipeline has errors; the Problems view shows them.'));
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      return;
    }
    const inputs = await askInputs(session, pipeline);
    if (inputs === null) return;
    const client = await session.client();
    if (client === null) return;
    const specs = [...workspacesOf(pipeline).values()];
    const workspaces = specs.length === 0 ? {} : await sendWorkspaces(session, files, document, specs);
    if (workspaces === null) return;
    const source = sourceOf(document, models.of(document), await surroundings.around(document));
    const { run: started } = await client.runs.start({ source, inputs, workspaces });
    vscode.window.setStatusBarMessage(`$(check) ${say('Run {0} started', started.number)}`, 5000);
  }

  async function repeat(argument: unknown, scope: RerunScope): Promise<void> {
    const document = await documentOf(argument);
    const last = document === null ? null : lastRunOf(session.store, runFileOf(document.uri));
    const client: OrchionClient | null = last === null ? null : await session.client();
    if (last === null || client === null) return;
    const { run: started } = await client.runs.rerun({ runId: last.runId, scope });
    vscode.window.setStatusBarMessage(`$(check) ${say('Run {0} started', started.number)}`, 5000);
  }

  async function stepLog(argument: unknown, stepId: unknown): Promise<void> {
    const document = await documentOf(argument);
    const last = document === null ? null : lastRunOf(session.store, runFileOf(document.uri));
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
      if (typeof stepId === 'string') await repeat(argument, { kind: 'from', stepId });
    },
    async runOnly(argument, stepId) {
      if (typeof stepId === 'string') await repeat(argument, { kind: 'only', stepKey: stepId });
    },
    stepLog,
  };
}

/** One question for each input; null: the user thought better of it. */
async function askInputs(
  { say }: Session,
  { name, inputs }: PipelineSpec,
): Promise<Readonly<Record<string, JsonValue>> | null> {
  const given: Record<string, JsonValue> = {};
  const entries = Object.entries(inputs);
  for (const [i, [input, spec]] of entries.entries()) {
    const title = say('{0}: input {1} of {2}', name, i + 1, entries.length);
    const answer = await askInput({ title, input, spec });
    if (answer === undefined) return null;
    // What is left empty is what it is by default.
    if (answer !== '' || spec.isRequired) given[input] = answer;
  }
  return given;
}

async function askInput({
  title,
  input,
  spec,
}: {
  readonly title: string;
  readonly input: string;
  readonly spec: InputSpec;
}): Promise<string | undefined> {
  const placeHolder = spec.description === '' ? input : `${input}: ${spec.description}`;
  const choices = spec.type === 'boolean' ? ['true', 'false'] : spec.type === 'choice' ? spec.options : null;
  if (choices !== null) {
    const first = spec.default === null ? null : textOf(spec.default);
    const ordered = first === null ? choices : [first, ...choices.filter((choice) => choice !== first)];
    return vscode.window.showQuickPick(ordered, { title, placeHolder });
  }
  const value = spec.default === null ? '' : textOf(spec.default);
  return vscode.window.showInputBox({ title, prompt: placeHolder, value, ignoreFocusOut: true });
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
