/** The plan of a file, beside it: a page that is written anew whenever the plan is. */
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { planPage } from '../common/plan-page.ts';
import type { Foresight } from './foresight.ts';
import { runFileOf } from './pipeline-source.ts';
import type { PipelineRuns } from './run-pipeline.ts';

const scheme = 'orchion-plan';

/** Answers how it is opened: of a file, or of the one in the editor. */
export function registerPlan(
  session: Session,
  { foresight, runs }: { readonly foresight: Foresight; readonly runs: Pick<PipelineRuns, 'documentOf'> },
): (file: unknown) => Promise<void> {
  const { say, store } = session;
  const changed = new vscode.EventEmitter<vscode.Uri>();
  session.own(changed);
  /** By the page: whose plan it is, looked at for as long as the page is open. */
  const shown = new Map<string, { readonly document: vscode.TextDocument; readonly end: vscode.Disposable }>();

  session.own(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent(uri) {
        const document = shown.get(uri.toString())?.document;
        // Restored by the editor after a reload: nobody has asked for that plan in this window.
        if (document === undefined) return say('Open the plan again from its pipeline.');
        const file = runFileOf(document.uri);
        return planPage(
          { ...foresight.of(document), file, nodes: store.nodes.size, at: session.clock(Date.now()) },
          say,
        );
      },
    }),
  );
  session.own(
    foresight.onChange(() => {
      for (const uri of shown.keys()) changed.fire(vscode.Uri.parse(uri));
    }),
  );
  session.own(
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      shown.get(uri.toString())?.end.dispose();
      shown.delete(uri.toString());
    }),
  );

  return async (file) => {
    const document = await runs.documentOf(file);
    if (document === null || (await session.client()) === null) return;
    const uri = vscode.Uri.from({ scheme, path: `${document.uri.path}.plan.md`, query: document.uri.toString() });
    if (!shown.has(uri.toString())) shown.set(uri.toString(), { document, end: foresight.follow(document) });
    changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  };
}
