/** A job's log in a terminal of the editor, followed to its end through any number of cuts. */
import { isEndedJob, startOfLog, trustId } from '@orchion/domain';
import { realTiming, type JobSeen, type OrchionClient } from '@orchion/client';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { createLogOutlet } from '../common/log-outlet.ts';
import type { SafeText } from '../common/safe-text.ts';
import { createTerminalText } from '../common/terminal-text.ts';

export interface FollowTerminals {
  /** Shows the job's terminal, a new one where it has none. */
  readonly show: (client: OrchionClient, job: JobSeen) => void;
  jobOf(terminal: vscode.Terminal): JobSeen | undefined;
}

export function createFollowTerminals(
  session: Session,
  safeText: () => SafeText,
  onChange: (jobs: readonly string[]) => void,
): FollowTerminals {
  const terminals = new Map<string, { readonly terminal: vscode.Terminal; readonly job: JobSeen }>();
  session.own(
    vscode.window.onDidCloseTerminal((closed) => {
      for (const [id, { terminal }] of terminals) if (terminal === closed) terminals.delete(id);
      onChange([...terminals.keys()]);
    }),
  );
  return {
    show(client, job) {
      let shown = terminals.get(job.id);
      if (shown === undefined) {
        const pty = createFollowPty(session, client, job, safeText);
        const name = session.say('{0} (log)', job.spec.name);
        const terminal = vscode.window.createTerminal({ name, pty, iconPath: new vscode.ThemeIcon('output') });
        shown = { terminal, job };
        terminals.set(job.id, shown);
        onChange([...terminals.keys()]);
      }
      shown.terminal.show(true);
    },
    jobOf: (terminal) => [...terminals.values()].find((one) => one.terminal === terminal)?.job,
  };
}

function createFollowPty(
  { say, log }: Session,
  client: OrchionClient,
  job: JobSeen,
  safeText: () => SafeText,
): vscode.Pseudoterminal {
  const wrote = new vscode.EventEmitter<string>();
  const closed = new vscode.EventEmitter<void>();
  const stop = new AbortController();
  const jobId = trustId('job', job.id);
  let isOver = false;

  async function follow(): Promise<void> {
    const text = createTerminalText(say, safeText);
    const outlet = createLogOutlet((piece) => wrote.fire(piece), realTiming, say);
    outlet.write(text.begin(job));
    try {
      const request = {
        jobId,
        attempt: null,
        stream: 'both',
        cursor: startOfLog,
        sinceAt: null,
        follow: true,
      } as const;
      for await (const event of client.logs.follow(request, stop.signal)) outlet.write(text.event(event));
      const seen = await client.jobs.get(jobId);
      if (isEndedJob(seen.state)) outlet.write(text.end(seen));
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      outlet.write(`\r\n── ${error instanceof Error ? error.message : String(error)}\r\n`);
    }
    await outlet.flush();
    isOver = true;
  }

  return {
    onDidWrite: wrote.event,
    onDidClose: closed.event,
    open: () => void follow(),
    close() {
      stop.abort();
      wrote.dispose();
      closed.dispose();
    },
    handleInput(typed) {
      // Ctrl+C stops following, as in a terminal; the job goes on. When it is over, any key closes.
      if (typed === '\u0003') stop.abort();
      else if (isOver && typed === '\r') closed.fire();
    },
  };
}
