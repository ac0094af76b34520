/** The plan of a whole file as a page of Markdown: what each step would do, and behind the table every node with its reason. */
import type { PlanSeen } from '@orchion/client';
import { planRows, type PlanRow } from '@orchion/schemas';
import { explanationTable, markdownText } from '@orchion/schemas/language';
import type { Say } from '../../../cluster/say.ts';
import { cellWords } from './run-words.ts';

export interface PlanPage {
  /** The file, as runs name it. */
  readonly file: string;
  /** Null: there is none, see `unchecked`. */
  readonly plan: PlanSeen | null;
  readonly standIns: readonly string[];
  readonly unchecked: string;
  readonly nodes: number;
  /** When it was made, in words. */
  readonly at: string;
}

/** A file may have a thousand steps; a page of more rows than this is read by nobody. */
const rowsMax = 500;

export function planPage({ file, plan, standIns, unchecked, nodes, at }: PlanPage, say: Say): string {
  const title = `# ${say('Plan of {0}', markdownText(file))}`;
  if (plan === null) return `${title}\n\n${sentence(unchecked)}\n`;
  const rows = planRows(plan);
  const names = standIns.map((name) => `\`inputs.${name}\``).join(', ');
  const parts = [
    title,
    [summaryOf(rows, say), nodes === 1 ? say('on 1 node') : say('on {0} nodes', nodes), at].join(' · '),
    unchecked === '' ? '' : `> ${say('As of before: {0}', markdownText(unchecked))}`,
    standIns.length === 0 ? '' : `> ${say('Without a value for {0}, which must be given.', names)}`,
    tableOf(rows, say),
    rows.length > rowsMax ? say('{0} more steps', rows.length - rowsMax) : '',
    ...reasons(plan, rows, say),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function summaryOf(rows: readonly PlanRow[], say: Say): string {
  const counts = new Map<string, number>();
  for (const { would } of rows)
    counts.set(`${would.sign} ${would.words}`, (counts.get(`${would.sign} ${would.words}`) ?? 0) + 1);
  if (counts.size === 0) return say('This pipeline has no steps yet.');
  return [...counts].map(([words, count]) => `${count} ${words}`).join(' · ');
}

function tableOf(rows: readonly PlanRow[], say: Say): string {
  if (rows.length === 0) return '';
  const lines = rows.slice(0, rowsMax).map(({ key, cell, isFinally, needs, would, why }) => {
    const name = [code(key), markdownText(cellWords({ cell })), isFinally ? `(${say('finally')})` : ''];
    // What it would do is read at a glance: on one line.
    const what = `${would.sign} ${would.words}`.replaceAll(' ', '&nbsp;');
    return `| ${name.filter((part) => part !== '').join(' ')} | ${markdownText(needs)} | ${what} | ${markdownText(why)} |`;
  });
  const head = `| ${[say('Step'), say('Needs'), say('Would'), say('Where or why')].join(' | ')} |`;
  return [head, '| --- | --- | --- | --- |', ...lines].join('\n');
}

/** Each explanation once, with the steps that share it. */
function reasons({ explanations }: PlanSeen, rows: readonly PlanRow[], say: Say): readonly string[] {
  const told = explanations.flatMap((explanation, place) => {
    const keys = rows.filter(({ placement }) => placement === place).map(({ key }) => code(key));
    const shown = keys.length > keysMax ? [...keys.slice(0, keysMax), say('{0} more', keys.length - keysMax)] : keys;
    return keys.length === 0 ? [] : [`### ${shown.join(', ')}\n\n${explanationTable(explanation)}`];
  });
  return told.length === 0 ? [] : [`## ${say('Node by node')}`, ...told];
}

const keysMax = 6;

function code(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
