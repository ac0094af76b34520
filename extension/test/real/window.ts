/** What a person does in the window: finds rows, picks from lists, runs commands. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const shots = join(dirname(dirname(dirname(import.meta.dirname))), 'docs', 'screenshots');

/** Pictures for the README are only made anew when asked for: they differ a little on every machine. */
const keepsShots = process.env.ORCHION_SCREENSHOTS === '1';

export async function openOrchion(page: Page): Promise<void> {
  const icon = page.locator('.activitybar .action-label[aria-label^="Orchion"]');
  await icon.click();
  await page
    .getByRole('heading', { name: /Orchion/ })
    .first()
    .waitFor();
}

/** A row of one of the trees, by what a screen reader says. */
export function row(page: Page, spoken: RegExp): Locator {
  return page.getByRole('treeitem', { name: spoken });
}

export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(`>${title}`);
  // Not Enter: the list may still show what stood there before.
  await page
    .getByRole('option', { name: new RegExp(`^${title}`) })
    .first()
    .click();
}

/** Answers an input box or narrows a list; Enter takes it. */
export async function answer(page: Page, title: RegExp, text: string): Promise<void> {
  await page.locator('.quick-input-widget').filter({ hasText: title }).waitFor();
  const input = page.locator('.quick-input-widget input').first();
  await input.fill(text);
  await page.keyboard.press('Enter');
}

export async function shot(page: Page, name: string): Promise<void> {
  if (!keepsShots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
