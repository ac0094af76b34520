/** By the commands' own ledger: each attempt started once, and exclusive jobs never ran twice at the same time. */
import type { Lab } from '../world/lab.ts';
import { readLedger, type AttemptOnLedger } from '../world/ledger.ts';

/** After a machine wakes, what its supervisor needs to notice that its lease has passed, seconds; the promise is 0.25. */
const wakeSeconds = 1.5;
/** The clock of the ledger. */
const resolutionSeconds = 0.02;

export function checkStarts({ ledger, load, wakes }: Lab): readonly string[] {
  const problems: string[] = [];
  const attempts = readLedger(ledger);
  for (const [name, { starts, ends }] of attempts) {
    if (starts.length !== 1) problems.push(`${name} was started ${starts.length} times`);
    if (ends.length > 1) problems.push(`${name} ended ${ends.length} times`);
  }
  const exclusive = new Set<string>(
    [...load.acknowledged.values()].filter(({ job }) => job.kind === 'exclusive').map(({ jobId }) => jobId),
  );
  const byJob = Map.groupBy(attempts.values(), ({ jobId }) => jobId);
  for (const [jobId, own] of byJob) {
    if (!exclusive.has(jobId)) continue;
    const inOrder = own.toSorted((a, b) => a.number - b.number);
    for (const [i, later] of inOrder.entries()) {
      for (const earlier of inOrder.slice(0, i)) {
        if (overlap(earlier, later, wakes)) {
          problems.push(
            `${jobId} is exclusive: ${earlier.number} ran until ${earlier.last}, ${later.number} began before`,
          );
        }
      }
    }
  }
  return problems;
}

function overlap(earlier: AttemptOnLedger, later: AttemptOnLedger, wakes: readonly number[]): boolean {
  const begin = later.starts[0];
  if (begin === undefined || earlier.last <= begin + resolutionSeconds) return false;
  return !wakes.some((wake) => begin <= wake && earlier.last <= wake + wakeSeconds);
}
