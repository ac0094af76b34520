// Writes the documentation pages that are made from code, below the folder given as argument: the state machines from
// their transition tables, the limits from the domain's list, the problems of files from their table of codes, so that no
// page can say what the code does not do.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  attemptTransitions,
  isTerminalIn,
  jobTransitions,
  limits,
  nodeEligibilityTransitions,
  nodeLivenessTransitions,
  statesOf,
  type TransitionTable,
} from '@orchion/domain';
import { formatBytes, formatCpu, formatDuration, problemCodes } from '@orchion/schemas';

const root = dirname(import.meta.dirname);
const out = process.argv[2];
if (out === undefined) throw new Error('usage: generate-docs.ts OUT');
mkdirSync(join(out, 'docs'), { recursive: true });
writeFileSync(join(out, 'docs/state-machines.md'), stateMachinesPage());
writeFileSync(join(out, 'docs/limits.md'), limitsPage());
writeFileSync(join(out, 'docs/problems.md'), problemsPage());

function stateMachinesPage(): string {
  return [
    '# State machines',
    made('the transition tables in `domain/src`'),
    'A transition that is not listed here does not happen: the code checks each one against the same table.',
    section('Node: liveness', 'What the orchestrator sees.', nodeLivenessTransitions),
    section('Node: eligibility', 'What the user wants. Independent of liveness.', nodeEligibilityTransitions),
    section('Job', 'Never stored: derived from the job’s outcome and its latest attempt.', jobTransitions),
    section('Attempt', 'One try at a job on one node.', attemptTransitions),
  ]
    .join('\n\n')
    .concat('\n');
}

function section<State extends string>(title: string, about: string, table: TransitionTable<State>): string {
  const states = statesOf(table);
  const edges = states.flatMap((from) => nextOf(table, from).map(([to]) => `  ${from} --> ${to}`));
  const ends = states.filter((state) => isTerminalIn(table, state)).map((state) => `  ${state} --> [*]`);
  const diagram = ['```mermaid', 'stateDiagram-v2', `  [*] --> ${table.initial}`, ...edges, ...ends, '```'];
  const meanings = rows(
    ['State', 'Means'],
    states.map((state) => [`\`${state}\`${isTerminalIn(table, state) ? ' (final)' : ''}`, table.states[state].means]),
  );
  const transitions = rows(
    ['From', 'To', 'When'],
    states.flatMap((from) => nextOf(table, from).map(([to, when]) => [`\`${from}\``, `\`${to}\``, when])),
  );
  return [`## ${title}`, about, diagram.join('\n'), meanings, transitions].join('\n\n');
}

function nextOf<State extends string>(
  table: TransitionTable<State>,
  from: State,
): readonly (readonly [string, string])[] {
  return Object.entries<string | undefined>(table.states[from].next).flatMap(([to, when]) =>
    when === undefined ? [] : [[to, when] as const],
  );
}

function limitsPage(): string {
  const about = limitComments();
  return [
    '# Limits and defaults',
    made('`domain/src/limits.ts`'),
    'Every bound and default of the product. What is over a bound is refused with a sentence that names it.',
    rows(
      ['Name', 'Value', 'About'],
      Object.entries(limits).map(([name, value]) => [`\`${name}\``, readable(name, value), about.get(name) ?? '']),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function problemsPage(): string {
  return [
    '# Problems',
    made('`schemas/src/words/problem-codes.ts`'),
    'What `orchion lint`, the editor and the API say of a pipeline or job file. The codes are stable: scripts and searches ' +
      'may rely on them.',
    ...Object.entries(problemCodes).map(([code, { means, remedy }]) => `## ${code}\n\n${means}\n\n${remedy}`),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The value in the unit that its name ends in, or begins with in front of `Max` or `Default`. */
function readable(name: string, value: number): string {
  const unit = /(Ms|Bytes|Millis)(?:Max)?(?:Default)?(?:Ms)?(?:Default|Max)?$/.exec(name)?.[1];
  if (unit === 'Ms' || name.endsWith('Ms')) return formatDuration(value);
  if (unit === 'Bytes') return exactly(formatBytes(value), `${value.toLocaleString('en')} B`, value % 1024 === 0);
  if (unit === 'Millis') return formatCpu(value);
  return value.toLocaleString('en');
}

/** Rounded only where nothing is lost by it. */
function exactly(short: string, long: string, isExact: boolean): string {
  return isExact ? short : long;
}

/** The comment right above each limit, by the limit's name. */
function limitComments(): ReadonlyMap<string, string> {
  const source = readFileSync(join(root, 'domain/src/limits.ts'), 'utf8');
  const comments = source.matchAll(/\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\s*\*\/\s*(\w+):/g);
  return new Map(
    [...comments].map(([, text = '', name = '']) => [name, text.replaceAll(/\s*\n\s*\*\s*/g, ' ')] as const),
  );
}

function made(from: string): string {
  return `Made from ${from} by \`npm run generate\`; never edited.`;
}

/** A table, its columns padded as prettier would, so that generating and formatting agree. */
function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const cells = [head, ...body].map((row) => row.map((cell) => cell.replaceAll('|', String.raw`\|`)));
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [first = [], ...rest] = cells;
  return [line(first), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest.map(line)].join('\n');
}
