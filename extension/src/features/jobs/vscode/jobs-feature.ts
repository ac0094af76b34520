/** The Jobs view, its history, and what can be done to a job. */
import { isEndedJob, trustId, type JobSpec } from '@orchion/domain';
import type { ExplanationSeen, JobSeen, NodeSeen, OrchionClient } from '@orchion/client';
import { writeJobFile } from '@orchion/schemas';
import * as vscode from 'vscode';
import { jobStateWord, nodeNameOf } from '../../../cluster/job-words.ts';
import type { OwnJobs } from '../../../cluster/own-jobs.ts';
import { pageWith, turned, turnOf, type Page } from '../../../cluster/pages.ts';
import { noRows, siblingsMax } from '../../../cluster/tree-rows.ts';
import type { Session } from '../../../editor/session.ts';
import { createShownTree, type ShownTree } from '../../../editor/tree-view.ts';
import { cliLineOf } from '../common/cli-line.ts';
import { finishedPage, firstPageOf, jobRows, type JobRows } from '../common/job-rows.ts';

interface JobActions {
  /** Registers a command on the jobs that it is called on, or on one that is picked. */
  readonly on: (id: string, run: (client: OrchionClient, jobs: readonly JobSeen[]) => Promise<void>) => void;
}

/** Jobs of a list to pick one from. */
const pickedMax = 1000;

export interface JobsFeature extends JobActions {
  readonly tree: ShownTree;
  readonly cliLine: (spec: JobSpec) => string;
}

/** What another feature does for this one. */
interface JobsPorts {
  readonly revealNode: (node: NodeSeen) => Promise<void>;
  readonly ownJobs: OwnJobs;
}

