/**
 * Keeps one launcher process running: starts it anew when it dies, hands its lines on, and lets it end with the agent while
 * its supervisors go on.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { letGo, readNotifications, type LauncherEvents, type LauncherSetting } from './launcher.ts';

export interface LauncherProcess {
  /** To the launcher of this moment; one that is just dying loses it, which `died` tells. */
  write(request: string | Buffer): void;
  close(): void;
}

/** A launcher that dies at once is not started in a loop. */
const restartAfterMs = 200;

export function keepLauncher(
  command: { readonly program: string; readonly args: readonly string[] },
  setting: Pick<LauncherSetting, 'attemptsDir' | 'environment'>,
  events: LauncherEvents,
): LauncherProcess {
  let child = start();
  let closed = false;
  let waiting: (string | Buffer)[] = [];

  function start(): ChildProcess {
    const errors = openSync(join(dirname(setting.attemptsDir), 'launcher.err'), 'w', 0o600);
    const started = spawn(command.program, command.args, {
      // A session of its own: no terminal's Ctrl-C reaches supervisors.
      detached: true,
      cwd: '/',
      env: setting.environment,
      stdio: ['pipe', 'pipe', errors],
    });
    closeSync(errors);
    let over = false;
    const onDeath = (message: string): void => {
      if (over || closed) return;
      over = true;
      setTimeout(() => {
        if (closed) return;
        child = start();
        events.died(message);
      }, restartAfterMs);
    };
    started.on('error', (error) => onDeath(error.message));
    started.on('exit', (code, signal) => onDeath(`the launcher ended (${signal ?? `code ${code}`})`));
    // A write to a dead launcher: its exit tells the same.
    started.stdin?.on('error', () => undefined);
    if (started.stdout !== null) readNotifications(started.stdout, events);
    letGo(started);
    return started;
  }

  /** Requests of one turn are one write. */
  function flush(): void {
    const requests = waiting;
    waiting = [];
    if (closed) return;
    child.stdin?.write(
      Buffer.concat(requests.map((request) => (typeof request === 'string' ? Buffer.from(request) : request))),
    );
  }

  return {
    write(request) {
      if (waiting.push(request) === 1) queueMicrotask(flush);
    },
    close() {
      closed = true;
      // The end of its requests is the launcher's end; supervisors go on.
      child.stdin?.end();
      child.stdout?.destroy();
    },
  };
}
