/**
 * Puts the window's parts together. Synchronous and without I/O: nothing is read, started or connected before a view or a
 * pipeline is shown, or a command is run.
 */
import { realTiming } from '@orchion/client';
import * as vscode from 'vscode';
import { createClusterStore } from './cluster/cluster-store.ts';
import { createConnection } from './cluster/connection.ts';
import type { Say } from './cluster/say.ts';
import { createJobEnds } from './editor/job-ends.ts';
import { createSession } from './editor/session.ts';
import { createSettings } from './editor/settings.ts';
import { createTextDocuments } from './editor/text-documents.ts';
import { registerConnectFeature } from './features/connect/vscode/connect-feature.ts';
import { viewMessage } from './features/connect/common/status-words.ts';
import { registerJobsFeature } from './features/jobs/vscode/jobs-feature.ts';
import { registerLogsFeature } from './features/logs/vscode/logs-feature.ts';
import { registerProgramLogs } from './features/logs/vscode/program-logs.ts';
import { registerNodesFeature } from './features/nodes/vscode/nodes-feature.ts';
import { registerRunsFeature } from './features/pipelines/vscode/runs-feature.ts';
import { createPipelineFiles } from './features/pipelines/vscode/pipeline-files.ts';
import { isPipelineShown } from './features/pipelines/vscode/pipeline-language.ts';
import { registerPipelinesFeature } from './features/pipelines/vscode/pipelines-feature.ts';
import { registerSubmitFeature } from './features/submit/vscode/submit-feature.ts';

/** The wire, the processes and the files: most of the code, loaded when it is needed. */
const reach = () => import('./platform/reach.ts');

/** The only place that asks the editor for a translation: everything else says its words through this. */
const say: Say = (message, ...values) => vscode.l10n.t(message, ...values);

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Orchion', { log: true });
  context.subscriptions.push(log);
  const settings = createSettings(context);
  const store = createClusterStore(realTiming);
  const shownViews = new Set<vscode.TreeView<string>>();
  const connection = createConnection(
    {
      isTrusted: () => vscode.workspace.isTrusted,
      isShown: () => shownViews.size > 0 || isPipelineShown(),
      look: async () => (await reach()).look(await settings.whereabouts(), say),
      start: async () => (await reach()).start(await settings.whereabouts(), say),
      failureOf: async (error) => {
        log.error(error instanceof Error ? error : String(error));
        return (await reach()).failureOf(error, say);
      },
      crashesFailure: async (times) => (await reach()).crashesFailure(await settings.whereabouts(), times, say),
      timing: realTiming,
      say,
      now: () => Date.now(),
    },
    store,
  );
  context.subscriptions.push(connection);
  const session = createSession({ context, connection, store, log, say });
  const texts = createTextDocuments();
  session.own(texts);

  const { version } = context.extension.packageJSON as { readonly version: string };
  const connect = registerConnectFeature(session, settings, version);
  const nodes = registerNodesFeature(session, texts);
  const ownJobs = createJobEnds(session, context.workspaceState);
  const jobs = registerJobsFeature(session, { revealNode: nodes.reveal, ownJobs });
  const logs = registerLogsFeature(session, context, jobs.on);
  registerProgramLogs(session, settings);
  const pipelineFiles = createPipelineFiles(log);
  session.own(pipelineFiles);
  const runs = registerRunsFeature(session, texts, pipelineFiles);
  registerPipelinesFeature(session, {
    extensionUri: context.extensionUri,
    pipelineFiles,
    storage: context.globalStorageUri,
    whereabouts: () => settings.whereabouts(),
  });
  registerSubmitFeature(session, {
    context,
    follow: logs.follow,
    followInto: logs.followInto,
    cliLine: jobs.cliLine,
    ownJobs,
  });

  for (const { view, name } of [
    { view: nodes.tree.view, name: 'nodes' },
    { view: jobs.tree.view, name: 'jobs' },
    { view: runs.view, name: 'pipelines' },
  ] as const) {
    const onVisible = (): void => {
      if (!view.visible) return void shownViews.delete(view);
      shownViews.add(view);
      connection.need();
      // Where the last look found nobody and nobody was looking any more.
      if (connection.state.kind === 'not_started') connection.lookAgain();
    };
    session.own(view.onDidChangeVisibility(onVisible));
    session.own({
      dispose: connection.onChange((state) => {
        const notice = name === 'nodes' ? connect.versionNotice() : '';
        view.message = [viewMessage(state, name, session.say), notice].filter((words) => words !== '').join(' ');
      }),
    });
    onVisible();
  }
  session.own(vscode.workspace.onDidGrantWorkspaceTrust(() => connection.lookAgain()));
}
