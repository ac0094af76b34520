/** Submitting by a few questions, each answered already by what was said the last time. */
import { defaultSpec, violationsOfJobSpec, type JobSpec } from '@orchion/domain';
import type { JobSeen, OrchionClient } from '@orchion/client';
import * as vscode from 'vscode';
import { standingOf, standingWord } from '../../../cluster/node-standing.ts';
import type { OwnJobs } from '../../../cluster/own-jobs.ts';
import type { Session } from '../../../editor/session.ts';
import { needsNames, withNeeds } from '../common/needs.ts';
import { nameOfLine, scriptCommand, shellCommand } from '../common/script-command.ts';
import { isTaskFields, lineOfTask, specFromTask } from '../common/task-definition.ts';
import { createFormDraft } from './form-draft.ts';
import { registerJobTasks, type TaskPorts } from './job-tasks.ts';
import { registerSubmitForm } from './submit-form.ts';

/** What happens to a job that was submitted here: its log is shown. */
type Follow = (client: OrchionClient, job: JobSeen) => void;

/** What was said the last time. */
interface LastAnswers {
  readonly line: string;
  readonly needs: string;
  readonly folder: string;
}

const lastKey = 'submit';

export interface SubmitPorts {
  readonly context: vscode.ExtensionContext;
  readonly follow: Follow;
  readonly followInto: TaskPorts['followInto'];
  readonly cliLine: (spec: JobSpec) => string;
  readonly ownJobs: OwnJobs;
}

export function registerSubmitFeature(session: Session, ports: SubmitPorts): void {
  const { context, follow, followInto, cliLine, ownJobs } = ports;
  const { say, store } = session;
  const memory = context.workspaceState;
  const last = (): LastAnswers => memory.get<LastAnswers>(lastKey, { line: '', needs: 'cpu=1', folder: '' });

  async function submit(client: OrchionClient, spec: JobSpec): Promise<JobSeen> {
    const { job, warnings } = await client.jobs.submit({ spec });
    ownJobs.add(job.id, 'told');
    for (const warning of warnings) void vscode.window.showWarningMessage(warning);
    follow(client, job);
    return job;
  }

  const draft = createFormDraft({
    memory,
    secrets: context.secrets,
    workspace: context.storageUri?.toString() ?? 'none',
  });
  session.own(draft);
  registerSubmitForm(session, { extensionUri: context.extensionUri, draft, submit, cliLine, osOf: osOf(store) });
  registerJobTasks(session, { memory, follow, followInto, ownJobs, osOf: osOf(store) });

  /** By the fields of a task: from a key binding or another extension, where nobody is asked. */
  async function submitGiven(client: OrchionClient, fields: Readonly<Record<string, unknown>>): Promise<string> {
    const os = osOf(store)(typeof fields.node === 'string' ? fields.node : '');
    const made = specFromTask(fields, { taskName: nameOfLine(lineOfTask(fields)), os }, say);
    if ('problems' in made) throw new Error(made.problems.join(' · '));
    return (await submit(client, made.spec)).id;
  }

  session.command('orchion.submit', async (given) => {
    const client = await trustedClient(session);
    if (client === null) return undefined;
    if (isTaskFields(given)) return submitGiven(client, given);
    await askAndSubmit(client);
    return undefined;
  });
  async function askAndSubmit(client: OrchionClient): Promise<void> {
    const line = await ask(
      say('Submit a job (1 of 4)'),
      say('The command, as you would type it'),
      last().line,
      (text) => (text.trim() === '' ? say('Type a command, for example: python train.py') : undefined),
    );
    if (line === undefined) return;
    const answers = await askWhere(session, last(), say);
    if (answers === undefined) return;
    const { needs, folder, node } = answers;
    const spec = withNeeds(
      { ...defaultSpec(shellCommand(line, osOf(store)(node ?? ''))), name: nameOfLine(line), node, cwd: folder },
      needs,
      say,
    );
    // The questions took nothing that is wrong.
    if ('problem' in spec) throw new Error(spec.problem);
    await memory.update(lastKey, { line, needs, folder: folder ?? '' } satisfies LastAnswers);
    await submit(client, spec.value);
  }

  async function runText(text: string, document: vscode.TextDocument): Promise<void> {
    const made = scriptCommand(document.languageId, text, say);
    if ('problem' in made) {
      void vscode.window.showWarningMessage(made.problem);
      return;
    }
    const client = await trustedClient(session);
    if (client === null) return;
    const node = await askNode(session, say('Where should it run?'));
    if (node === undefined) return;
    const name = /[^/\\]+$/.exec(document.fileName)?.[0] ?? say('selection');
    await submit(client, { ...defaultSpec(made.command), name, node });
  }
  session.command('orchion.runFile', async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined) await runText(editor.document.getText(), editor.document);
  });
  session.command('orchion.runSelection', async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined) await runText(editor.document.getText(editor.selection), editor.document);
  });
}

