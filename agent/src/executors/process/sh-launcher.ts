/** The launcher of POSIX systems: one small shell, started while the agent is small. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandFile, type ShellFeatures } from './command-file.ts';
import type { Launcher, LauncherEvents, LauncherSetting } from './launcher.ts';
import { keepLauncher } from './launcher-process.ts';
import { launcherScript } from './launcher-script.ts';

/** Ended supervisors stay zombies of the launcher until it looks; it looks this long after the last end. */
const reapAfterMs = 1_000;

/** `shell`: for tests; else bash where there is one, since it can give back signals that sh cannot, else sh. */
export function createShLauncher(
  setting: LauncherSetting,
  events: LauncherEvents,
  shell: string = firstProgram(['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash']) ?? '/bin/sh',
): Launcher {
  const features = shellFeatures(shell);
  const script = join(dirname(setting.attemptsDir), 'launcher.sh');
  // By rename: a launcher of an earlier agent may still be reading the old one.
  writeFileSync(`${script}.new`, launcherScript, { mode: 0o700 });
  renameSync(`${script}.new`, script);
  const launcher = keepLauncher(
    {
      program: shell,
      args: [script, setting.attemptsDir, setting.cgroupBase ?? '', setting.leaseFile, features.setsid ?? ''],
    },
    setting,
    {
      ...events,
      exited(name, fields) {
        reapSoon();
        events.exited(name, fields);
      },
    },
  );
  let reapTimer: NodeJS.Timeout | null = null;

  function reapSoon(): void {
    reapTimer ??= setTimeout(() => {
      reapTimer = null;
      launcher.write('reap\n');
    }, reapAfterMs).unref();
  }

  return {
    commandFile: (files, plan) => commandFile(files, plan, features),
    takesBlankRecords: false,
    start: (files, _plan, how) => launcher.write(`start ${files.name} ${how.leased ? 'leased' : 'plain'}\n`),
    close() {
      if (reapTimer !== null) clearTimeout(reapTimer);
      launcher.close();
    },
  };
}

function shellFeatures(shell: string): ShellFeatures {
  const env = firstProgram(['/usr/bin/env', '/bin/env']) ?? '/usr/bin/env';
  const setsid = firstProgram(['/usr/bin/setsid', '/bin/setsid']);
  const isBash = succeeds(shell, ['-c', '[ -n "$BASH_VERSION" ]']);
  const words = ['--default-signal=INT,QUIT'];
  const resetSignals = !isBash && succeeds(env, [...words, 'true']) ? words : [];
  return { setsid, env, resetSignals };
}

function succeeds(file: string, args: readonly string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function firstProgram(paths: readonly string[]): string | null {
  for (const path of paths) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // The next one.
    }
  }
  return null;
}
