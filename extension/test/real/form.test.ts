// The form as somebody fills it in who never touches the mouse and whose window is reloaded halfway.

import { expect, test } from 'vitest';
import { gateIn } from './gate.ts';
import { editorOfThisFile } from './story.ts';
import { openOrchion, row, runCommand, webviewWith } from '@orchion/editor-harness';

const editor = editorOfThisFile();
type Page = ReturnType<typeof editor>['page'];

async function openForm(page: Page) {
  const form = await webviewWith(page, '#field-command');
  const field = (name: string) => form.locator(`#field-${name} input, #field-${name} textarea`);
  return { form, field };
}

/** The page in the form's frame is made anew when the editor likes to. */
async function expectField(page: Page, name: string, value: string): Promise<void> {
  const read = async (): Promise<string> => {
    const { field } = await openForm(page);
    return field(name)
      .inputValue({ timeout: 2000 })
      .catch(() => '(gone)');
  };
  await expect.poll(read).toBe(value);
}

test('a half-filled form comes back when its tab is opened again and when the window is reloaded', async (context) => {
  const { page } = editor(context);
  await openOrchion(page);
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).click();
  await row(page, /^Node local, ready/).waitFor();
  await runCommand(page, 'Orchion: Submit a Job by Form');
  const before = await openForm(page);
  await before.field('command').fill('echo $GREETING from the form');
  await before.field('env').fill('GREETING=hello');
  await before.field('backoff').fill('soon');
  await before.form.locator('#problem-backoff', { hasText: '"soon" is no duration' }).waitFor();
  await runCommand(page, 'View: Close Editor');
  await runCommand(page, 'Orchion: Submit a Job by Form');
  await expectField(page, 'env', 'GREETING=hello');
  // By the editor's own command: a browser's reload may come before the editor has written down what was open.
  const loaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
  await expectField(page, 'command', 'echo $GREETING from the form');
  const { form, field } = await openForm(page);
  // What may be secret lies where the editor keeps secrets; this one, in a browser, keeps them only as long as its page.
  await field('env').fill('GREETING=hello');
  await form.locator('#problem-backoff', { hasText: '"soon" is no duration' }).waitFor();
  await field('backoff').fill('5s');
  await form.locator('#preview[data-tone="good"]', { hasText: 'local' }).waitFor();
});

test('it is copied as a job file and as a command line', async (context) => {
  const { page } = editor(context);
  const { form } = await openForm(page);
  const copied = async (button: string) => {
    await form.locator(button).click();
    await form.locator('#done', { hasText: 'Copied' }).waitFor();
    return page.evaluate('navigator.clipboard.readText()');
  };
  expect(await copied('#copy-yaml')).toBe(
    'apiVersion: orchion/v1\nkind: Job\nname: echo\nrun: "echo $GREETING from the form"\nenv:\n  GREETING: hello\n' +
      'retries:\n  count: 0\n  backoff: 5s\n',
  );
  expect(await copied('#copy-cli')).toMatch(/^orchion submit -f - <<'END-OF-JOB'\n/);
});

test('keys alone fill it in and submit it', async (context) => {
  const { page } = editor(context);
  const { form } = await openForm(page);
  await form.locator('#clear').click();
  await expectField(page, 'env', '');
  // The first field has the focus; the name is two further.
  await page.keyboard.type('/bin/echo "by keys"');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('by-keys');
  await page.keyboard.press('Control+Enter');
  await form.locator('#done', { hasText: 'by-keys was submitted' }).waitFor();
  await row(page, /^Job by-keys, succeeded/).waitFor();
});

test('a job that waits for another one sees its placement change when that one ends', async (context) => {
  const { page, home, folder } = editor(context);
  const { form, field } = await openForm(page);
  const cores = /(\d+) cores/.exec(home.cli('nodes'))?.[1] ?? (await import('node:os')).cpus().length;
  const gate = gateIn(folder, 'holds');
  home.cli('submit', '--name', 'whole', '--cpu', String(cores), '--', 'sh', '-c', gate.counting);
  await row(page, /^Job whole, running/).waitFor();
  await field('command').fill('true');
  await form.locator('#preview[data-tone="waits"]').waitFor();
  gate.open();
  await form.locator('#preview[data-tone="good"]').waitFor();
});
