/** The form's panel: checks what is typed, asks where it would go, copies it, submits it. */
import type { JobSpec } from '@orchion/domain';
import { realTiming, type OrchionClient } from '@orchion/client';
import { writeJobFile } from '@orchion/schemas';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { emptyForm, specFromForm, type FormFields } from '../common/form-fields.ts';
import { formMessageFrom, type FormAnswer } from '../common/form-messages.ts';
import { formPage } from '../common/form-page.ts';
import type { FormDraft } from './form-draft.ts';

export interface FormPorts {
  readonly extensionUri: vscode.Uri;
  readonly draft: FormDraft;
  submit(client: OrchionClient, spec: JobSpec): Promise<unknown>;
  cliLine(spec: JobSpec): string;
  osOf(node: string): string;
}

const viewType = 'orchion.submitForm';
/** After this long without a key, or without a change of the cluster, the placement is asked for. */
const quietMs = { key: 200, cluster: 1000 };

export function registerSubmitForm(session: Session, ports: FormPorts): void {
  const { say, store, connection } = session;
  let panel: vscode.WebviewPanel | null = null;
  /** Only the latest question is answered. */
  let question = new AbortController();

  const send = (answer: FormAnswer): void => void panel?.webview.postMessage(answer);
  const failed = (error: unknown): void => {
    session.log.error(error instanceof Error ? error : String(error));
    send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  };

  /** Says what is wrong at once, and a moment later where it would go. Null for what is no job yet. */
  function check(fields: FormFields, waitMs: number): JobSpec | null {
    question.abort();
    question = new AbortController();
    const result = specFromForm(fields, ports.osOf(fields.node.trim()), say);
    if ('problems' in result) {
      send({ kind: 'checked', problems: result.problems, preview: '', tone: 'none' });
      return null;
    }
    void preview(result.spec, waitMs, question.signal).catch(failed);
    return result.spec;
  }

  async function preview(spec: JobSpec, waitMs: number, signal: AbortSignal): Promise<void> {
    const { client } = connection;
    if (client === null) {
      const preview = say('Where it would go is shown once an orchestrator is connected.');
      return send({ kind: 'checked', problems: {}, preview, tone: 'none' });
    }
    await realTiming.delay(waitMs, signal);
    if (signal.aborted) return;
    const { verdict, summary } = await client.jobs.preview(spec);
    if (signal.aborted) return;
    const tone = verdict === 'would_place' || verdict === 'placed' ? 'good' : verdict === 'never' ? 'never' : 'waits';
    send({ kind: 'checked', problems: {}, preview: summary, tone });
  }

  async function copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    send({ kind: 'done', message: say('Copied') });
  }

  async function onMessage(received: unknown): Promise<void> {
    const message = formMessageFrom(received);
    if (message === null) return session.log.warn('The form sent what is no message of it');
    if (message.kind === 'clear') ports.draft.write(emptyForm);
    if (message.kind === 'ready' || message.kind === 'clear') {
      const fields = await ports.draft.read();
      send({ kind: 'fill', fields });
      check(fields, 0);
      return;
    }
    ports.draft.write(message.fields);
    const spec = check(message.fields, message.kind === 'changed' ? quietMs.key : 0);
    if (message.kind === 'changed') return;
    if (spec === null) return send({ kind: 'failed', message: say('Some fields are wrong.') });
    if (message.kind === 'copyCli') return copy(ports.cliLine(spec));
    if (message.kind === 'copyYaml') return copy(writeJobFile(spec));
    if (!vscode.workspace.isTrusted) return send({ kind: 'failed', message: say('This workspace is not trusted.') });
    const client = await session.client();
    if (client === null) return;
    await ports.submit(client, spec);
    send({ kind: 'done', message: say('{0} was submitted', spec.name) });
  }

  function open(opened: vscode.WebviewPanel): void {
    panel?.dispose();
    panel = opened;
    const { webview } = opened;
    const root = vscode.Uri.joinPath(ports.extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    webview.onDidReceiveMessage((received: unknown) => void onMessage(received).catch(failed));
    opened.onDidDispose(() => {
      if (panel === opened) panel = null;
    });
    const script = webview.asWebviewUri(vscode.Uri.joinPath(root, 'submit-form.js')).toString();
    const nonce = crypto.randomUUID().replaceAll('-', '');
    const { language } = vscode.env;
    webview.html = formPage({ nonce, source: webview.cspSource, script, title: opened.title, language }, say);
    connection.need();
  }

  /** A node that joins, a job that ends: where it would go may be another place now. */
  function askAgain(): void {
    if (panel?.visible !== true) return;
    void ports.draft.read().then((fields) => check(fields, quietMs.cluster), failed);
  }
  session.own({ dispose: store.onChange(askAgain) });
  session.own({ dispose: connection.onChange(askAgain) });

  session.command('orchion.submitForm', () => {
    if (panel !== null) return panel.reveal();
    open(vscode.window.createWebviewPanel(viewType, say('Submit a Job'), vscode.ViewColumn.Active));
  });
  session.own(
    vscode.window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(restored) {
        open(restored);
      },
    }),
  );
}
