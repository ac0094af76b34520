/** Full logs as read-only documents: a page of 10,000 lines at a time, with the ways to the others above and below. */
import { startOfLog, trustId } from '@orchion/domain';
import type { JobSeen, OrchionClient } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import type { LogFile } from '../../../platform/log-file.ts';
import { createLogLines } from '../common/log-lines.ts';
import type { SafeText } from '../common/safe-text.ts';

export const logScheme = 'orchion-log';

export interface LogDocuments {
  open(client: OrchionClient, job: JobSeen): Promise<void>;
  /** The job whose log the document is. */
  jobOf(uri: vscode.Uri): JobSeen | undefined;
}

interface Held {
  readonly job: JobSeen;
  readonly file: LogFile;
}

export function createLogDocuments(session: Session, folder: vscode.Uri, safeText: () => SafeText): LogDocuments {
  const { say } = session;
  const held = new Map<string, Held>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const heldOf = (uri: vscode.Uri): Held | undefined => held.get(uri.authority);

  session.own(changed);
  session.own(
    vscode.workspace.registerTextDocumentContentProvider(logScheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri) {
        const log = heldOf(uri);
        if (log === undefined) return say('This log is not held any more: open it again from the job.');
        const { readLogPage } = await import('../../../platform/log-file.ts');
        return readLogPage(log.file, pageOf(uri));
      },
    }),
  );
  session.own(
    vscode.languages.registerCodeLensProvider(
      { scheme: logScheme },
      {
        provideCodeLenses(document) {
          const log = heldOf(document.uri);
          if (log === undefined) return [];
          const page = pageOf(document.uri);
          const count = log.file.pages.length - 1;
          const top = new vscode.Range(0, 0, 0, 0);
          const last = Math.max(0, document.lineCount - 1);
          const to = (next: number, title: string, range: vscode.Range): vscode.CodeLens =>
            new vscode.CodeLens(range, { title, command: 'orchion.logs.page', arguments: [log.job.id, next] });
          const save = { title: say('Save the whole log ...'), command: 'orchion.logs.save', arguments: [log.job.id] };
          const lenses = [new vscode.CodeLens(top, save)];
          if (page > 0) lenses.unshift(to(page - 1, say('Previous page ({0} of {1})', page, count), top));
          if (page + 1 < count) {
            lenses.unshift(to(count - 1, say('Last page'), top));
            lenses.push(
              to(page + 1, say('Next page ({0} of {1})', page + 2, count), new vscode.Range(last, 0, last, 0)),
            );
          }
          return lenses;
        },
      },
    ),
  );

  async function show({ job, file }: Held, page: number): Promise<void> {
    const count = file.pages.length - 1;
    const name = job.spec.name.replace(/[^\w .-]/g, '_');
    const path = count === 1 ? `/${name}.log` : `/${name} (${page + 1} of ${count}).log`;
    const uri = vscode.Uri.from({ scheme: logScheme, authority: job.id, path, query: String(page) });
    changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
    await vscode.languages.setTextDocumentLanguage(document, 'log').then(undefined, () => undefined);
  }

  session.command('orchion.logs.page', async (jobId, page) => {
    const log = held.get(String(jobId));
    if (log !== undefined) await show(log, Number(page));
  });
  session.command('orchion.logs.save', async (jobId) => {
    const log = held.get(String(jobId));
    if (log === undefined) return;
    const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(`${log.job.spec.name}.log`) });
    if (target !== undefined)
      await vscode.workspace.fs.copy(vscode.Uri.file(log.file.path), target, { overwrite: true });
  });

  return {
    jobOf: (uri) => heldOf(uri)?.job,
    async open(client, job) {
      const title = say('Reading the log of {0}', job.spec.name);
      const location = vscode.ProgressLocation.Notification;
      const file = await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        const { writeLogFile } = await import('../../../platform/log-file.ts');
        return writeLogFile(folder.fsPath, `${job.id}.log`, linesOf(client, job, stop.signal), (bytes) => {
          progress.report({ message: formatBytes(bytes) });
        });
      });
      const log = { job, file };
      held.set(job.id, log);
      await show(log, 0);
    },
  };

  async function* linesOf(client: OrchionClient, job: JobSeen, signal: AbortSignal): AsyncIterable<readonly string[]> {
    const lines = createLogLines(say, safeText);
    const jobId = trustId('job', job.id);
    // Every attempt from the first one on, each as far as it is now.
    const { attempts } = await client.jobs.get(jobId, { signal });
    for (const { number } of attempts) {
      const request = {
        jobId,
        attempt: number,
        stream: 'both',
        cursor: startOfLog,
        sinceAt: null,
        follow: false,
      } as const;
      for await (const event of client.logs.follow(request, signal)) yield lines.event(event);
    }
    yield lines.end();
  }
}

function pageOf(uri: vscode.Uri): number {
  return Number.parseInt(uri.query, 10) || 0;
}
