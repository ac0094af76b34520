/**
 * Tests that run inside the extension host, in any VS Code: the headless one of `npm run test:vscode` and the desktop one of
 * `npm run test:electron` load this very file, which is why it needs neither a browser nor a framework. The installed extension
 * is what is tested; nobody presses anything, so whatever asks its user belongs to the stories in test/real.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: { readonly orchion: readonly { readonly id: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
}

const waitMsMax = 90_000;

const tests: Readonly<Record<string, (extension: vscode.Extension<unknown>) => Promise<void>>> = {
  async 'is activated without an error'(extension) {
    await extension.activate();
    assert.equal(extension.isActive, true);
  },

  async 'registers every command that it offers'(extension) {
    const registered = new Set(await vscode.commands.getCommands(true));
    const offered = manifestOf(extension).contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      offered.filter((command) => !registered.has(command)),
      [],
    );
  },

  async 'shows each of its views'(extension) {
    for (const { id } of manifestOf(extension).contributes.views.orchion) {
      await vscode.commands.executeCommand(`${id}.focus`);
    }
  },

  async 'has the defaults that its settings promise'(extension) {
    for (const [name, { default: promised }] of Object.entries(
      manifestOf(extension).contributes.configuration.properties,
    )) {
      assert.deepEqual(vscode.workspace.getConfiguration().inspect(name)?.defaultValue, promised, name);
    }
  },

  async 'knows a pipeline file by its name, and completes it'() {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, 'hello.orchion.yaml');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('steps:\n  hello:\n    \n'));
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.languageId, 'orchion-pipeline');
    await until('run is offered', async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        new vscode.Position(2, 4),
      );
      return items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'run');
    });
  },

  async 'starts the orchestrator of this machine, and runs a job that a command submits'() {
    await vscode.commands.executeCommand('orchion.startLocal');
    const id = await vscode.commands.executeCommand('orchion.submit', { name: 'in-host', run: 'echo submitted' });
    assert.match(String(id), /^job-/);
    // Its whole log is there only where it ran.
    await until('the log has what the job wrote', async () => {
      await vscode.commands.executeCommand('orchion.jobs.openLog', `job ${String(id)}`);
      return vscode.workspace.textDocuments.some(
        (document) => document.uri.scheme === 'orchion-log' && document.getText().includes('submitted'),
      );
    });
  },

  async 'runs a task of tasks.json, whose exit code is that of its job'() {
    const configured = await vscode.tasks.fetchTasks({ type: 'orchion' });
    const task = configured.find(({ name }) => name === 'fails with 7');
    assert.ok(task, 'the task of tasks.json is known');
    const ended = new Promise<number | undefined>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== task.name) return;
        listener.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 7);
  },
};

/** What VS Code calls. Rejects where a test failed; each is told as it ends. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('orchion.orchion-vscode');
  assert.ok(extension, 'the extension is installed');
  const failed: string[] = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test(extension);
      console.log(`in-host ok: ${name}`);
    } catch (error) {
      failed.push(name);
      console.log(
        `in-host FAILED: ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }
  console.log(`in-host: ${Object.keys(tests).length - failed.length} of ${Object.keys(tests).length} passed`);
  if (failed.length > 0) throw new Error(`Failed: ${failed.join('; ')}`);
}

function manifestOf(extension: vscode.Extension<unknown>): Manifest {
  // The very file that manifest.test.ts holds to its form.
  return extension.packageJSON as Manifest;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + waitMsMax;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
