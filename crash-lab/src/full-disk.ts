/**
 * The orchestrator's disk fills up under load: it goes on answering and taking results, refuses what is new, and takes up
 * work again by itself when there is room. A disk of its own (tmpfs), which only root may mount.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultSpec } from '@orchion/domain';
import { ClientError } from '@orchion/client';
import { checkLeftovers } from './checks/leftovers.ts';
import { checkResults } from './checks/results.ts';
import { checkStarts } from './checks/starts.ts';
import { checkStored } from './checks/stored.ts';
import { createDice } from './dice.ts';
import { createLab, type Lab } from './world/lab.ts';

export interface FullDiskOutcome {
  readonly violations: readonly string[];
  readonly refused: number;
  readonly jobsAcknowledged: number;
}

/** The database, its log, the ballast, and little more. */
const diskBytes = 24 * 1024 * 1024;
const fullMs = 4_000;
const finishMs = 120_000;

/** Null: nothing can be mounted here. */
export async function runFullDisk(plan: {
  readonly seed: number;
  readonly scratch: string;
}): Promise<FullDiskOutcome | null> {
  const disk = join(plan.scratch, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'orchion-lab', disk], { stdio: 'pipe' });
  } catch {
    return null;
  }
  try {
    return await runOn(disk, plan.seed);
  } finally {
    execFileSync('umount', [disk]);
  }
}

async function runOn(disk: string, seed: number): Promise<FullDiskOutcome> {
  const dataDir = join(disk, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const lab = await createLab({ dice: createDice(seed, 'full disk'), nodes: 1, library: null, dataDir });
  const violations: string[] = [];
  let refused = 0;
  try {
    await lab.heal();
    lab.load.start();
    await sleep(1_500);
    const filler = join(disk, 'filler');
    const until = performance.now() + fullMs;
    while (performance.now() < until) {
      // Whatever room is given up is taken away as well.
      fill(filler);
      refused += await submitsRefused(lab);
      await lab.client().jobs.list();
      await sleep(100);
    }
    rmSync(filler);
    if (lab.orchestrator.program.exit !== null) violations.push('the orchestrator ended when its disk was full');
    await lab.load.pause();
    const ended = await lab.load.finish(finishMs);
    // In this order: an attempt that is left no longer has delivered its log.
    violations.push(...lab.load.violations, ...(await checkLeftovers(lab)));
    violations.push(...(await checkResults(lab, ended)), ...checkStarts(lab));
    await lab.orchestrator.program.kill();
    violations.push(...checkStored(lab));
    return { violations, refused, jobsAcknowledged: lab.load.acknowledged.size };
  } finally {
    await lab.close({ keep: false });
  }
}

function fill(file: string): void {
  for (const piece of [1024 * 1024, 4096]) {
    const bytes = Buffer.alloc(piece, 1);
    for (;;) {
      try {
        appendFileSync(file, bytes);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        break;
      }
    }
  }
}

/** 1 where a new job is refused for want of room. */
async function submitsRefused(lab: Lab): Promise<number> {
  try {
    await lab.client().jobs.submit({ spec: defaultSpec(['true']) });
    return 0;
  } catch (error) {
    if (error instanceof ClientError && error.code === 'resource_exhausted') return 1;
    throw error;
  }
}
