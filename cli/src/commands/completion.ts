/** `orchion completion`: a script that teaches a shell the command line. */
import type { CommandRun } from '../command.ts';
import { completionScript, type Shell } from '../completion-script.ts';

export const completion: CommandRun<object> = async ({ output, args, program }) => {
  // The choices of the argument are exactly the shells.
  await output.write(completionScript(program, args[0] as Shell));
  return 0;
};
