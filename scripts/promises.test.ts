// docs/promises.md says which test shows which promise. A link that leads nowhere, or to a file that does not hold the words
// that its title quotes, is a promise that nobody keeps watch over.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const docs = join(import.meta.dirname, '../docs');

interface Link {
  readonly label: string;
  readonly file: string;
  /** What the file must say; null: it must exist. */
  readonly quote: string | null;
}

function linksOf(page: string): readonly Link[] {
  const text = readFileSync(join(docs, page), 'utf8');
  const links = text.matchAll(/\[([^\]]+)\]\(([^)\s]+)(?: ["']([^)]+)["'])?\)/g);
  return [...links].map(([, label = '', to = '', quote]) => ({
    label,
    file: join(dirname(join(docs, page)), to.split('#')[0] ?? ''),
    quote: quote ?? null,
  }));
}

/** Line ends and indentation are the formatter's business. */
function squeezed(text: string): string {
  return text.replaceAll(/\s*\n\s*(\*|\/\/)?\s*/g, ' ').toLowerCase();
}

describe.each(['promises.md', 'track-record.md'])('%s', (page) => {
  test('has only links that lead to what they name', () => {
    const wrong = linksOf(page).flatMap(({ label, file, quote }) => {
      if (!existsSync(file)) return [`${label}: there is no ${file}`];
      if (quote === null || squeezed(readFileSync(file, 'utf8')).includes(squeezed(quote))) return [];
      return [`${label}: ${file} does not say "${quote}"`];
    });
    expect(wrong).toEqual([]);
    expect(linksOf(page).length).toBeGreaterThan(5);
  });
});

test('the table has a row for each of the 33 faults, and each one names its tests or says that it is not built', () => {
  const rows = readFileSync(join(docs, 'promises.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| \d+ /.test(line));
  expect(rows.map((row) => Number(row.split('|')[1]))).toEqual(Array.from({ length: 33 }, (_, i) => i + 1));
  expect(rows.filter((row) => !row.includes('](') && !row.includes('(not built yet)'))).toEqual([]);
});
