/** What is recorded, and how each is judged: the orchestrator under load, its log store, and an agent's journal. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFileJournal } from '@orchion/agent';
import { parseId, trustId } from '@orchion/domain';
import { openLogFiles, openSqliteStore } from '@orchion/orchestrator';
import { createDice } from '../dice.ts';
import { createLab } from '../world/lab.ts';
import { createProgram } from '../world/program.ts';
import type { Recorded } from './cuts.ts';
import { wrongPlace } from './printed.ts';

/** How long the orchestrator is recorded under load. */
const underLoadMs = 12_000;

export async function recordAll(plan: {
  readonly seed: number;
  readonly library: string;
  readonly scratch: string;
}): Promise<readonly Recorded[]> {
  return [await recordOrchestrator(plan), await recordWriter(plan, logs), await recordWriter(plan, journal)];
}

async function recordOrchestrator(plan: {
  readonly seed: number;
  readonly library: string;
  readonly scratch: string;
}): Promise<Recorded> {
  const root = join(plan.scratch, 'orchestrator');
  const file = join(plan.scratch, 'orchestrator.record');
  const dice = createDice(plan.seed, 'recorded');
  const lab = await createLab({ dice, nodes: 1, library: plan.library, dataDir: root, recordFile: file });
  try {
    await lab.heal();
    lab.load.start();
    await sleep(underLoadMs);
    await lab.orchestrator.program.kill();
    // Users who wait for an answer get one.
    await lab.heal();
    await lab.load.pause();
  } finally {
    await lab.close({ keep: false });
  }
  return { name: 'the orchestrator', file, root, judge: judgeOrchestrator };
}

/** Every job of which anybody was told is stored. */
async function judgeOrchestrator(dir: string, said: string): Promise<readonly string[]> {
  const path = join(dir, 'cluster.db');
  const told = new Set(said.match(/job-[0-9a-z]{12}/g) ?? []);
  if (!existsSync(path)) return told.size === 0 ? [] : ['there is no database'];
  const database = new DatabaseSync(path);
  const word = Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0];
  database.close();
  if (word !== 'ok') return [`the database is damaged: ${String(word)}`];
  const store = openSqliteStore({ path, idSource: createDice(1, 'ids'), ballastBytes: 0 });
  try {
    return [...told].flatMap((text) => {
      const id = parseId('job', text);
      return id === null || store.job(id) !== null ? [] : [`${text} was told of and is not stored`];
    });
  } finally {
    store.close();
  }
}

interface Writer {
  readonly name: string;
  readonly program: string;
  judge: Recorded['judge'];
}

async function recordWriter(
  plan: { readonly library: string; readonly scratch: string },
  { name, program, judge }: Writer,
): Promise<Recorded> {
  const root = join(plan.scratch, program);
  const file = join(plan.scratch, `${program}.record`);
  const writer = createProgram({
    name,
    file: join(import.meta.dirname, program),
    args: [root],
    env: { ...environment(), LD_PRELOAD: plan.library, LAB_RECORD: file, LAB_RECORD_DIR: root },
    logFile: join(plan.scratch, `${program}.log`),
  });
  await writer.start();
  await writer.ended();
  return { name, file, root, judge };
}

const logs: Writer = {
  name: 'the log store',
  program: 'log-writer.ts',
  async judge(dir, said) {
    const store = openLogFiles({ root: dir });
    const problems: string[] = [];
    for (const [jobId, promised] of lastWords(said)) {
      const ref = { jobId: trustId('job', jobId), number: 1 };
      const { stdout } = await store.durable(ref);
      if (stdout < promised)
        problems.push(`${jobId} was said to be durable up to ${promised}; ${stdout} bytes are there`);
      const cursor = { stdout: 0, stderr: 0 };
      const { chunks } = await store.read(ref, {
        cursor,
        stream: 'both',
        sinceAt: null,
        maxBytes: 2 ** 28,
        position: null,
      });
      for (const chunk of chunks) {
        const wrong = chunk.kind === 'gap' ? chunk.offset : wrongPlace(chunk.bytes, chunk.offset);
        if (wrong !== null) problems.push(`${jobId} is wrong at ${wrong}`);
      }
    }
    await store.close();
    return problems;
  },
};

/** The newest promise for each log. A last line that was torn says nothing. */
function lastWords(said: string): ReadonlyMap<string, number> {
  const lines = said.split('\n').slice(0, -1);
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

const journal: Writer = {
  name: 'the journal of an agent',
  program: 'journal-writer.ts',
  async judge(dir, said) {
    const promised = said.split('\n').slice(0, -1);
    const problems: string[] = [];
    const opened = await openFileJournal({
      stateDir: dir,
      random: createDice(2, 'other ids'),
      onFatal: (error) => problems.push(error.message),
    });
    const known = new Set(opened.recovered.map((record) => (record.kind === 'intent' ? record.lease : 0)));
    for (const line of promised) {
      const [kind, value = ''] = line.split(' ');
      if (kind === 'node' && value !== opened.nodeId) problems.push(`the node was ${value} and is ${opened.nodeId}`);
      if (kind === 'intent' && !known.has(Number(value))) problems.push(`the intent of ${value} is gone`);
    }
    if (opened.unreadable.length > 1) problems.push(`${opened.unreadable.length} lines are damaged`);
    await opened.close();
    return problems.slice(0, 3);
  },
};

function environment(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME };
}
