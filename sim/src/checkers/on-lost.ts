/** A command whose job is to be held is not given up because its node is silent: while it runs, its job has not failed. */
import { attemptName } from '@orchion/domain';
import type { Command } from '../command.ts';
import type { CreateReferee } from '../referee.ts';

export const onLost: CreateReferee = ({ fail }) => {
  const commands = new Map<string, Command>();
  return {
    commandStarted: (command) => void commands.set(attemptName(command.folder.ref), command),
    committed(changes, disk) {
      // Who removes a node by force gives its work up.
      if (changes.some(({ kind }) => kind === 'node-delete')) return;
      for (const change of changes) {
        if (change.kind !== 'job-status' || change.status.outcome?.state !== 'failed') continue;
        const record = disk.jobs.get(change.jobId);
        const latest = record?.attempts.at(-1);
        if (record === undefined || latest === undefined || record.job.spec.onLost !== 'hold') continue;
        if (change.status.cancelRequestedAt !== null || latest.state !== 'lost') continue;
        if (commands.get(attemptName(latest))?.process.isAlive === true) {
          fail(`${change.jobId} is to be held and was given up (${latest.end?.message}) while its command runs`);
        }
      }
    },
  };
};
