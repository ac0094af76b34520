/** The form's panel: checks what is typed, asks where it would go, submits it. */
import type { JobSpec } from '@orchion/domain';
import type { OrchionClient } from '@orchion/client';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { emptyForm, specFromForm, type FormFields } from '../common/form-fields.ts';
import { formMessageFrom, type FormAnswer } from '../common/form-messages.ts';
import { formPage } from '../common/form-page.ts';

export interface FormPorts {
  readonly extensionUri: vscode.Uri;
  /** The fields as they were left. */
  last(): FormFields | null;
  keep(fields: FormFields): Promise<void>;
  submit(client: OrchionClient, spec: JobSpec): Promise<void>;
  cliLine(spec: JobSpec): string;
}

export function registerSubmitForm(session: Session, ports: FormPorts): void {
  const { say, store } = session;
  let panel: vscode.WebviewPanel | null = null;
  /** Only the answer to the latest question is shown. */
  let asked = 0;

  const send = (answer: FormAnswer): void => void panel?.webview.postMessage(answer);
  const osOf = (node: string): string => {
    const nodes = [...store.nodes.values()];
    return (nodes.find(({ name }) => name === node) ?? nodes[0])?.inventory.os ?? 'linux';
  };

  async function check(fields: FormFields): Promise<JobSpec | null> {
    asked += 1;
    const question = asked;
    const result = specFromForm(fields, osOf(fields.node.trim()));
    if ('problems' in result) {
      send({ kind: 'checked', problems: result.problems, preview: '', tone: 'none' });
      return null;
    }
    const { client } = session.connection;
    if (client === null) {
      send({
        kind: 'checked',
        problems: {},
        preview: say('Where it would go is shown once an orchestrator is connected.'),
        tone: 'none',
      });
      return result.spec;
    }
    const { verdict, summary } = await client.jobs.preview(result.spec);
    const tone = verdict === 'would_place' || verdict === 'placed' ? 'good' : verdict === 'never' ? 'never' : 'waits';
    if (question === asked) send({ kind: 'checked', problems: {}, preview: summary, tone });
    return result.spec;
  }

  async function onMessage(received: unknown): Promise<void> {
    const message = formMessageFrom(received);
    if (message === null) return session.log.warn('The form sent what is no message of it');
    if (message.kind === 'ready') return send({ kind: 'fill', fields: ports.last() ?? emptyForm });
    const spec = await check(message.fields);
    // The draft, without what may be secret: it is kept in a file.
    await ports.keep({ ...message.fields, env: '' });
    if (message.kind === 'changed') return;
    if (spec === null) return send({ kind: 'failed', message: say('Some fields are wrong.') });
    if (message.kind === 'copyCli') {
      await vscode.env.clipboard.writeText(ports.cliLine(spec));
      vscode.window.setStatusBarMessage(say('$(check) Copied'), 3000);
      return;
    }
    const client = await session.client();
    if (client === null) return;
    await ports.submit(client, spec);
  }

  session.command('orchion.submitForm', () => {
    if (panel !== null) return panel.reveal();
    const root = vscode.Uri.joinPath(ports.extensionUri, 'dist', 'webview');
    const title = say('Submit a Job');
    panel = vscode.window.createWebviewPanel('orchion.submitForm', title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [root],
    });
    const { webview } = panel;
    webview.onDidReceiveMessage((received: unknown) => {
      onMessage(received).catch((error: unknown) => {
        session.log.error(error instanceof Error ? error : String(error));
        send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
    });
    panel.onDidDispose(() => {
      panel = null;
    });
    const script = webview.asWebviewUri(vscode.Uri.joinPath(root, 'submit-form.js')).toString();
    const nonce = crypto.randomUUID().replaceAll('-', '');
    webview.html = formPage({ nonce, source: webview.cspSource, script, title }, say);
    session.connection.need();
  });
}
