// Puts the last measured figures of crash lab, soak and mutation testing, and what the planted bugs are, into docs/promises.md: between its two marks,
// below the folder given as argument. The rest of the page is written by hand.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Figures } from '../crash-lab/src/figures.ts';
import type { SoakFigures } from '../crash-lab/src/soak/soak-figures.ts';
import { mutants } from '../sim/mutants/all-mutants.ts';
import type { MutationScore } from './mutation-score.ts';

const root = dirname(import.meta.dirname);
const [, , page] = process.argv;
if (page === undefined) throw new Error('usage: promises-page.ts OUT/docs/promises.md');

const begin = '<!-- measured: begin (npm run generate) -->';
const end = '<!-- measured: end -->';
const text = readFileSync(join(root, 'docs/promises.md'), 'utf8');
const [before, rest] = text.split(begin);
const after = rest?.split(end)[1];
if (before === undefined || after === undefined) throw new Error('docs/promises.md has lost its marks');
mkdirSync(dirname(page), { recursive: true });
const whole = `${before}${begin}\n\n${[plantedBugs(), mutations(), measured(), soaked()].filter((part) => part !== '').join('\n\n')}\n\n${end}${after}`;
const style = await resolveConfig(join(root, 'docs/promises.md'));
writeFileSync(page, await format(whole, { ...style, parser: 'markdown' }));

function plantedBugs(): string {
  const list = mutants.map(({ name, caughtBy }) => `| ${name} | ${caughtBy.map((who) => `\`${who}\``).join(', ')} |`);
  return [
    `### ${mutants.length} planted bugs`,
    '',
    '| what the code does wrong | who must see it |',
    '| - | - |',
    ...list,
  ].join('\n');
}

function mutations(): string {
  const scores = read<readonly MutationScore[]>('docs/mutation-scores.json');
  if (scores === null) return '';
  return [
    '### Small changes of the pure cores that a test notices',
    '',
    '| package | what | changes | noticed | on |',
    '| - | - | -: | -: | - |',
    ...scores.map((one) => `| ${one.package} | ${one.what} | ${one.mutants} | ${one.noticed} | ${one.date} |`),
  ].join('\n');
}

function soaked(): string {
  const figures = read<SoakFigures>('crash-lab/results/soak.json');
  if (figures === null) return '';
  const { orchestrator: own, submitMs } = figures;
  const slope = own.slopeMiBPerMinute === null ? '' : `, ${own.slopeMiBPerMinute} MiB a minute in the second half`;
  return [
    '### Soak, last run',
    '',
    `${figures.date}, ${figures.machine}: **${figures.problems.length} problems** in ${figures.minutes} minutes at three times what the cluster can do.`,
    '',
    `- ${figures.simulatedAgents} simulated and ${figures.realAgents} real agents; ${figures.jobsAcknowledged} jobs acknowledged, ${figures.jobsLost} lost, ${figures.jobsSucceeded} run; what waited longer than its queue timeout was given up.`,
    `- A submit was answered after ${submitMs.median} ms (median; 99 of 100 within ${submitMs.p99} ms). After the flood an urgent job had run within ${figures.recoveryMs} ms.`,
    `- The orchestrator's memory: ${own.rssMiBFirst} MiB at first, ${own.rssMiBMost} at most, ${own.rssMiBLast} at last${slope}; at most ${own.descriptorsMost} descriptors.`,
  ].join('\n');
}

/** Null: not measured yet. Written by the programs whose types they are read as. */
function read<Figures>(path: string): Figures | null {
  const file = join(root, path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Figures) : null;
}

function measured(): string {
  const file = join(root, 'crash-lab/results/latest.json');
  if (!existsSync(file)) return '### The crash lab\n\nNot measured yet.';
  // Written by the lab itself, which has this type.
  const figures = JSON.parse(readFileSync(file, 'utf8')) as Figures;
  const { rounds, fullDisk, powerCuts } = figures;
  const { orchestratorRestart: orchestrator, agentRestart: agent } = rounds;
  const incidents = Object.entries(rounds.incidents).sort(([, a], [, b]) => b - a);
  const cuts = powerCuts.map(
    ({ name, cuts: count, operations }) => `${count} of ${name} (in ${operations} recorded operations)`,
  );
  return [
    '### The crash lab, last full run',
    '',
    `${figures.date}, ${figures.machine}, seed ${figures.seed}: **${figures.violations} promises broken**.`,
    '',
    `- ${rounds.kills} processes killed in ${rounds.minutes} minutes, under ${rounds.jobsAcknowledged} jobs that started ${rounds.commandsStarted} commands.`,
    `- The orchestrator was ready again after ${orchestrator.medianMs} ms (median of ${orchestrator.times}; at most ${orchestrator.mostMs} ms), an agent was connected again after ${agent.medianMs} ms (median of ${agent.times}; at most ${agent.mostMs} ms).`,
    `- Power cuts: ${cuts.join(', ') || 'not run'}.`,
    fullDisk === null
      ? '- The full disk was not run there.'
      : `- Full disk: ${fullDisk.refused} submits refused, ${fullDisk.jobsAcknowledged} acknowledged jobs ended as they should.`,
    '',
    '| incident | times |',
    '| - | -: |',
    ...incidents.map(([name, times]) => `| ${name} | ${times} |`),
  ].join('\n');
}
