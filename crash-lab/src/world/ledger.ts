/** What the commands themselves wrote down: when each attempt really started, ran and ended. */
import { readFileSync } from 'node:fs';

export interface AttemptOnLedger {
  readonly jobId: string;
  readonly number: number;
  /** Seconds since boot of each start: one, if all is well. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The last sign of life. */
  readonly last: number;
}

/** By `job/number`. */
export function readLedger(file: string): ReadonlyMap<string, AttemptOnLedger> {
  const attempts = new Map<string, { jobId: string; number: number; starts: number[]; ends: number[]; last: number }>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const [what, jobId = '', number = '', uptime = ''] = line.split(' ');
    const name = `${jobId}/${number}`;
    const attempt = attempts.get(name) ?? { jobId, number: Number(number), starts: [], ends: [], last: 0 };
    attempts.set(name, attempt);
    attempt.last = Number(uptime);
    if (what === 'S') attempt.starts.push(attempt.last);
    if (what === 'E') attempt.ends.push(attempt.last);
  }
  return attempts;
}
