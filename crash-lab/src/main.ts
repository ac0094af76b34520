/**
 * `npm run crash-lab -- --kills 200 --seed 7`: the real programs under load, with bad luck. Exit code 1: a promise was
 * broken; what is printed says which, and where to look. `--quick` is the short form for `npm test`, `--figures` keeps what
 * was measured for docs/promises.md.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDice } from './dice.ts';
import { figuresOf } from './figures.ts';
import { runFullDisk } from './full-disk.ts';
import { cutPower, type CutsOutcome } from './power/cuts.ts';
import { recordAll } from './power/recordings.ts';
import { runRounds } from './rounds.ts';
import { buildLibrary } from './world/bad-luck.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    minutes: { type: 'string' },
    cuts: { type: 'string' },
    seed: { type: 'string' },
    nodes: { type: 'string', default: '2' },
    quick: { type: 'boolean', default: false },
    figures: { type: 'boolean', default: false },
  },
});
/** A few in half a minute, or enough for a night's sleep. */
const size = values.quick ? { kills: 8, minutes: 0.5, cuts: 25 } : { kills: 200, minutes: 60, cuts: 500 };
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
const say = (line: string): void => console.log(line);
const scratch = mkdtempSync(join(tmpdir(), 'orchion-lab-tools-'));
try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** True: every promise was kept. */
async function run(): Promise<boolean> {
  say(`seed ${seed}`);
  const library = buildLibrary(scratch);
  if (library === null)
    say('not run: deaths and failures of an fsync, clock jumps, power cuts (they need Linux and gcc)');

  const rounds = await runRounds({
    seed,
    kills: Number(values.kills ?? size.kills),
    minutes: Number(values.minutes ?? size.minutes),
    nodes: Number(values.nodes),
    library,
    say,
    interrupted: interrupt.signal,
  });
  const fullDisk = await runFullDisk({ seed, scratch });
  if (fullDisk === null) say('not run: the full disk (it needs the right to mount one)');
  const powerCuts = library === null ? [] : await runPowerCuts(library);

  const violations = [rounds, fullDisk, ...powerCuts].flatMap((outcome) => outcome?.violations ?? []);
  const figures = figuresOf(seed, { rounds, fullDisk, powerCuts, violations });
  say(JSON.stringify(figures, null, 2));
  for (const violation of violations) say(`broken: ${violation}`);
  if (values.figures) keep(figures);
  return violations.length === 0;
}

async function runPowerCuts(library: string): Promise<readonly (CutsOutcome & { readonly name: string })[]> {
  const outcomes: (CutsOutcome & { readonly name: string })[] = [];
  for (const recorded of await recordAll({ seed, library, scratch })) {
    const dice = createDice(seed, recorded.name);
    const outcome = await cutPower(recorded, { cuts: Number(values.cuts ?? size.cuts), dice, scratch });
    outcomes.push({ name: recorded.name, ...outcome });
    say(`${outcome.cuts} power cuts of ${recorded.name}`);
  }
  return outcomes;
}

function keep(figures: unknown): void {
  const folder = join(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(figures, null, 2)}\n`);
}
