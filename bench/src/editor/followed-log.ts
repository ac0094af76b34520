/**
 * A job that writes 50,000 lines a second, followed in a window: how long extension host and window stand still, and which
 * part of the lines is left out. Beside it the same window with nothing to do, and the limit: the same lines written into a
 * place of the editor's by an extension that leaves nothing out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openOrchion, row } from '@orchion/editor-harness';
import { jobSpec } from '../cluster.ts';
import type { Build, Contestant, Figures, Setting, Workload } from '../workload.ts';
import { openBenchWindow, type BenchWindow, type Windows } from './window.ts';

type Place = 'terminal' | 'output';

const line = 'step 0042 loss 1.2345 tokens/s 18400 lr 3.0e-4';
const last = 'the-end-of-the-flood';
const drawnMsMax = 120_000;
const calmMs = 2_000;
const places: readonly { readonly place: Place; readonly name: string; readonly command: string }[] = [
  { place: 'terminal', name: 'a terminal', command: 'orchion.jobs.followInTerminal' },
  { place: 'output', name: 'an output channel', command: 'orchion.jobs.followInOutput' },
];

export function followedLogs(setting: Setting, windows: Windows): readonly Workload[] {
  const linesPerSecond = setting.quick ? 2_000 : 50_000;
  const seconds = setting.quick ? 1 : 5;
  const windowOf = (build: Build): Promise<BenchWindow> =>
    windows.of('logs', build.name, async () => {
      const opened = await openBenchWindow({
        build,
        profileDir: setting.profileDir,
        prepare: (home) => void home.cli('up', '--detach'),
      });
      await openOrchion(opened.code.page);
      await row(opened.code.page, /^Node local, ready/).waitFor();
      return opened;
    });
  const [first] = setting.builds;
  if (first === undefined) return [];

  return places.map(({ place, name, command }): Workload => {
    const flood = { linesPerSecond, seconds, place, command };
    const contestants: Contestant[] = setting.builds.map((build) => ({
      name: build.name,
      role: 'orchion',
      run: async () => follow(await windowOf(build), flood),
    }));
    return {
      name: `${linesPerSecond} lines a second, followed in ${name}`,
      unit: 'ms; % of the lines',
      better: 'lower',
      contestants: [
        ...contestants,
        {
          name: 'all lines, written by an extension',
          role: 'limit',
          run: async () => write(await windowOf(first), flood),
        },
        { name: 'the window, idle', role: 'rival', run: async () => idle(await windowOf(first), seconds) },
      ],
    };
  });
}

interface Flood {
  readonly linesPerSecond: number;
  readonly seconds: number;
  readonly place: Place;
  readonly command: string;
}

let runs = 0;

async function follow(window: BenchWindow, flood: Flood): Promise<Figures> {
  const { page } = window.code;
  runs += 1;
  const name = `flood-${runs}`;
  const program = programOf(flood);
  const { job } = await window.client.jobs.submit({
    spec: { ...jobSpec([process.execPath, '-e', program], 2), name },
  });
  await row(page, new RegExp(`^Job ${name}, running`)).waitFor({ timeout: drawnMsMax });
  let behindMs = 0;
  const stalls = await window.stallsDuring(async () => {
    await window.ask('command', { id: flood.command, args: [`job ${job.id}`] });
    await untilEnded(window, job.id);
    behindMs = await untilDrawn(window, flood.place, /── succeeded/);
  });
  const { shown, saidLeftOut } = await counted(window, flood.place, name);
  const written = flood.linesPerSecond * flood.seconds;
  // The view may leave lines out, and must say so to the last one.
  if (shown + saidLeftOut !== written) {
    throw new Error(`${written} lines were written, ${shown} shown and ${saidLeftOut} said to be left out`);
  }
  await putAway(window);
  return { ...named(stalls), 'the end is drawn after': behindMs, 'left out': (100 * saidLeftOut) / written };
}

/** In the time that a job would take, so that both write as fast. */
function programOf({ linesPerSecond, seconds }: Flood): string {
  return `
    const { writeSync } = require('node:fs');
    const all = ${linesPerSecond * seconds};
    let written = 0;
    setTimeout(() => {
      const begun = performance.now();
      const timer = setInterval(() => {
        const due = Math.min(all, Math.floor(((performance.now() - begun) / 1000) * ${linesPerSecond}));
        let text = '';
        for (; written < due; written++) text += written + ' ${line}\\n';
        writeSync(1, text);
        if (written < all) return;
        clearInterval(timer);
        writeSync(1, '${last}\\n');
      }, 20);
    }, 3000);`;
}

async function write(window: BenchWindow, flood: Flood): Promise<Figures> {
  let behindMs = 0;
  runs += 1;
  const stalls = await window.stallsDuring(async () => {
    await window.ask('write', { ...flood, name: `bare-${runs}`, line, last });
    behindMs = await untilDrawn(window, flood.place, new RegExp(last));
  });
  await putAway(window);
  return { ...named(stalls), 'the end is drawn after': behindMs };
}

async function idle(window: BenchWindow, seconds: number): Promise<Figures> {
  // What the one before left behind is cleared away meanwhile.
  await delay(calmMs);
  return named(await window.stallsDuring(() => delay(seconds * 1000)));
}

function named({ host, window }: { readonly host: number; readonly window: number }): Figures {
  return { 'extension host, longest stall': host, 'window, longest stall': window };
}

async function untilEnded({ client }: BenchWindow, jobId: Parameters<typeof client.jobs.get>[0]): Promise<void> {
  while ((await client.jobs.get(jobId)).endedAt === null) await delay(200);
}

/** Answers how long it took, ms. Asked seldom: reading the page is work for the window that is measured. */
async function untilDrawn({ code: { page } }: BenchWindow, place: Place, words: RegExp): Promise<number> {
  const rows = place === 'terminal' ? '.terminal-wrapper.active .xterm-rows' : '.part.panel .view-lines';
  const begun = performance.now();
  for (;;) {
    const text = await page.locator(rows).first().innerText();
    const ms = performance.now() - begun;
    if (words.test(text.replaceAll('\u00a0', ' '))) return ms;
    if (ms > drawnMsMax) throw new Error(`${words} is not drawn; what is there: ${text}`);
    await delay(100);
  }
}

/** What the place holds at the end. */
async function counted(
  window: BenchWindow,
  place: Place,
  name: string,
): Promise<{ readonly shown: number; readonly saidLeftOut: number }> {
  const text =
    place === 'terminal' ? (await window.ask<{ text: string }>('terminalText')).text : channelText(window, name);
  const said = [...text.matchAll(/── ([\d,]+) lines are left out/g)].map(([, count = '']) => count.replaceAll(',', ''));
  return {
    shown: text.split('\n').filter((one) => one.includes(line)).length,
    saidLeftOut: said.reduce((sum, count) => sum + Number(count), 0),
  };
}

/** The editor keeps a channel's text in a file. */
function channelText({ code }: BenchWindow, name: string): string {
  const logs = join(dirname(code.folder), 'user', 'logs');
  const file = readdirSync(logs, { recursive: true, encoding: 'utf8' }).find((path) => path.includes(`${name} `));
  if (file === undefined) throw new Error(`there is no file of the output channel of ${name} below ${logs}`);
  return readFileSync(join(logs, file), 'utf8');
}

/** Logs of the past would be drawn at every change of the panel, and their text takes memory. */
async function putAway(window: BenchWindow): Promise<void> {
  await window.ask('forget');
  for (const id of ['workbench.action.terminal.killAll', 'workbench.action.closePanel']) {
    await window.ask('command', { id, args: [] });
  }
}
