/** Which processes of this machine belong to a node or to the lab, read from /proc. */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** Alive ones (no zombies) for which the test is true. */
function processesWhere(test: (pid: number) => boolean): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && test(pid) && !/^State:\s+[ZX]/m.test(read(`/proc/${pid}/status`)));
}

/** The agent of a state directory, its launcher, its supervisors, and the commands that run in its attempts' directories. */
export function processesOfNode(stateDir: string): readonly number[] {
  return processesWhere((pid) => read(`/proc/${pid}/cmdline`).includes(stateDir) || cwdOf(pid).startsWith(stateDir));
}

/** Commands of jobs (and what they started) that carry the mark in their environment. */
export function commandsMarked(mark: string): readonly number[] {
  return processesWhere((pid) => read(`/proc/${pid}/environ`).split('\0').includes(mark));
}

export function describeProcess(pid: number): string {
  return `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 120)}`;
}

/** Where cgroups of attempts may lie: `folder` below our own group of the v2 tree; null where there is none. */
export function cgroupFolder(folder: string): string | null {
  const line = read('/proc/self/mountinfo')
    .split('\n')
    .find((entry) => entry.includes(' - cgroup2 '));
  // The fifth field of an entry is where it is mounted.
  const mount = line?.split(' ')[4];
  const path = /^0::(\/.*)$/m.exec(read('/proc/self/cgroup'))?.[1];
  return mount === undefined || path === undefined ? null : `${mount}${path === '/' ? '' : path}/${folder}`;
}

function cwdOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** Empty where the process is gone, or another user's. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
