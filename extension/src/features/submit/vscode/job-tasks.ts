/**
 * Tasks of type `orchion`: a command of tasks.json runs on the fleet, its output in the task's terminal, its exit code the
 * task's. Ending the task cancels the job; a window that goes away does not.
 */
import { trustId, type JobSpec } from '@orchion/domain';
import { realTiming, type JobSeen, type OrchionClient } from '@orchion/client';
import * as vscode from 'vscode';
import type { OwnJobs } from '../../../cluster/own-jobs.ts';
import type { Session } from '../../../editor/session.ts';
import { exitCodeOfJob } from '../../../platform/exit-code.ts';
import { specFromTask } from '../common/task-definition.ts';

export interface TaskPorts {
  readonly memory: vscode.Memento;
  /** Follows into the terminal of the task; answers the job as it ended, null where the signal came first. */
  readonly followInto: (
    client: OrchionClient,
    job: JobSeen,
    to: { readonly show: (text: string) => void; readonly signal: AbortSignal },
  ) => Promise<JobSeen | null>;
  /** Shows the log of a job whose task is gone. */
  readonly follow: (client: OrchionClient, job: JobSeen) => void;
  readonly osOf: (node: string) => string;
  readonly ownJobs: OwnJobs;
}

const type = 'orchion';
// eslint-disable-next-line orchion/said-words -- a key
const memoryKey = 'task jobs';
/** As the shell says it: the definition is wrong, nobody could be asked, interrupted. */
const exitCodes = { wrong: 2, unreachable: 3, interrupted: 130 };
/** A window that goes away ends its terminals first: only what is still here after this long was ended by its user. */
const goneMs = 1500;
/** The editor takes a task that ends sooner for one that could not be started. A job takes longer; a refusal waits. */
const launchMs = 600;

export function registerJobTasks(session: Session, ports: TaskPorts): void {
  const { say, connection } = session;
  const end = new AbortController();
  session.own({ dispose: () => end.abort() });
  const live = new Set<string>();
  const remember = (): void => {
    if (!end.signal.aborted) void ports.memory.update(memoryKey, [...live]);
  };

  function openTask(definition: vscode.TaskDefinition, taskName: string): vscode.Pseudoterminal {
    const wrote = new vscode.EventEmitter<string>();
    const closed = new vscode.EventEmitter<number>();
    const stop = new AbortController();
    let running: { readonly client: OrchionClient; readonly job: JobSeen } | null = null;

    async function run(): Promise<number> {
      const fields: Readonly<Record<string, unknown>> = definition;
      const os = ports.osOf(typeof fields.node === 'string' ? fields.node : '');
      const made = specFromTask(fields, { taskName, os }, say);
      if ('problems' in made) {
        await realTiming.delay(launchMs, end.signal);
        for (const problem of made.problems) wrote.fire(`${problem}\r\n`);
        return exitCodes.wrong;
      }
      const client = vscode.workspace.isTrusted ? await session.client() : null;
      if (client === null) {
        wrote.fire(`${say('There is no orchestrator to run it.')}\r\n`);
        return exitCodes.unreachable;
      }
      const job = await submitted(client, made.spec);
      running = { client, job };
      ports.ownJobs.add(job.id, 'shown');
      live.add(job.id);
      remember();
      const ended = await ports.followInto(client, job, { show: (text) => wrote.fire(text), signal: stop.signal });
      if (ended === null) return exitCodes.interrupted;
      live.delete(job.id);
      remember();
      running = null;
      return exitCodeOfJob({ state: ended.state, end: ended.attempts.at(-1)?.end ?? null });
    }

    async function submitted(client: OrchionClient, spec: JobSpec): Promise<JobSeen> {
      const { job, warnings } = await client.jobs.submit({ spec });
      for (const warning of warnings) wrote.fire(`${warning}\r\n`);
      return job;
    }

    /** What the user's end of the task means for the job. Answers whether it is being cancelled. */
    async function onEndedByUser(): Promise<boolean> {
      if (running === null) return false;
      const { client, job } = running;
      const isCancelled = await meansCancel(definition, job);
      if (isCancelled) await client.jobs.cancel(job.id);
      live.delete(job.id);
      remember();
      return isCancelled;
    }

    async function meansCancel(task: vscode.TaskDefinition, job: JobSeen): Promise<boolean> {
      const fields: Readonly<Record<string, unknown>> = task;
      const setting = vscode.workspace.getConfiguration('orchion').get<string>('tasks.onTerminate', 'cancel');
      const means = typeof fields.onTerminate === 'string' ? fields.onTerminate : setting;
      if (means !== 'ask') return means === 'cancel';
      const cancel = say('Cancel Job');
      const question = say('The task has ended. Cancel its job {0}, too?', job.spec.name);
      return (await vscode.window.showWarningMessage(question, cancel, say('Let It Run'))) === cancel;
    }

    const failed = (error: unknown): void => session.log.error(error instanceof Error ? error : String(error));
    return {
      onDidWrite: wrote.event,
      onDidClose: closed.event,
      open() {
        run()
          .catch((error: unknown) => {
            failed(error);
            wrote.fire(`${error instanceof Error ? error.message : String(error)}\r\n`);
            return exitCodes.unreachable;
          })
          .then((code) => closed.fire(code), failed);
      },
      close() {
        stop.abort();
        void realTiming
          .delay(goneMs, end.signal)
          .then(() => (end.signal.aborted ? false : onEndedByUser()))
          .catch(failed);
      },
      handleInput(typed) {
        if (typed !== '\u0003') return;
        // A cancelled job is followed on to its end; one that goes on is not.
        onEndedByUser().then((isCancelled) => {
          if (!isCancelled) stop.abort();
        }, failed);
      },
    };
  }

  session.own(
    vscode.tasks.registerTaskProvider(type, {
      provideTasks: () => [],
      resolveTask(task) {
        const open = (resolved: vscode.TaskDefinition): Thenable<vscode.Pseudoterminal> =>
          Promise.resolve(openTask(resolved, task.name));
        const scope = task.scope ?? vscode.TaskScope.Workspace;
        return new vscode.Task(task.definition, scope, task.name, type, new vscode.CustomExecution(open));
      },
    }),
  );

  // A reload of the window ends the tasks, and not their jobs: those are followed on, also where they ended meanwhile.
  const before = ports.memory.get<readonly string[]>(memoryKey, []);
  if (before.length === 0) return;
  const off = connection.onChange(() => {
    const { client } = connection;
    if (client === null) return;
    off();
    remember();
    void comeBack(client, before);
  });
  session.own({ dispose: off });
  connection.need();

  async function comeBack(client: OrchionClient, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const job = await client.jobs.get(trustId('job', id)).catch(() => null);
      if (job !== null) ports.follow(client, job);
    }
  }
}
