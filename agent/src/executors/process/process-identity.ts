/**
 * Who a process is. A pid alone says nothing: after a reboot, or once numbers wrap, it is somebody else's. Boot id, pid and
 * start time together never come back, and nothing here is ever signalled without all three.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { uptime } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  /** Linux: field 22 of /proc/PID/stat, clock ticks since boot. Elsewhere: what `ps -o lstart` prints. */
  readonly start: string;
  readonly bootId: string;
}

export interface ProcessStat {
  readonly pid: number;
  readonly state: string;
  readonly session: number;
  readonly start: string;
}

/** Linux gives USER_HZ to programs as 100 on every architecture that Node runs on. */
export const clockTicksPerSecond = 100;

const hasProc = process.platform === 'linux';

/** The machine's boot: the same until it restarts. */
export function readBootId(): string {
  if (hasProc) return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  if (process.platform === 'darwin') {
    return execFileSync('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'latin1' }).trim();
  }
  // Windows has no boot id that is cheap to read: the minute of the boot is as good, give or take a clock step.
  return `boot-${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
}

/** Null: there is no such process. */
export function statOf(pid: number): ProcessStat | null {
  if (!hasProc) return statByPs(pid);
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
  // The name in field 2 may hold anything: what follows the last bracket is counted.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid, state: fields[0] ?? '', session: Number(fields[3]), start: fields[19] ?? '' };
}

/** True while exactly this process lives; a zombie no longer does. */
export function isAlive(identity: ProcessIdentity, bootId: string): boolean {
  if (identity.bootId !== bootId && hasProc) return false;
  const stat = statOf(identity.pid);
  return stat !== null && stat.start === identity.start && stat.state !== 'Z' && stat.state !== 'X';
}

/** Every process of a session. Empty where the system does not tell. */
export function processesOfSession(session: number): readonly ProcessStat[] {
  if (!hasProc) return [];
  const found: ProcessStat[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = statOf(Number(entry));
    if (stat !== null && stat.session === session && stat.state !== 'Z') found.push(stat);
  }
  return found;
}

function statByPs(pid: number): ProcessStat | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  // Windows tells no start time cheaply: the supervisor's pid is all there is, and docs say that this is weaker.
  if (process.platform === 'win32') return { pid, state: 'R', session: pid, start: 'unknown' };
  try {
    const text = execFileSync('ps', ['-o', 'lstart=,state=', '-p', String(pid)], { encoding: 'latin1' });
    const match = /^(.*\d{4}) +(\S+)\s*$/.exec(text);
    const start = `${match?.[1] ?? ''}\n`.replaceAll(/ +/g, '_').trimEnd();
    return { pid, state: (match?.[2] ?? '').charAt(0), session: pid, start };
  } catch {
    return null;
  }
}
