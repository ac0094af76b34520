/**
 * Calm, aligned tables: a title row, two spaces between columns, no lines. The last column is cut at the terminal's edge so
 * that rows stay rows; in a pipe nothing is cut.
 */
import { stripVTControlCharacters } from 'node:util';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

export interface TableOptions {
  /** Columns of the terminal; null: as wide as it gets. */
  readonly width: number | null;
  readonly title: (text: string) => string;
}

/** The table with a newline at its end. Cells hold no control characters but colours. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: TableOptions,
): string {
  const titles = columns.map((column) => column.title);
  const widths = columns.map((_, i) => Math.max(...[titles, ...rows].map((row) => widthOf(row[i] ?? ''))));
  const line = (cells: readonly string[], paint: (text: string) => string): string => {
    let used = 0;
    const parts = columns.map((column, i) => {
      const last = i === columns.length - 1;
      let cell = cells[i] ?? '';
      if (last && options.width !== null) cell = cut(cell, Math.max(10, options.width - used));
      const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)));
      used += (widths[i] ?? 0) + 2;
      if (column.align === 'right') return gap + paint(cell);
      return last ? paint(cell) : paint(cell) + gap;
    });
    return `${parts.join('  ').trimEnd()}\n`;
  };
  return line(titles, options.title) + rows.map((row) => line(row, (text) => text)).join('');
}

/** `name: value` pairs under each other, values aligned. Pairs with an empty value are left out. */
export function renderPairs(
  pairs: readonly (readonly [string, string])[],
  title: (text: string) => string,
  indent = '',
): string {
  const shown = pairs.filter(([, value]) => value !== '');
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${indent}${title(name.padEnd(width))}  ${value}\n`).join('');
}

function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** Cuts text that is too wide, with an ellipsis. A cut cell loses its colours: half a sequence would colour what follows. */
function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return `${[...stripVTControlCharacters(text)].slice(0, width - 1).join('')}…`;
}
