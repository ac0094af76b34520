/**
 * `npm run soak -- --minutes 10`: the real orchestrator with a thousand agents that run nothing and some real ones, under
 * three times as many submits as it can place. Nothing acknowledged may be lost, memory and descriptors have bounds, and
 * half a minute after the flood an urgent job has run. `--hours 8` for a night: then something also breaks every minute.
 * `--figures` keeps what was measured for docs/promises.md. Exit code 1: something of that does not hold.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createConnectLink } from '@orchion/agent';
import { defaultSpec } from '@orchion/domain';
import { createDice } from '../dice.ts';
import { incidents } from '../incidents.ts';
import { createLab, type Lab } from '../world/lab.ts';
import { createFlood } from './flood.ts';
import { coresOfLight, createLightAgent, type LightAgent } from './light-agent.ts';
import { createMeter } from './meter.ts';
import type { SoakFigures } from './soak-figures.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    hours: { type: 'string' },
    simulated: { type: 'string', default: '1000' },
    real: { type: 'string', default: '4' },
    /** Jobs that the simulated nodes can run to their end in a second. */
    capacity: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    figures: { type: 'boolean', default: false },
  },
});

const overload = 3;
const lookEveryMs = 2_000;
const incidentEveryMs = 60_000;
const recoveryMsMax = 30_000;
/** What the collector does not give back at once; a leak of a job or a session each time is far above. */
const slopeMiBPerMinuteMax = 20;

const minutes = values.hours === undefined ? Number(values.minutes) : Number(values.hours) * 60;
const [simulated, capacity] = [Number(values.simulated), Number(values.capacity)];
const dice = createDice(Number(values.seed), 'soak');
const lab = await createLab({ dice, nodes: Math.max(1, Number(values.real)), library: null });
let keep = true;
try {
  const figures = await run(lab);
  console.log(JSON.stringify(figures, null, 2));
  for (const problem of figures.problems) console.log(`broken: ${problem}`);
  if (values.figures) store(figures);
  process.exitCode = figures.problems.length === 0 ? 0 : 1;
  keep = figures.problems.length > 0;
} finally {
  await lab.close({ keep });
}

async function run(on: Lab): Promise<SoakFigures> {
  const { orchestrator, dataDir, dir } = on;
  const client = () => on.client();
  await on.heal();
  const agents = startLightAgents(dataDir, join(dir, 'orchestrator.sock'));
  await until(async () => (await client().nodes.list()).length >= simulated, 120_000);
  const meter = createMeter(() => (orchestrator.program.pid === 0 ? null : orchestrator.program.usage()));
  const flood = createFlood({ client, jobsPerSecond: overload * capacity });
  flood.start();
  let broken = 0;
  const endsAt = performance.now() + minutes * 60_000;
  let nextIncidentAt = values.hours === undefined ? Infinity : performance.now() + incidentEveryMs;
  while (performance.now() < endsAt) {
    await sleep(lookEveryMs);
    meter.look();
    if (performance.now() < nextIncidentAt) continue;
    nextIncidentAt = performance.now() + incidentEveryMs;
    const possible = incidents.filter(({ needsLibrary }) => needsLibrary !== true);
    const incident = possible[dice.whole(0, possible.length - 1)] ?? incidents[0];
    console.log(incident.name);
    const before = orchestrator.program.pid;
    await incident.run(lab, dice);
    await on.heal();
    if (orchestrator.program.pid !== before) meter.restart();
    broken++;
  }
  await flood.stop();
  const recoveryMs = await recovered(lab);
  const inTime = await until(async () => (await waiting(lab)) === 0, 180_000);
  const { counts: jobs } = await client().cluster.status();
  const known = Object.values(jobs).reduce((sum, count) => sum + count, 0) - 1;
  for (const agent of agents) agent.close();
  const inOrder = flood.answerMs.toSorted((a, b) => a - b);
  const at = (part: number): number => Math.round(inOrder[Math.floor((inOrder.length - 1) * part)] ?? 0);
  const figures = meter.figures();
  const lost = flood.acknowledged.length - known;
  const problems = [
    lost === 0 ? null : `${flood.acknowledged.length} jobs were acknowledged and ${known} are known`,
    inTime ? null : 'work has not ended three minutes after the flood',
    recoveryMs <= recoveryMsMax ? null : `an urgent job took ${Math.round(recoveryMs)} ms after the flood`,
    (figures.slopeMiBPerMinute ?? 0) <= slopeMiBPerMinuteMax
      ? null
      : `memory grows by ${figures.slopeMiBPerMinute} MiB a minute`,
  ];
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.versions.node}`,
    minutes,
    simulatedAgents: simulated,
    realAgents: lab.nodes.length,
    incidents: broken,
    jobsAcknowledged: flood.acknowledged.length,
    jobsLost: lost,
    jobsSucceeded: jobs.succeeded,
    submitMs: { median: at(0.5), p99: at(0.99) },
    recoveryMs: Math.round(recoveryMs),
    orchestrator: figures,
    problems: problems.filter((problem) => problem !== null),
  };
}

function startLightAgents(dataDir: string, socket: string): readonly LightAgent[] {
  const runMs = ((simulated * coresOfLight) / capacity) * 1_000;
  return Array.from({ length: simulated }, (_, i) => {
    const link = createConnectLink({
      endpoint: { kind: 'socket', path: socket },
      token: () => readFileSync(join(dataDir, 'agent-token'), 'utf8').trim(),
    });
    const name = `light-${i}`;
    const agent = createLightAgent({ name, link, dice: createDice(Number(values.seed), name), runMs });
    // Not all in one moment, as machines are switched on.
    setTimeout(() => agent.start(), i * 5);
    return agent;
  });
}

/** From the end of the flood until a job that was submitted then has run, ms. */
async function recovered(on: Lab): Promise<number> {
  const startedAt = performance.now();
  const spec = { ...defaultSpec(['true']), name: 'urgent', priority: 100 };
  const [jobId] = await on.client().jobs.submitAll([{ spec }]);
  if (jobId !== undefined) await until(async () => (await on.client().jobs.get(jobId)).endedAt !== null, 120_000);
  return performance.now() - startedAt;
}

async function waiting(on: Lab): Promise<number> {
  const { counts: jobs } = await on.client().cluster.status();
  return jobs.queued + jobs.running + jobs.unknown;
}

/** False: not within that time. */
async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const endsAt = performance.now() + withinMs;
  while (performance.now() < endsAt) {
    if (await isSo().catch(() => false)) return true;
    await sleep(250);
  }
  return false;
}

function store(figures: SoakFigures): void {
  const folder = join(import.meta.dirname, '../../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'soak.json'), `${JSON.stringify(figures, null, 2)}\n`);
}
