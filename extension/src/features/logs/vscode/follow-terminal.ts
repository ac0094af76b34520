/** A job's log in a terminal of the editor, followed to its end through any number of cuts. */
import type { JobSeen, OrchionClient } from '@orchion/client';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { followJob } from '../common/follow-job.ts';
import { terminalPace } from '../common/log-outlet.ts';
import type { SafeText } from '../common/safe-text.ts';
import { createTerminalText } from '../common/terminal-text.ts';
import type { FollowPlace } from './follow-place.ts';

export interface FollowTerminals extends FollowPlace {
  jobOf(terminal: vscode.Terminal): JobSeen | undefined;
}

export function createFollowTerminals(
  session: Session,
  safeText: () => SafeText,
  onChange: () => void,
): FollowTerminals {
  const terminals = new Map<string, { readonly terminal: vscode.Terminal; readonly job: JobSeen }>();
  session.own(
    vscode.window.onDidCloseTerminal((closed) => {
      for (const [id, { terminal }] of terminals) if (terminal === closed) terminals.delete(id);
      onChange();
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
        onChange();
      }
      shown.terminal.show(true);
    },
    followed: () => [...terminals.keys()],
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
  let isOver = false;

  return {
    onDidWrite: wrote.event,
    onDidClose: closed.event,
    open() {
      const text = createTerminalText(say, safeText);
      followJob({
        client,
        job,
        text,
        pace: terminalPace,
        show: (piece) => wrote.fire(piece),
        signal: stop.signal,
      })
        // The terminal has shown it.
        .catch((error: unknown) => log.error(error instanceof Error ? error : String(error)))
        .finally(() => {
          isOver = true;
        });
    },
    close() {
      stop.abort();
      wrote.dispose();
      closed.dispose();
    },
    handleInput(typed) {
      // Ctrl+C stops following, as in a terminal; the job goes on. When it is over, Enter closes.
      if (typed === '\u0003') stop.abort();
      else if (isOver && typed === '\r') closed.fire();
    },
  };
}
