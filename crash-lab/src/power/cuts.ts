/**
 * Power cuts: the writes of a real process are recorded, the power fails at a random point of the recording, and the process's
 * own code opens what the disk would hold. Whatever had been said before must be there.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '../dice.ts';
import { diskAfterCut, restore } from './disk-after-cut.ts';
import { readRecording } from './recording.ts';

export interface Recorded {
  readonly name: string;
  readonly file: string;
  /** The folder below which writes were recorded. */
  readonly root: string;
  /** What is wrong with what is found again after the power failed, given what had been said before. */
  judge(dir: string, said: string): Promise<readonly string[]>;
}

export interface CutsOutcome {
  readonly cuts: number;
  readonly operations: number;
  readonly violations: readonly string[];
}

const problemsMax = 5;

export async function cutPower(
  recorded: Recorded,
  plan: { readonly cuts: number; readonly dice: Dice; readonly scratch: string },
): Promise<CutsOutcome> {
  const operations = readRecording(recorded.file);
  const violations: string[] = [];
  let cuts = 0;
  for (; cuts < plan.cuts && violations.length < problemsMax; cuts++) {
    const count = plan.dice.whole(0, operations.length);
    const cut = diskAfterCut(operations, count, plan.dice);
    const dir = mkdtempSync(join(plan.scratch, 'cut-'));
    mkdirSync(dir, { recursive: true });
    try {
      restore(cut, recorded.root, dir);
      const problems = await recorded.judge(dir, Buffer.concat(cut.said).toString('latin1'));
      violations.push(
        ...problems.map((problem) => `${recorded.name}, power cut after ${count} operations: ${problem}`),
      );
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }
  return { cuts, operations: operations.length, violations };
}
