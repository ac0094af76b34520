/** Tells the user how the jobs of this window ended, and the walkthrough that the first one did well. */
import type { JobSeen } from '@orchion/client';
import * as vscode from 'vscode';
import { jobStateWord } from '../cluster/job-words.ts';
import { createOwnJobs, type OwnJobs } from '../cluster/own-jobs.ts';
import type { Session } from './session.ts';

const key = 'ownJobs';

export function createJobEnds(session: Session, memory: vscode.Memento): OwnJobs {
  const { say, store } = session;
  const ownJobs = createOwnJobs({
    store,
    read: () => memory.get(key),
    keep: (jobs) => void memory.update(key, jobs),
  });
  session.own(ownJobs);

  async function tell(job: JobSeen): Promise<void> {
    const open = say('Open Log');
    const text = say('{0}: {1}', job.spec.name, job.message === '' ? jobStateWord(job.state, say) : job.message);
    const chosen = await (job.state === 'failed'
      ? vscode.window.showWarningMessage(text, open)
      : vscode.window.showInformationMessage(text, open));
    if (chosen === open) await vscode.commands.executeCommand('orchion.jobs.openLog', `job ${job.id}`);
  }

  ownJobs.onEnded((job, end) => {
    // The walkthrough's last step waits for it.
    if (job.state === 'succeeded') void vscode.commands.executeCommand('setContext', 'orchion.jobSucceeded', true);
    if (end === 'told') void tell(job);
  });
  return ownJobs;
}
