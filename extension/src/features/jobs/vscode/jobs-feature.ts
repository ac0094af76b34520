/** The Jobs view, its history, and what can be done to a job. */
import { isEndedJob, trustId, type JobSpec } from '@orchion/domain';
import type { ExplanationSeen, JobSeen, OrchionClient } from '@orchion/client';
import { writeJobFile } from '@orchion/schemas';
import * as vscode from 'vscode';
import { jobStateWord, nodeNameOf } from '../../../cluster/job-words.ts';
import type { OwnJobs } from '../../../cluster/own-jobs.ts';
import { noRows } from '../../../cluster/tree-rows.ts';
import type { Session } from '../../../editor/session.ts';
import { createShownTree, type ShownTree } from '../../../editor/tree-view.ts';
import { cliLineOf } from '../common/cli-line.ts';
import { finishedPage, jobRows } from '../common/job-rows.ts';

interface JobActions {
  /** Registers a command on the jobs that it is called on, or on one that is picked. */
  readonly on: (id: string, run: (client: OrchionClient, jobs: readonly JobSeen[]) => Promise<void>) => void;
}

export interface JobsFeature extends JobActions {
  readonly tree: ShownTree;
  readonly cliLine: (spec: JobSpec) => string;
}

export function registerJobsFeature(session: Session, nodes: ShownTree, ownJobs: OwnJobs): JobsFeature {
  const { store, say, connection } = session;
  const tree = createShownTree('orchion.jobs');
  session.own(tree);
  /** Ended jobs beyond those that the watch holds. */
  const history = new Map<string, JobSeen>();
  let finishedShown = finishedPage;
  let nextPage: string | null | undefined;
  /** Failures that nobody has looked at yet. */
  const unseen = new Set<string>();

  const refresh = (): void => {
    const options = { finishedShown, hasOlder: typeof nextPage === 'string', clock: session.clock };
    tree.show(store.hasSnapshot ? jobRows(store.jobs, history, options, say) : noRows);
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
      finishedShown = finishedPage;
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
      .slice(0, finishedPage)
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
    const node = store.nodes.get(jobs[0]?.attempts.at(-1)?.nodeId ?? '');
    if (node === undefined) void vscode.window.showInformationMessage(say('This job has no node yet.'));
    else await nodes.view.reveal(`node ${node.id}`, { select: true, focus: true });
  });

  session.command('orchion.jobs.more', async () => {
    finishedShown += finishedPage;
    const ended = [...store.jobs.values()].filter((job) => isEndedJob(job.state)).length + history.size;
    if (ended < finishedShown && nextPage !== null && connection.client !== null) {
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
