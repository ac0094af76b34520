/**
 * Long lists in pages: the editor stalls on thousands of siblings, so below a row stand at most as many as were asked for,
 * and rows that ask for what comes before and after them. A row far down is shown by moving the page to it.
 */
import type { Say } from './say.ts';
import { siblingsMax, type TreeRow } from './tree-rows.ts';

/** From the first row that is shown to the one after the last. */
export interface Page {
  readonly from: number;
  readonly to: number;
}

/** By list. */
export type Pages = ReadonlyMap<string, Page>;

export const firstPage: Page = { from: 0, to: siblingsMax };

export type Turn = 'earlier' | 'more';

/** What stands below a row; `isLast` false: there is more than is known here. */
export function pageOf(list: string, ids: readonly string[], { from, to }: Page, isLast = true): readonly string[] {
  // What was beyond may be gone.
  const begin = from < ids.length ? from : 0;
  return [
    ...(begin > 0 ? [`earlier ${list}`] : []),
    ...ids.slice(begin, to),
    ...(ids.length > to || !isLast ? [`more ${list}`] : []),
  ];
}

/** The list that such a row belongs to, and its way; null for any other row. */
export function turnOf(id: string): { readonly turn: Turn; readonly list: string } | null {
  const [, turn, list = ''] = /^(earlier|more) (.+)$/.exec(id) ?? [];
  return turn === 'earlier' || turn === 'more' ? { turn, list } : null;
}

/** One page larger. */
export function turned({ from, to }: Page, turn: Turn, by: number): Page {
  return turn === 'more' ? { from, to: to + by } : { from: Math.max(0, from - by), to };
}

/** The page that shows this place: the same one where it is on it already. */
export function pageWith(page: Page, index: number): Page {
  if (index >= page.from && index < page.to) return page;
  const from = Math.floor(index / siblingsMax) * siblingsMax;
  return { from, to: from + siblingsMax };
}

export function turnRow(turn: Turn, command: string, say: Say): TreeRow {
  const label = turn === 'more' ? say('Show more ...') : say('Show what comes before ...');
  return {
    label,
    description: '',
    icon: turn === 'more' ? 'ellipsis' : 'fold-up',
    colour: null,
    tooltip: null,
    context: 'more',
    spoken: label,
    opens: 'never',
    command,
  };
}
