// Fails a test run that leaves processes behind. Every process that a test starts inherits a mark in its environment; at
// the end, whoever still carries it was forgotten. Linux only (it reads /proc); elsewhere it checks nothing.

import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const MARK = 'ORCHION_TEST_RUN';

// A process that was just told to end may need a moment; one that stays this long was forgotten.
const GRACE_MS = 3_000;

// Vitest's own: its forks, the process that watches over them (which ends after this check), and esbuild for them.
const RUNNER = / vitest-watchdog\b|\/vitest\/dist\/workers\/|\/esbuild --service/;

/** Called by vitest before the run; what it returns is called after. */
export default function markProcesses(): () => Promise<void> {
  const mark = `${MARK}=${randomUUID()}`;
  process.env[MARK] = mark.slice(MARK.length + 1);
  return async () => {
    const deadlineMs = performance.now() + GRACE_MS;
    let left = processesMarked(mark);
    while (left.length > 0 && performance.now() < deadlineMs) {
      await sleep(50);
      left = processesMarked(mark);
    }
    if (left.length > 0) throw new Error(`Tests left processes behind:\n${left.join('\n')}`);
  };
}

/** The processes with the mark, as `pid command line`, without the test runner's own. */
function processesMarked(mark: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(mark))
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`)
    .filter((line) => !RUNNER.test(line));
}

/** Empty when the process ended meanwhile or belongs to another user. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
