/** Whether the kernel ran out of memory: its own count of processes that it ended for that. */
import { readFileSync } from 'node:fs';

/** Since boot, on the whole machine; 0 where the kernel does not count. */
export function oomKillsOfMachine(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