export function registerJobsFeature(session: Session, { revealNode, ownJobs }: JobsPorts): JobsFeature {
  const { store, say, connection } = session;
  const tree = createShownTree('orchion.jobs');
  session.own(tree);
  /** Ended jobs beyond those that the watch holds. */
  const history = new Map<string, JobSeen>();
  const pages = new Map<string, Page>();
  let nextPage: string | null | undefined;
  /** Failures that nobody has looked at yet. */
  const unseen = new Set<string>();

  const pageNow = (list: string): Page => pages.get(list) ?? firstPageOf(list);
  const rowsNow = (): JobRows =>
    jobRows(store.jobs, history, { pages, hasOlder: typeof nextPage === 'string', clock: session.clock }, say);
  const refresh = (): void => {
    tree.show(() => (store.hasSnapshot ? rowsNow() : noRows));
    const value = unseen.size;
    const tooltip = value === 1 ? say('1 job failed') : say('{0} jobs failed', value);
    tree.view.badge = value === 0 ? undefined : { value, tooltip };
  };
  session.own({ dispose: store.onChange(refresh) });
  session.own({
    dispose: store.onEnded((job) => {
      if (job.state === 'failed' && !tree.view.visible) unseen.add(job.id);
    }),
  });
  session.own(
    tree.view.onDidChangeVisibility(({ visible }) => {
      if (!visible) return;
      unseen.clear();
      refresh();
    }),
  );
  session.own({
    dispose: connection.onChange(({ kind }) => {
      if (kind === 'connected') return;
      history.clear();
      nextPage = undefined;
      pages.clear();
    }),
  });

  async function chosen(args: readonly unknown[]): Promise<readonly JobSeen[]> {
    const [one, many] = args;
    const ids = Array.isArray(many) ? (many as readonly unknown[]) : one === undefined ? [] : [one];
    const jobs = ids.flatMap((id) => {
      const jobId = typeof id === 'string' ? (id.split(' ').at(-1) ?? '') : '';
      return store.jobs.get(jobId) ?? history.get(jobId) ?? [];
    });
    if (jobs.length > 0) return jobs;
    const items = [...store.jobs.values()]
      .sort((a, b) => b.sequence - a.sequence)
      .slice(0, pickedMax)
      .map((job) => ({ label: job.spec.name, description: jobStateWord(job.state, say), detail: job.message, job }));
    const picked = await vscode.window.showQuickPick(items, { title: say('Which job?') });
    return picked === undefined ? [] : [picked.job];
  }

  const on: JobActions['on'] = (id, run) => {
    session.command(id, async (...args) => {
      const client = await session.client();
      if (client === null) return;
      const jobs = await chosen(args);
      if (jobs.length > 0) await run(client, jobs);
    });
  };

  on('orchion.jobs.cancel', async (client, jobs) => {
    const live = jobs.filter((job) => !isEndedJob(job.state));
    const cancel = say('Cancel Jobs');
    const question = say('Cancel {0} jobs?', live.length);
    if (live.length > 1 && (await vscode.window.showWarningMessage(question, { modal: true }, cancel)) !== cancel)
      return;
    for (const job of live) await client.jobs.cancel(job.id);
  });
  on('orchion.jobs.retry', async (client, jobs) => {
    // Whose job it ever was: whoever starts it again wants to hear how it ends.
    for (const job of jobs) ownJobs.add((await client.jobs.retry(job.id)).id, 'told');
  });
  on('orchion.jobs.why', async (client, jobs) => {
    const [job] = jobs;
    if (job !== undefined) await showExplanation(session, job, await client.jobs.explain(job.id));
  });
  const copy = async (text: string): Promise<void> => {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(`$(check) ${say('Copied')}`, 3000);
  };
  // The watch leaves the environment out: the whole jobs are asked for.
  const specsOf = (client: OrchionClient, jobs: readonly JobSeen[]): Promise<readonly JobSpec[]> =>
    Promise.all(jobs.map(async (job) => (await client.jobs.get(job.id)).spec));
  on('orchion.jobs.copyCli', async (client, jobs) => copy((await specsOf(client, jobs)).map(cliLineOf).join('\n')));
  on('orchion.jobs.copyYaml', async (client, jobs) =>
    copy((await specsOf(client, jobs)).map(writeJobFile).join('---\n')),
  );
  on('orchion.jobs.copyId', async (_client, jobs) => copy(jobs.map((job) => job.id).join('\n')));
  on('orchion.jobs.revealNode', async (_client, jobs) => {
    const [job] = jobs;
    if (job === undefined) return;
    const node = store.nodes.get(job.attempts.at(-1)?.nodeId ?? '');
    if (node !== undefined) return revealNode(node);
    const name = nodeNameOf(job);
    const why = name === '' ? say('This job has no node yet.') : say('{0} is no node of the cluster any more.', name);
    void vscode.window.showInformationMessage(why);
  });
  on('orchion.jobs.reveal', async (_client, jobs) => {
    const [job] = jobs;
    if (job === undefined) return;
    const id = `job ${job.id}`;
    const rows = rowsNow();
    const list = rows.parent(id) ?? '';
    const index = rows.list(list)?.indexOf(id) ?? -1;
    if (index === -1) return;
    pages.set(list, pageWith(pageNow(list), index));
    refresh();
    await tree.reveal(id);
  });

  session.command('orchion.jobs.more', async (id) => {
    const turn = turnOf(String(id));
    if (turn === null) return;
    const isFinished = turn.list === 'group finished';
    pages.set(turn.list, turned(pageNow(turn.list), turn.turn, isFinished ? finishedPage : siblingsMax));
    const known = rowsNow().list('group finished')?.length ?? 0;
    const isKnown = !isFinished || known >= pageNow(turn.list).to;
    if (!isKnown && nextPage !== null && connection.client !== null) {
      const page = await connection.client.jobs.list({
        states: ['succeeded', 'failed', 'cancelled'],
        pageSize: finishedPage,
        ...(nextPage === undefined ? {} : { pageToken: nextPage }),
      });
      for (const job of page.jobs) history.set(trustId('job', job.id), job);
      nextPage = page.nextPageToken;
    }
    refresh();
  });
  return { tree, on, cliLine: cliLineOf };
}

/** Every node with its reason, best first; the summary above them. */
async function showExplanation({ say }: Session, job: JobSeen, explanation: ExplanationSeen): Promise<void> {
  const icons = { fits: '$(pass)', not_now: '$(clock)', never: '$(circle-slash)' };
  const items = explanation.nodes.map(({ nodeName, verdict }) => ({
    label: `${icons[verdict.kind]} ${nodeName}`,
    detail: verdict.kind === 'fits' ? say('fits') : verdict.reason.message,
  }));
  const where = nodeNameOf(job);
  if (items.length === 0) items.push({ label: `$(info) ${explanation.summary}`, detail: where });
  await vscode.window.showQuickPick(items, { title: say('Why: {0}', job.spec.name), placeHolder: explanation.summary });
}
