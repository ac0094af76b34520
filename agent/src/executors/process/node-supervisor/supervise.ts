/**
 * One attempt's supervisor in Node, for systems without a POSIX shell: the same files, records and lines as the shell's. Knows
 * exactly how the command ended, so nothing is guessed here.
 */
import { spawn } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { constants, uptime } from 'node:os';
import { basename, join } from 'node:path';
import type { CommandPlan } from '../command-file.ts';
import { readBootId, statOf } from '../process-identity.ts';

const leaseCheckEveryMs = 250;

/** `args`: the attempt's directory, and the lease file where the command may not outlive the lease. */
export async function supervise([dir = '', leaseFile = '']: readonly string[]): Promise<void> {
  const name = basename(dir);
  const bootId = readBootId();
  let isHeard = true;
  process.stdout.on('error', () => {
    isHeard = false;
  });
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  // The claim: an agent that made this file first knows that the command will never start.
  try {
    writeRecord(join(dir, 'record'), `supervisor ${process.pid} ${startOf(process.pid)} ${bootId}`, 'wx');
  } catch {
    return;
  }
  // Written by the agent, for us.
  const plan = JSON.parse(readFileSync(join(dir, 'command'), 'utf8')) as CommandPlan;
  const [out, err] = ['stdout', 'stderr'].map((stream) => openSync(join(dir, stream), 'a', 0o600));
  const command = spawn(plan.file, plan.args, {
    cwd: plan.cwd,
    env: plan.env,
    detached: true,
    stdio: ['ignore', out, err],
    windowsHide: true,
  });
  const pid = command.pid;
  const ended = new Promise<{ readonly status: number; readonly signal: string }>((resolve) => {
    command.on('error', () => resolve({ status: 126, signal: '-' }));
    command.on('exit', (code, signal) => {
      const number = signal === null ? null : constants.signals[signal];
      resolve(number === null ? { status: code ?? 0, signal: '-' } : { status: 128 + number, signal: String(number) });
    });
  });
  if (pid !== undefined) {
    writeRecord(join(dir, 'record'), `started ${pid} ${startOf(pid)} ${bootId}`, 'a');
    process.stdout.write(`started ${name} ${pid} ${startOf(pid)}\n`);
  }
  let leasePassed = false;
  const watchdog =
    leaseFile === '' || pid === undefined
      ? null
      : setInterval(() => {
          const until = deadlineOf(leaseFile);
          if (until === null || uptime() * 100 < until) return;
          leasePassed = true;
          killAll(pid);
        }, leaseCheckEveryMs);
  const { status, signal } = await ended;
  if (watchdog !== null) clearInterval(watchdog);
  const how = `${status} ${leasePassed ? 'lease' : signal} ${uptime().toFixed(2)}`;
  // Node gives no error for a pipe that broke before: the record is made durable whether anyone hears of it or not.
  writeRecord(join(dir, 'record'), `exited ${how}`, 'a');
  if (isHeard) process.stdout.write(`exited ${name} ${how}\n`);
}

function writeRecord(path: string, text: string, flag: 'a' | 'wx'): void {
  const file = openSync(path, flag, 0o600);
  try {
    writeSync(file, `${text} .\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function startOf(pid: number): string {
  return statOf(pid)?.start ?? 'unknown';
}

function deadlineOf(leaseFile: string): number | null {
  try {
    const match = /^(\d+) \.\n/.exec(readFileSync(leaseFile, 'latin1'));
    return match === null ? null : Number(match[1]);
  } catch {
    return null;
  }
}

function killAll(pid: number): void {
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}
