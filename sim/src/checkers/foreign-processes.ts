/** No process is ever signalled that is not one of our commands, whatever pid it has. */
import type { CreateReferee } from '../referee.ts';

export const foreignProcesses: CreateReferee = ({ fail }) => ({
  foreignSignalled(machine, process, signal) {
    fail(`${signal} was sent to pid ${process.pid} on ${machine.name}, which is somebody else's`);
  },
});
