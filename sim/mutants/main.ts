/**
 * `npm run sim:mutants` plants each bug in turn and runs seeds until a referee sees it. One that survives all seeds fails:
 * the simulation is blind there. `--quick` leaves the rare ones out. `--only TEXT` takes the bugs whose name contains it.
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
    quick: { type: 'boolean', default: false },
  },
});

const startedAt = performance.now();
const chosen = mutants.filter(({ name, isRare }) => name.includes(values.only) && !(values.quick && isRare === true));
const survivors: string[] = [];
for (const mutant of chosen) {
  const { line, isCaught } = await hunt(mutant, { seeds: Number(values.seeds), hours: Number(values.hours) });
  console.log(line);
  if (!isCaught) survivors.push(mutant.name);
}
// What is left out must still fit the code.
for (const mutant of mutants) if (!chosen.includes(mutant)) await bundleSimulation(mutant);
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(`${chosen.length - survivors.length} of ${chosen.length} planted bugs were caught, in ${seconds} s`);
for (const name of survivors) console.log(`not caught: ${name}`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function hunt(
  mutant: Mutant,
  { seeds, hours }: { readonly seeds: number; readonly hours: number },
): Promise<{ readonly line: string; readonly isCaught: boolean }> {
  const { simulate } = await bundleSimulation(mutant);
  // Another referee may see a consequence first; the one that is meant has to see it too.
  let others = '';
  for (let seed = 1; seed <= seeds; seed++) {
    const { failure } = await simulate({ seed, hours, level: mutant.level ?? 'domain' });
    if (failure === null) continue;
    if (mutant.caughtBy.includes(failure.checker)) {
      const after = `caught after ${String(seed).padStart(3)} seeds by ${failure.checker}`;
      return { line: `${after}: ${mutant.name}`, isCaught: true };
    }
    others = `; seed ${seed} was seen by ${failure.checker}: ${failure.message.slice(0, 200)}`;
  }
  return { line: `survived ${seeds} seeds: ${mutant.name}${others}`, isCaught: false };
}
