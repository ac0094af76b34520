/** The measured part of docs/performance.md, between two marks; what stands around them is written by hand. */
import type { SuiteOutcome } from './measure.ts';
import type { Row, WorkloadOutcome } from './outcome.ts';

export interface Machine {
  readonly date: string;
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
}

export interface Results {
  readonly machine: Machine;
  readonly suites: readonly SuiteOutcome[];
}

const begin = '<!-- measured: begin (npm run bench) -->';
const end = '<!-- measured: end -->';

/** Throws where the page has no marks. */
export function withMeasured(page: string, results: Results): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no part from "${begin}" to "${end}"`);
  return `${page.slice(0, from + begin.length)}\n\n${measured(results)}\n${page.slice(to)}`;
}

function measured({ machine, suites }: Results): string {
  const { date, cores, cpu, memoryGib, system, node } = machine;
  const where = `${cores} cores (${cpu}), ${memoryGib} GiB, ${system}, Node ${node}, ${date}.`;
  return [where, '', ...suites.flatMap(suiteLines)].join('\n');
}

function suiteLines(suite: SuiteOutcome): string[] {
  const busy = Math.round(suite.busy * 100);
  return [
    `### ${suite.name}`,
    '',
    `${suite.about} ${suite.rounds} rounds in turn; other work took up to ${busy} % of the machine.`,
    '',
    ...suite.workloads.flatMap(workloadLines),
  ];
}

function workloadLines(workload: WorkloadOutcome): string[] {
  const cells = [
    ['what', workload.unit, 'least', 'most', 'of the limit'],
    ...workload.rows.map((row) => rowCells(workload, row)),
  ];
  const absent = workload.absent.map(({ name, why }) => `${name} (${why})`).join(', ');
  return [
    `**${workload.name}** (${workload.better} is better)`,
    '',
    ...tableLines(cells),
    '',
    ...(absent === '' ? [] : [`Absent: ${absent}.`, '']),
  ];
}

function rowCells(workload: WorkloadOutcome, row: Row): string[] {
  const several = new Set(workload.rows.map(({ figure }) => figure)).size > 1;
  return [
    several ? `${row.contestant}: ${row.figure}` : row.contestant,
    shown(row.median),
    shown(row.min),
    shown(row.max),
    row.ofLimit === null ? '' : row.ofLimit.toFixed(2),
  ];
}

/** As the formatter would write it, so that a new measurement changes only figures. */
function tableLines([head = [], ...rows]: readonly string[][]): string[] {
  const widths = head.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[], pad = ' '): string => {
    const padded = cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0, pad)));
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map((row) => line(row))];
}

function shown(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
