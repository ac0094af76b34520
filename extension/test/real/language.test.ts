// An editor in another language, here one that nobody speaks: every letter of a translation stands in a circle. Whatever the
// extension shows is in that language; the words in Latin letters are the editor's own, names, and what a job said.

import { openOrchion, row } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import bundle from '../../l10n/bundle.l10n.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };
import { inCircles, untranslated } from '../pseudo-locale.ts';
import { editorOfThisFile } from './story.ts';

const translated = (messages: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(messages).map(([key, text]) => [key, outsideOf(/\([a-z]+:[^)]*\)|\$\([\w-]+\)/g, text)]),
    ),
  );

/** In circles, but for what the editor reads: the targets of links, and icons. */
function outsideOf(kept: RegExp, text: string): string {
  const parts = text.match(kept) ?? [];
  return text
    .split(kept)
    .map((words, index) => inCircles(words) + (parts[index] ?? ''))
    .join('');
}

const editor = editorOfThisFile({
  translation: {
    language: 'qps',
    files: { 'l10n/bundle.l10n.qps.json': translated(bundle), 'package.nls.qps.json': translated(texts) },
  },
});

test('in an editor of another language the views, their buttons and their rows are in that language', async (context) => {
  const { page, home } = editor(context);
  await openOrchion(page);
  await page.getByRole('button', { name: inCircles('Start Local Orchestrator') }).click();
  const ready = row(page, new RegExp(`^${inCircles('Node')} local, ${inCircles('ready')}`));
  await ready.waitFor();
  await ready.click();
  home.cli('submit', '--name', '1', '--', 'true');
  home.cli('submit', '--name', '2', '--cpu', '999', '--', 'true');
  await row(page, new RegExp(`^${inCircles('Job')} 1, ${inCircles('succeeded')}`)).waitFor();
  const queued = row(page, new RegExp(`^${inCircles('Job')} 2, ${inCircles('queued')}`));
  await queued.waitFor();
  await page.locator('.statusbar').getByText(inCircles('1 node')).waitFor();
  const rows = await page.locator('.part.sidebar [role=treeitem]').all();
  const labels = await Promise.all(rows.map((one) => one.getAttribute('aria-label')));
  // Why a job waits is what the orchestrator answers, in its own language.
  const spoken = labels.map((label) => (label ?? '').replace(new RegExp(`${inCircles('queued')}, .*$`), ''));
  expect(spoken.length).toBeGreaterThan(5);
  // The node's name; and half of a day, as the runtime writes a time in a language that it does not know.
  const names = ['local', 'AM', 'PM'];
  expect(spoken.flatMap(untranslated).filter((word) => !names.includes(word))).toEqual([]);
});
