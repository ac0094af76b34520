/** Ends a process that is proven to be ours: politely, and by force only when it does not listen. */
import type { World } from '../world.ts';
import { provenAlive, type ProcessRecord } from './record.ts';

/** Orchestrator and agents write everything down as they go, so even the kill loses nothing but time. */
const politeMs = 15_000;
const lookMs = 50;

/** Answers whether it was there to be stopped. Resolves when it is gone. */
export async function stopProcess(world: World, record: ProcessRecord | null): Promise<boolean> {
  if (record === null || !(await provenAlive(record))) return false;
  signal(record.pid, 'SIGTERM');
  if (await goneWithin(world, record, politeMs)) return true;
  if (await provenAlive(record)) signal(record.pid, 'SIGKILL');
  await goneWithin(world, record, politeMs);
  return true;
}

export async function goneWithin(world: World, record: ProcessRecord, ms: number): Promise<boolean> {
  const until = world.now() + ms;
  while (await provenAlive(record)) {
    if (world.now() >= until) return false;
    await world.delay(lookMs);
  }
  return true;
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It went away in between, which is what is wanted.
  }
}