/** The system of a node by its name or id; of any node where that says none. */
function osOf({ nodes }: Session['store']): (node: string) => string {
  return (node) => {
    const all = [...nodes.values()];
    return (all.find(({ id, name }) => name === node || id === node) ?? all[0])?.inventory.os ?? 'linux';
  };
}

async function trustedClient(session: Session): Promise<OrchionClient | null> {
  if (vscode.workspace.isTrusted) return session.client();
  await vscode.commands.executeCommand('workbench.trust.manage');
  return null;
}

async function askWhere(
  session: Session,
  last: LastAnswers,
  say: Session['say'],
): Promise<{ readonly node: string | null; readonly needs: string; readonly folder: string | null } | undefined> {
  const node = await askNode(session, say('Submit a job (2 of 4): where?'));
  if (node === undefined) return undefined;
  const needs = await ask(
    say('Submit a job (3 of 4)'),
    say('What it needs. There are: {0}', needsNames.join(', ')),
    last.needs,
    (text) => problemOf(text, say),
  );
  if (needs === undefined) return undefined;
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const choices = [
    { label: `$(folder) ${say('A private, empty folder')}`, description: say('works on every node'), folder: null },
    ...folders.map((folder) => ({
      label: `$(root-folder) ${folder}`,
      description: say('must exist on the node'),
      folder,
    })),
  ];
  // What was chosen the last time stands first.
  choices.sort((a, b) => Number((b.folder ?? '') === last.folder) - Number((a.folder ?? '') === last.folder));
  const title = say('Submit a job (4 of 4): in which folder?');
  const chosen = await vscode.window.showQuickPick(choices, { title, ignoreFocusOut: true });
  return chosen === undefined ? undefined : { node, needs, folder: chosen.folder };
}

function problemOf(needs: string, say: Session['say']): string | undefined {
  const spec = withNeeds(defaultSpec(['x']), needs, say);
  if ('problem' in spec) return spec.problem;
  const [violation] = violationsOfJobSpec(spec.value);
  return violation === undefined ? undefined : `${violation.field} ${violation.message}`;
}

/** A node's id; null for any; undefined where the user left. */
async function askNode({ store, say }: Session, title: string): Promise<string | null | undefined> {
  const any = {
    label: `$(sparkle) ${say('Any node')}`,
    description: say('the best one that is free'),
    node: null as string | null,
  };
  const nodes = [...store.nodes.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((node) => {
      const { id, name, inventory } = node;
      const standing = standingWord(standingOf(node), say);
      const gpus = inventory.gpus.map((gpu) => gpu.model).join(', ');
      return {
        label: `$(vm) ${name}`,
        description: [standing, `${inventory.os} ${inventory.arch}`, gpus].filter((part) => part !== '').join(' · '),
        node: id,
      };
    });
  // What was answered before is not lost to whatever takes the focus: the walkthrough does when it ticks off a step.
  const options = { title, matchOnDescription: true, ignoreFocusOut: true };
  const chosen = await vscode.window.showQuickPick([any, ...nodes], options);
  return chosen?.node;
}

function ask(
  title: string,
  prompt: string,
  value: string,
  validateInput: (text: string) => string | undefined,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({ title, prompt, value, validateInput, ignoreFocusOut: true });
}
