/** The launcher of POSIX systems: one small shell, started while the agent is small. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandFile, type ShellFeatures } from './command-file.ts';
import { letGo, readNotifications, type Launcher, type LauncherEvents, type LauncherSetting } from './launcher.ts';
import { launcherScript } from './launcher-script.ts';

/** Ended supervisors stay zombies of the launcher until it looks; it looks this long after the last end. */
const reapAfterMs = 1_000;
/** A launcher that dies at once is not started in a loop. */
const restartAfterMs = 200;

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
  let child = spawnLauncher();
  let closed = false;
  let reapTimer: NodeJS.Timeout | null = null;

  function spawnLauncher(): ChildProcess {
    const errors = openSync(join(dirname(setting.attemptsDir), 'launcher.err'), 'w', 0o600);
    const { attemptsDir, cgroupBase, leaseFile, environment } = setting;
    const started = spawn(shell, [script, attemptsDir, cgroupBase ?? '', leaseFile, features.setsid ?? ''], {
      // A session of its own: no terminal's Ctrl-C reaches supervisors.
      detached: true,
      cwd: '/',
      env: environment,
      stdio: ['pipe', 'pipe', errors],
    });
    closeSync(errors);
    let over = false;
    const onDeath = (message: string): void => {
      if (over || closed) return;
      over = true;
      setTimeout(() => {
        if (closed) return;
        child = spawnLauncher();
        events.died(message);
      }, restartAfterMs);
    };
    started.on('error', (error) => onDeath(error.message));
    started.on('exit', (code, signal) => onDeath(`the launcher ended (${signal ?? `code ${code}`})`));
    // A write to a dead launcher: its exit tells the same.
    started.stdin?.on('error', () => undefined);
    if (started.stdout !== null) {
      readNotifications(started.stdout, {
        ...events,
        exited(name, fields) {
          reapSoon();
          events.exited(name, fields);
        },
      });
    }
    letGo(started);
    return started;
  }

  function reapSoon(): void {
    reapTimer ??= setTimeout(() => {
      reapTimer = null;
      if (!closed) child.stdin?.write('reap\n');
    }, reapAfterMs).unref();
  }

  return {
    commandFile: (files, plan) => commandFile(files, plan, features),
    start(name, how) {
      child.stdin?.write(`start ${name} ${how.leased ? 'leased' : 'plain'}\n`);
    },
    close() {
      closed = true;
      if (reapTimer !== null) clearTimeout(reapTimer);
      // The end of its requests is the launcher's end; supervisors go on.
      child.stdin?.end();
      child.stdout?.destroy();
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
