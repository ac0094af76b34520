/** Whether the kernel ran out of memory: its own count of processes that it ended for that. */
import { readFileSync } from 'node:fs';

/** Reading costs 50 µs, which counts at hundreds of starts a second. */
const baselineMs = 200;
let baseline = { atMs: Number.NEGATIVE_INFINITY, count: 0 };

/** For a start: the count of at most 0.2 s ago. */
export function oomKillsBeforeStart(): number {
  const nowMs = performance.now();
  if (nowMs - baseline.atMs > baselineMs) baseline = { atMs: nowMs, count: oomKillsOfMachine() };
  return baseline.count;
}

/** Since boot, on the whole machine; 0 where the kernel does not count. */
export function oomKillsOfMachine(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
