/**
 * The launcher for systems without a POSIX shell: one small Node process per attempt, with the same directory protocol. It
 * costs 42 MiB instead of 2 and starts slower, which is why it is only the second choice.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { letGo, readNotifications, type Launcher, type LauncherEvents, type LauncherSetting } from '../launcher.ts';

/** The program that `supervise` is given to: the bundle itself, or the source it was made of. */
const program = import.meta.url.endsWith('.ts')
  ? fileURLToPath(new URL('../../../main.ts', import.meta.url))
  : fileURLToPath(import.meta.url);

export function createNodeLauncher(setting: LauncherSetting, events: LauncherEvents): Launcher {
  let closed = false;
  return {
    // JSON, with all that a shell would have been told in its own words.
    commandFile: (_files, plan) => `${JSON.stringify(plan)}\n`,
    takesBlankRecords: false,
    start(files, _plan, how) {
      const { attemptsDir, leaseFile, environment } = setting;
      const supervisor = spawn(process.execPath, [program, 'supervise', files.path, how.leased ? leaseFile : ''], {
        detached: true,
        cwd: attemptsDir,
        env: { ...environment },
        stdio: ['ignore', 'pipe', 'ignore'],
        windowsHide: true,
      });
      supervisor.on('error', (error) => {
        if (!closed) events.died(error.message);
      });
      readNotifications(supervisor.stdout, events);
      letGo(supervisor);
    },
    close() {
      closed = true;
    },
  };
}
