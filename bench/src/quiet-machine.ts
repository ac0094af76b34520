/** Waits for a machine that has nothing else to do, but not for ever: what it was then is part of the result. */
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const sampleMs = 250;
/** Less than this counts as quiet. */
const busyMax = 0.15;

/** Answers the busy part of all cores in the last sample, 0 to 1. */
export async function untilQuiet(waitMsMax: number): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const busy = await busyFraction();
    if (busy < busyMax || performance.now() - startedAt >= waitMsMax) return busy;
  }
}

async function busyFraction(): Promise<number> {
  const before = times();
  await delay(sampleMs);
  const after = times();
  const all = after.all - before.all;
  return all <= 0 ? 0 : 1 - (after.idle - before.idle) / all;
}

function times(): { readonly all: number; readonly idle: number } {
  let all = 0;
  let idle = 0;
  for (const cpu of cpus()) {
    for (const ms of Object.values(cpu.times)) all += ms;
    idle += cpu.times.idle;
  }
  return { all, idle };
}
