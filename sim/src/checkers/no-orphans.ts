/** When all work has ended, no command is left running on any machine. */
import { attemptName } from '@orchion/domain';
import type { Command } from '../command.ts';
import type { CreateReferee } from '../referee.ts';

export const noOrphans: CreateReferee = ({ fail }) => {
  const commands: Command[] = [];
  return {
    commandStarted: (command) => void commands.push(command),
    atEnd() {
      const left = commands.find(({ process }) => process.isAlive);
      if (left !== undefined)
        fail(`${attemptName(left.folder.ref)} still runs on ${left.machine.name}, and nobody wants it`);
    },
  };
};
