/**
 * One editor for the tests of a file: the packaged extension in a real VS Code, opened before them and closed after them. Where
 * no VS Code or browser can be had the tests skip themselves and say why.
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findChromium, installVsCode, openVsCode, type VsCode, type VsCodeOptions } from '@orchion/editor-harness';
import { afterAll, beforeAll, type TestContext } from 'vitest';

const vsix = join(dirname(dirname(import.meta.dirname)), 'orchion.vsix');

/** Call it once at the top of a file; each test then asks the answer for its editor. */
export function editorOfThisFile(wanted: Omit<VsCodeOptions, 'vscode' | 'vsix'> = {}): (test: TestContext) => VsCode {
  let code: VsCode | undefined;
  let missing = '';
  beforeAll(async () => {
    if (findChromium() === undefined) {
      missing = 'there is no Chromium';
      return;
    }
    let vscode: string;
    try {
      vscode = installVsCode();
    } catch (error) {
      missing = `VS Code cannot be had: ${error instanceof Error ? error.message : String(error)}`;
      return;
    }
    if (!existsSync(vsix)) throw new Error('There is no extension/orchion.vsix: run `npm run vsix` first');
    code = await openVsCode({ vscode, vsix, ...wanted });
  });
  afterAll(async () => {
    await code?.close();
  });
  return ({ skip, onTestFailed, task }) => {
    if (missing !== '') skip(missing);
    if (code === undefined) throw new Error('VS Code was not opened');
    const { page } = code;
    // What the person would have seen.
    onTestFailed(async () => {
      const path = join(tmpdir(), `orchion-vscode-failed-${task.id}.png`);
      await page.screenshot({ path });
      console.error(`The window as it was: ${path}`);
    });
    return code;
  };
}
