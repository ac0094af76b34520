/** `orchion completion`: a script that teaches a shell the command line. */
import type { CommandRun } from '../command.ts';
import { completionScript, type Shell } from '../completion-script.ts';
import { createProgram } from '../program.ts';

export const completion: CommandRun<object> = async ({ output, args }) => {
  // The choices of the argument are exactly the shells.
  await output.write(
    completionScript(
      createProgram(async () => undefined),
      args[0] as Shell,
    ),
  );
  return 0;
};
