/**
 * `npm run sim -- --seeds 200 --hours 0.5` runs many seeds; `--seed N [--trace]` replays one and tells its story. Exit code
 * 1: a promise was broken; what is printed says which, by what it was seen, and how to see it again.
 */
import { parseArgs } from 'node:util';
import { shrink } from './shrink.ts';
import { simulate, type RunResult } from './simulate.ts';
import type { Level } from './ways.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    hours: { type: 'string', default: '0.5' },
    level: { type: 'string', default: 'domain' },
    trace: { type: 'boolean', default: false },
    'keep-going': { type: 'boolean', default: false },
  },
});

const hours = Number(values.hours);
const level = levelOf(values.level);
process.exitCode = values.seed === undefined ? await many() : await one(Number(values.seed));

async function one(seed: number): Promise<number> {
  const tell = (line: string): void => console.log(line);
  const result = await simulate({ seed, hours, level, ...(values.trace ? { tell } : {}) });
  if (result.failure !== null) {
    report(result);
    const { faults, message } = await shrink({ seed, hours, level }, result.failure);
    console.log(`it needs ${faults.length === 0 ? 'no fault at all' : faults.join(', ')}: ${message}`);
    return 1;
  }
  const minutes = Math.round(result.simulatedMs / 60_000);
  console.log(`seed ${seed}: every promise was kept over ${minutes} simulated minutes and ${result.jobs} jobs`);
  const again = await simulate({ seed, hours, level });
  if (again.traceHash === result.traceHash) return 0;
  console.log(`but the same seed twice gave two histories: ${result.traceHash} and ${again.traceHash}`);
  return 1;
}

async function many(): Promise<number> {
  const first = Number(values.from);
  const seeds = Number(values.seeds);
  const startedAt = performance.now();
  const sum = { jobs: 0, commands: 0, events: 0, hours: 0, failures: 0 };
  for (let seed = first; seed < first + seeds; seed++) {
    const result = await simulate({ seed, hours, level });
    sum.jobs += result.jobs;
    sum.commands += result.commandsStarted;
    sum.events += result.events;
    sum.hours += result.simulatedMs / 3_600_000;
    // Every now and then the same seed once more: it must be the same history.
    const again = seed % 50 === 0 ? await simulate({ seed, hours, level }) : result;
    if (again.traceHash !== result.traceHash) {
      console.log(`seed ${seed}: two histories from one seed: ${result.traceHash} and ${again.traceHash}`);
      return 1;
    }
    if (result.failure === null) continue;
    report(result);
    sum.failures++;
    if (!values['keep-going']) break;
  }
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log(
    `${seeds} seeds, ${sum.failures} failures: ${sum.hours.toFixed(1)} simulated hours, ${sum.jobs} jobs, ` +
      `${sum.commands} commands started, ${sum.events} events; ${Math.round(seeds / minutes)} seeds a minute`,
  );
  return sum.failures === 0 ? 0 : 1;
}

function levelOf(text: string): Level {
  if (text === 'domain' || text === 'wire') return text;
  throw new Error(`--level is domain or wire, not ${text}`);
}

function report({ seed, failure, last }: RunResult): void {
  if (failure === null) return;
  for (const line of last) console.log(line);
  console.log(`seed ${seed}: ${failure.checker}: ${failure.message}`);
  const how = level === 'wire' ? '--level wire ' : '';
  console.log(`again: npm run sim -- ${how}--seed ${seed} --hours ${hours} --trace`);
}
