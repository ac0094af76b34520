/**
 * `npm run sim:mutants` plants each bug in turn and runs seeds until a referee sees it. One that survives all seeds fails:
 * the simulation is blind there. `--only TEXT` takes the bugs whose name contains it.
 */
import { parseArgs } from 'node:util';
import { mutants } from './all-mutants.ts';
import { bundleSimulation } from './bundle-simulation.ts';
import type { Mutant } from './mutant.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    hours: { type: 'string', default: '0.1' },
    only: { type: 'string', default: '' },
  },
});

const startedAt = performance.now();
const chosen = mutants.filter(({ name }) => name.includes(values.only));
const survivors: string[] = [];
for (const mutant of chosen) {
  const { line, isCaught } = await hunt(mutant, { seeds: Number(values.seeds), hours: Number(values.hours) });
  console.log(line);
  if (!isCaught) survivors.push(mutant.name);
}
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(`${chosen.length - survivors.length} of ${chosen.length} planted bugs were caught, in ${seconds} s`);
for (const name of survivors) console.log(`not caught: ${name}`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function hunt(
  mutant: Mutant,
  { seeds, hours }: { readonly seeds: number; readonly hours: number },
): Promise<{ readonly line: string; readonly isCaught: boolean }> {
  const { simulate } = await bundleSimulation(mutant);
  for (let seed = 1; seed <= seeds; seed++) {
    const { failure } = await simulate({ seed, hours });
    if (failure === null) continue;
    if (mutant.caughtBy.includes(failure.checker)) {
      return {
        line: `caught after ${String(seed).padStart(3)} seeds by ${failure.checker}: ${mutant.name}`,
        isCaught: true,
      };
    }
    const seen = `${failure.checker}: ${failure.message.slice(0, 200)}`;
    return { line: `seed ${seed}: an unexpected referee saw "${mutant.name}": ${seen}`, isCaught: false };
  }
  return { line: `survived ${seeds} seeds: ${mutant.name}`, isCaught: false };
}
