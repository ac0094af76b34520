/** Memory and descriptors of the processes come back to what they were when the lab was young. */
import type { Lab } from '../world/lab.ts';
import type { Usage } from '../world/program.ts';

/** Streams that are open at the moment of looking. */
const descriptorsMore = 24;
/** The collector's own judgement of when to give memory back. */
const bytesMore = 96 * 1024 * 1024;

export type UsageOf = ReadonlyMap<string, Usage>;

export function usageOf({ orchestrator, nodes }: Lab): UsageOf {
  return new Map([orchestrator, ...nodes].map(({ program }) => [program.name, program.usage()]));
}

export function checkUsage(before: UsageOf, now: UsageOf): readonly string[] {
  return [...now].flatMap(([name, usage]) => {
    const young = before.get(name) ?? usage;
    const problems: string[] = [];
    if (usage.descriptors > young.descriptors + descriptorsMore) {
      problems.push(`${name} has ${usage.descriptors} descriptors open; it had ${young.descriptors}`);
    }
    if (usage.rssBytes > young.rssBytes + bytesMore) {
      problems.push(`${name} has ${mebibytes(usage.rssBytes)} MiB of memory; it had ${mebibytes(young.rssBytes)}`);
    }
    return problems;
  });
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
