/** What a person does in the window: finds rows, picks from lists, runs commands. */
import axe from 'axe-core';
import type { Frame, Locator, Page } from 'playwright-core';

export async function openOrchion(page: Page): Promise<void> {
  const icon = page.locator('.activitybar .action-label[aria-label^="Orchion"]');
  // A badge lies over the icon, and hands on what is pressed.
  await icon.click({ force: true });
  await page
    .getByRole('heading', { name: /Orchion/ })
    .first()
    .waitFor();
}

/** A row of one of the trees, by what a screen reader says. */
export function row(page: Page, spoken: RegExp): Locator {
  return page.getByRole('treeitem', { name: spoken });
}

/** Presses one of the buttons that a row shows under the mouse. */
export async function pressOnRow(page: Page, spoken: RegExp, button: string): Promise<void> {
  const found = row(page, spoken);
  await found.hover();
  await found.getByRole('button', { name: button, exact: true }).click();
}

/** Chooses from a row's own menu. */
export async function chooseOnRow(page: Page, spoken: RegExp, item: string): Promise<void> {
  await row(page, spoken).click({ button: 'right' });
  const menu = page.locator('.monaco-menu');
  const entry = menu.getByRole('menuitem', { name: item });
  await entry.waitFor();
  for (let attempt = 0; attempt < 20 && (await menu.isVisible()); attempt++) {
    // A menu takes no click in its first moments, so that the one that opened it chooses nothing.
    await page.waitForTimeout(150);
    await entry.click({ timeout: 2000 }).catch(() => undefined);
  }
}

export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  for (let tries = 1; ; tries++) {
    await page.keyboard.press('F1');
    await input.waitFor();
    try {
      await input.fill(`>${title}`, { timeout: 5000 });
      break;
    } catch (error) {
      // Whatever else opens just then takes the focus, and the list closes: a person would press the key again.
      if (tries === 5) throw error;
    }
  }
  // Not Enter: the list may still show what stood there before.
  await page
    .getByRole('option', { name: new RegExp(`^${title}`) })
    .first()
    .click();
}

/** In all four kinds, with the class that the workbench has in each. */
export const themes = [
  { name: 'light', label: 'Light 2026', workbench: 'vs' },
  { name: 'dark', label: 'Dark 2026', workbench: 'vs-dark' },
  { name: 'high-contrast-dark', label: 'Dark High Contrast', workbench: 'hc-black' },
  { name: 'high-contrast-light', label: 'Light High Contrast', workbench: 'hc-light' },
] as const;

export async function chooseTheme(page: Page, { label, workbench }: (typeof themes)[number]): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  // Not by its words: the list of commands, which goes away only now, has them too.
  const input = page.locator('.quick-input-widget input[placeholder^="Select Color Theme"]');
  await input.fill(label);
  // Typed, not clicked: the list shows each theme as a foretaste and is drawn anew meanwhile.
  await page
    .getByRole('option', { name: new RegExp(`^${label}`) })
    .first()
    .waitFor();
  await input.press('Enter');
  await page.locator(`.monaco-workbench.${workbench}`).waitFor();
}

/** The list or the box that asks now, by its title. */
export function question(page: Page, title: RegExp): Locator {
  return page.locator('.quick-input-widget').filter({ hasText: title });
}

/** Answers an input box or narrows a list; Enter takes it. */
export async function answer(page: Page, title: RegExp, text: string): Promise<void> {
  await question(page, title).waitFor();
  const input = page.locator('.quick-input-widget input').first();
  await input.fill(text);
  // Into the box, not just into the window: a walkthrough takes the focus whenever it ticks off a step.
  await input.press('Enter');
}

/** A notification, by its words. */
export function toast(page: Page, words: string | RegExp): Locator {
  return page.locator('.notification-toast').filter({ hasText: words });
}

/** Opens a file of the folder by its name, and puts the cursor at its beginning. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(name);
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .click();
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.editor-instance .view-lines').first().click();
  // The click may fall below the text, and what is drawn above its lines later would then push them out of sight.
  await page.keyboard.press('Control+Home');
}

/** No list of a story is longer. */
const offersMax = 60;

/** Takes what completion offers under that name, with nothing but the keyboard. */
export async function takeOffered(page: Page, label: string): Promise<void> {
  const widget = page.locator('.suggest-widget');
  await page.keyboard.press('Control+Space');
  await widget.locator('.monaco-list-row', { hasText: label }).first().waitFor();
  const chosen = widget.locator('.monaco-list-row.focused .label-name');
  for (let step = 0; step < offersMax; step++) {
    const text = (await chosen.innerText()).replaceAll('\u00a0', ' ').trim();
    if (text === label) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await widget.waitFor({ state: 'hidden' });
}

/** A lens above a line, by its words. */
export function lens(page: Page, words: string | RegExp): Locator {
  return page.locator('.codelens-decoration a').filter({ hasText: words });
}

/** The editor's text, wrapped lines joined and blanks as blanks. */
export async function editorText(page: Page): Promise<string> {
  const lines = page.locator('.editor-instance .view-lines').first();
  await lines.waitFor();
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
}

/** Waits until the terminal that is shown matches. */
export async function expectTerminal(page: Page, expected: RegExp): Promise<void> {
  const rows = page.locator('.terminal-wrapper.active .xterm-rows');
  // Non-breaking blanks stand for blanks, and a long line goes on in the next row.
  const read = async (): Promise<string> => (await rows.innerText()).replaceAll('\u00a0', ' ');
  const until = performance.now() + 90_000;
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
  const until = performance.now() + 90_000;
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

/** What axe finds in a webview, one line each: everything, not only what it calls serious. */
export async function accessibilityFaults(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    // The evaluated source has just put it there.
    const { axe: checker } = globalThis as unknown as { axe: AxeInPage };
    const { violations } = await checker.run();
    return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

interface AxeInPage {
  run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}
