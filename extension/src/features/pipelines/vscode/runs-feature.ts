/** The view of pipelines: the workspace's files, runs with their steps, and what can be done with each. */
import type { OrchionClient, RunDetailSeen, RunSeen } from '@orchion/client';
import { isEndedRun, parseId, type RerunScope, type RunId, type StepRun } from '@orchion/domain';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import type { TextDocuments } from '../../../editor/text-documents.ts';
import { createShownTree, type ShownTree } from '../../../editor/tree-view.ts';
import { runRows, runsPage } from '../common/run-rows.ts';
import { stepsInOrder } from '../common/run-steps.ts';
import { runStateWord, runTitle } from '../common/run-words.ts';
import type { PipelineFiles } from './pipeline-files.ts';

/** What a row of the tree stands for. */
type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'run'; readonly runId: RunId }
  | { readonly kind: 'step'; readonly runId: RunId; readonly stepKey: string };

export function registerRunsFeature(session: Session, texts: TextDocuments, files: PipelineFiles): ShownTree {
  const { store, connection, say, clock } = session;
  const tree = createShownTree('orchion.pipelines');
  session.own(tree);
  /** Runs that the watch does not hold any more, asked for page by page. */
  const history = new Map<string, RunSeen>();
  /** Each run that was opened, asked for once: the order of its steps, and those that had ended before. */
  const details = new Map<string, RunDetailSeen>();
  const asked = new Set<string>();
  let nextPage: string | null | undefined;
  let runsShown = runsPage;

  session.own(files.onChange(() => refresh()));

  function ask(runId: string): void {
    const { client } = connection;
    const id = parseId('run', runId);
    if (client === null || id === null || asked.has(runId)) return;
    asked.add(runId);
    client.runs.get(id).then(
      (detail) => {
        details.set(runId, detail);
        refresh();
      },
      // Asked again when it is opened again; meanwhile the watch's steps are shown.
      () => asked.delete(runId),
    );
  }

  function refresh(): void {
    const ordered = new Map<string, readonly StepRun[] | undefined>();
    const stepsOf = (runId: string): readonly StepRun[] | undefined => {
      if (!ordered.has(runId)) ordered.set(runId, stepsInOrder(store.steps.get(runId), details.get(runId)));
      ask(runId);
      return ordered.get(runId);
    };
    tree.show(() => {
      const runs = new Map<string, RunSeen>([...history, ...store.runs]);
      const hasOlder = store.hasSnapshot && nextPage !== null && runs.size >= runsPage;
      return runRows({ files: files.rows, runs, stepsOf, jobs: store.jobs, runsShown, hasOlder, clock }, say);
    });
  }

  session.own({ dispose: store.onChange(refresh) });
  session.own({
    dispose: connection.onChange(({ kind }) => {
      if (kind === 'connected') return;
      for (const known of [history, details, asked]) known.clear();
      nextPage = undefined;
      runsShown = runsPage;
    }),
  });
  const onVisible = (): void => {
    if (tree.view.visible) void files.need();
  };
  session.own(tree.view.onDidChangeVisibility(onVisible));
  onVisible();

  function targetOf(argument: unknown): Target | null {
    if (typeof argument !== 'string') return null;
    const [kind, first = ''] = argument.split(' ');
    if (kind === 'file') return { kind, path: argument.slice('file '.length) };
    const runId = parseId('run', first);
    if (runId === null) return null;
    if (kind === 'run') return { kind, runId };
    return kind === 'step' || kind === 'cells'
      ? { kind: 'step', runId, stepKey: argument.slice(kind.length + first.length + 2) }
      : null;
  }

  /** The run that a command was called on; from the palette, the one that is picked. */
  async function chosenRun(argument: unknown, fits: (run: RunSeen) => boolean): Promise<RunId | null> {
    const target = targetOf(argument);
    if (target !== null && target.kind !== 'file') return target.runId;
    const items = [...store.runs.values()]
      .filter((run) => run.parent === null && fits(run))
      .sort((a, b) => b.number - a.number)
      .slice(0, runsPage)
      .map((run) => ({
        label: runTitle(run, say),
        description: runStateWord(run.status.state, say),
        detail: run.status.message,
        run,
      }));
    if (items.length === 0) {
      void vscode.window.showInformationMessage(say('There is no such run.'));
      return null;
    }
    return (await vscode.window.showQuickPick(items, { title: say('Which run?') }))?.run.id ?? null;
  }

  function onRun(
    id: string,
    fits: (run: RunSeen) => boolean,
    act: (client: OrchionClient, runId: RunId) => Promise<void>,
  ): void {
    session.command(id, async (argument) => {
      const client = await session.client();
      const runId = client === null ? null : await chosenRun(argument, fits);
      if (client !== null && runId !== null) await act(client, runId);
    });
  }

  const isEnded = ({ status }: RunSeen): boolean => isEndedRun(status.state);
  const isAnything = (): boolean => true;

  async function rerun(client: OrchionClient, runId: RunId, scope: RerunScope): Promise<void> {
    const { run } = await client.runs.rerun({ runId, scope });
    vscode.window.setStatusBarMessage(`$(check) ${say('Run {0} started', run.number)}`, 5000);
  }

  onRun(
    'orchion.runs.cancel',
    (run) => !isEnded(run),
    async (client, runId) => {
      await client.runs.cancel(runId);
    },
  );
  onRun('orchion.runs.rerun', isEnded, (client, runId) => rerun(client, runId, { kind: 'all' }));
  onRun(
    'orchion.runs.rerunFailed',
    ({ status }) => status.state === 'failed' || status.state === 'cancelled',
    (client, runId) => rerun(client, runId, { kind: 'failed' }),
  );
  onRun('orchion.runs.openSource', isAnything, async (client, runId) => {
    const { run } = await client.runs.get(runId);
    const file = run.file.split('/').at(-1) ?? run.file;
    await texts.open(`${say('run {0}', run.number)}/${file}`, run.details?.source.text ?? '');
  });
  onRun('orchion.runs.copyId', isAnything, async (_client, runId) => {
    await vscode.env.clipboard.writeText(runId);
    vscode.window.setStatusBarMessage(`$(check) ${say('Copied')}`, 3000);
  });

  const onStep = (id: string, scopeOf: (stepKey: string, stepId: string) => RerunScope): void =>
    session.command(id, async (argument) => {
      const target = targetOf(argument);
      const client = target?.kind === 'step' ? await session.client() : null;
      if (target?.kind !== 'step' || client === null) return;
      await rerun(client, target.runId, scopeOf(target.stepKey, target.stepKey.replace(/\[\d+\]$/, '')));
    });
  onStep('orchion.runs.rerunFrom', (_stepKey, stepId) => ({ kind: 'from', stepId }));
  onStep('orchion.runs.rerunOnly', (stepKey) => ({ kind: 'only', stepKey }));

  session.command('orchion.runs.openStep', async (argument) => {
    const target = targetOf(argument);
    if (target?.kind !== 'step') return;
    const step = stepsInOrder(store.steps.get(target.runId), details.get(target.runId))?.find(
      ({ key }) => key === target.stepKey,
    );
    const jobId = step?.jobId ?? null;
    if (jobId === null) {
      void vscode.window.showInformationMessage(say('This step has no log yet.'));
      return;
    }
    await vscode.commands.executeCommand('orchion.jobs.follow', `job ${jobId}`);
  });

  session.command('orchion.pipelines.create', async () => {
    const content =
      // eslint-disable-next-line orchion/said-words -- a pipeline file
      'apiVersion: orchion/v1\nkind: Pipeline\nname: hello\n\nsteps:\n  greet:\n    run: echo "hello from $ORCHION_NODE"\n';
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'orchion-pipeline', content }),
    );
  });
  session.command('orchion.pipelines.open', async (argument) => {
    const target = targetOf(argument);
    const uri = target?.kind === 'file' ? files.uriOf(target.path) : null;
    if (uri !== null) await vscode.window.showTextDocument(uri);
  });
  session.command('orchion.pipelines.runFile', async (argument) => {
    const target = targetOf(argument);
    const uri = target?.kind === 'file' ? files.uriOf(target.path) : null;
    if (uri === null) return;
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('orchion.pipelines.run', uri);
  });

  session.command('orchion.runs.more', async () => {
    runsShown += runsPage;
    if (store.runs.size + history.size < runsShown && nextPage !== null && connection.client !== null) {
      const page = await connection.client.runs.list({
        pageSize: runsPage,
        ...(nextPage === undefined ? {} : { pageToken: nextPage }),
      });
      for (const run of page.runs) history.set(run.id, run);
      nextPage = page.nextPageToken;
    }
    refresh();
  });

  return tree;
}
