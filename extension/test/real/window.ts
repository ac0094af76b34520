/** What a person does in the window: finds rows, picks from lists, runs commands. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import axe from 'axe-core';
import type { Frame, Locator, Page } from 'playwright-core';

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

/** Waits until the terminal that is shown matches. */
export async function expectTerminal(page: Page, expected: RegExp): Promise<void> {
  const rows = page.locator('.terminal-wrapper.active .xterm-rows');
  // Non-breaking blanks stand for blanks, and a long line goes on in the next row.
  const read = async (): Promise<string> => (await rows.innerText()).replaceAll('\u00a0', ' ');
  const until = performance.now() + 40_000;
  await rows.waitFor();
  for (;;) {
    const text = await read();
    if (expected.test(text)) return;
    if (performance.now() > until) throw new Error(`The terminal does not show ${expected}:\n${text}`);
    await page.waitForTimeout(100);
  }
}

/** The page inside a webview that has the element. */
export async function webviewWith(page: Page, selector: string): Promise<Frame> {
  const until = performance.now() + 30_000;
  while (performance.now() < until) {
    for (const frame of page.frames()) {
      // Frames come and go while the editor builds its own around the page.
      const count = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (count > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`No webview shows ${selector}`);
}

/** What axe finds serious in a webview, one line each. */
export async function seriousFaults(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    // The evaluated source has just put it there.
    const { axe: checker } = globalThis as unknown as { axe: AxeInPage };
    const { violations } = await checker.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

interface AxeInPage {
  run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}

export async function shot(page: Page, name: string): Promise<void> {
  if (!keepsShots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
