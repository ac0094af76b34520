/** When all work has ended nothing is left: no command, no cgroup, no attempt's directory. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../world/lab.ts';
import { commandsMarked, describeProcess } from '../world/processes.ts';

/** What is to be forgotten waits for its log, and the kernel for its own. */
const settleMs = 60_000;

export async function checkLeftovers(lab: Lab): Promise<readonly string[]> {
  const deadlineMs = performance.now() + settleMs;
  for (;;) {
    const left = leftovers(lab);
    if (left.length === 0 || performance.now() > deadlineMs) return left;
    await sleep(200);
  }
}

function leftovers({ mark, nodes }: Lab): readonly string[] {
  const commands = commandsMarked(mark).map((pid) => `a command still runs: ${describeProcess(pid)}`);
  const traces = nodes.flatMap(({ name, stateDir, cgroups }) => [
    ...namesIn(join(stateDir, 'attempts')).map((attempt) => `${name} still keeps ${attempt}`),
    ...namesIn(cgroups).map((group) => `${name} still has the cgroup ${group}`),
  ]);
  return [...commands, ...traces];
}

function namesIn(folder: string | null): readonly string[] {
  if (folder === null || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
