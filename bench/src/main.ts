/**
 * `npm run bench -- [suite ...] [--rounds n] [--wait s] [--quick] [--beside DIR] [--profile DIR]`: runs the suites
 * beside their limits and rivals in the same run, and writes docs/performance.md and bench/results/. `--wait` bounds how long
 * a suite waits for a quiet machine. With `--quick` nothing is written: it says only
 * whether everything still runs. `--beside` (any number of times) adds another build of Orchion, `--profile` has the programs write CPU
 * profiles; what either measures is shown and not written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, type SuiteOutcome } from './measure.ts';
import { withMeasured, type Machine, type Results } from './page.ts';
import { controlPlane } from './suites/control-plane.ts';
import { editor } from './suites/editor.ts';
import { jobs } from './suites/jobs.ts';
import { language } from './suites/language.ts';
import { latency } from './suites/latency.ts';
import { logs } from './suites/logs.ts';
import { memory } from './suites/memory.ts';
import { pipelines } from './suites/pipelines.ts';
import { rpc } from './suites/rpc.ts';
import { scheduler } from './suites/scheduler.ts';
import { store } from './suites/store.ts';
import type { Build, Suite } from './workload.ts';

const root = resolve(import.meta.dirname, '..', '..');
const pageFile = join(root, 'docs', 'performance.md');
const resultsFile = join(root, 'bench', 'results', 'latest.json');
const suites: readonly Suite[] = [
  jobs,
  latency,
  logs,
  scheduler,
  pipelines,
  store,
  rpc,
  controlPlane,
  memory,
  editor,
  language,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    wait: { type: 'string', default: '60' },
    quick: { type: 'boolean', default: false },
    beside: { type: 'string', multiple: true, default: [] },
    profile: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !suites.some((suite) => suite.name === name));
const rounds = Number(values.quick ? 1 : values.rounds);
const waitSeconds = Number(values.wait);
if (unknown.length > 0 || !(waitSeconds >= 0) || !Number.isInteger(rounds) || rounds < 1) {
  console.error(
    `suites: ${suites.map(({ name }) => name).join(', ')}; --rounds takes a whole number from 1, --wait seconds`,
  );
  process.exit(2);
}

const others = values.beside.map((dir): Build => ({ name: `Orchion in ${dir}`, root: resolve(dir) }));
const builds: Build[] = [{ name: 'Orchion', root }, ...others];
const setting = {
  quick: values.quick,
  builds,
  profileDir: values.profile === undefined ? null : resolve(values.profile),
};
const pace = { rounds, quietWaitMs: values.quick ? 0 : waitSeconds * 1000, say: (text: string) => console.error(text) };
const measured: SuiteOutcome[] = [];
for (const suite of suites.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const outcome = await measure(suite, setting, pace);
  measured.push(outcome);
  for (const { name, unit, rows, absent } of outcome.workloads) {
    console.log(`\n${suite.name}: ${name} (${unit})`);
    for (const { contestant, figure, median, min, max, ofLimit } of rows) {
      const ratio = ofLimit === null ? '' : `, ${ofLimit.toFixed(2)} of the limit`;
      console.log(`  ${contestant}, ${figure}: ${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})${ratio}`);
    }
    for (const { name: rival, why } of absent) console.log(`  ${rival}: absent, ${why}`);
  }
}

const isToKeep = !values.quick && others.length === 0 && values.profile === undefined;
if (isToKeep) {
  const results: Results = { machine: machineOfNow(), suites: merged(measured) };
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(pageFile, withMeasured(readFileSync(pageFile, 'utf8'), results));
}
// Connections that are kept open for the next call would keep the process.
process.exit(0);

/** A run of one suite leaves the last figures of the others. */
function merged(fresh: readonly SuiteOutcome[]): readonly SuiteOutcome[] {
  // We wrote it ourselves; the page is made anew from it.
  const before = JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;
  return suites.flatMap(({ name }) => {
    const own = fresh.find((suite) => suite.name === name) ?? before.suites.find((suite) => suite.name === name);
    return own === undefined ? [] : [own];
  });
}

function machineOfNow(): Machine {
  const [first] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    cpu: first?.model.trim() ?? 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0] ?? ''}`,
    node: process.versions.node,
  };
}
