/** What of a failing seed's weather its failure needs: faults are taken away one kind at a time, as long as it still fails. */
import { simulate, type RunOptions } from './simulate.ts';
import { faultKinds, type FaultKind } from './swarm.ts';

export interface Shrunk {
  /** The fewest kinds of faults with which the same referee still whistles. */
  readonly faults: readonly FaultKind[];
  readonly message: string;
}

export async function shrink(
  options: Pick<RunOptions, 'seed' | 'hours' | 'level'>,
  failure: { readonly checker: string; readonly message: string },
): Promise<Shrunk> {
  const without = new Set<FaultKind>();
  let { message } = failure;
  let had: readonly FaultKind[] = [];
  const runWithout = async (gone: ReadonlySet<FaultKind>): Promise<string | null> => {
    const result = await simulate({
      ...options,
      adjust(swarm) {
        had = [...swarm.faults.keys()];
        return { ...swarm, faults: new Map([...swarm.faults].filter(([kind]) => !gone.has(kind))) };
      },
    });
    return result.failure?.checker === failure.checker ? result.failure.message : null;
  };
  for (const kind of faultKinds) {
    const seen = await runWithout(new Set([...without, kind]));
    if (seen === null) continue;
    without.add(kind);
    message = seen;
  }
  return { faults: had.filter((kind) => !without.has(kind)), message };
}
