/**
 * One editor for the tests of a file: the packaged extension in a real VS Code, opened before them and closed after them. Where
 * no VS Code or browser can be had the tests skip themselves and say why.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, type TestContext } from 'vitest';
import { installVsCode } from './install-vscode.ts';
import { findChromium, openVsCode, type VsCodeUnderTest, type Wanted } from './vscode-under-test.ts';

const extension = dirname(dirname(import.meta.dirname));
const vsix = join(extension, 'orchion.vsix');
const orchion = join(dirname(extension), 'cli', 'dist', 'orchion.js');

export type VsCode = Omit<VsCodeUnderTest, 'home' | 'close'> & {
  readonly home: { readonly dir: string; cli(...args: readonly string[]): string };
};

/** Call it once at the top of a file; each test then asks the answer for its editor. */
export function editorOfThisFile(wanted: Omit<Wanted, 'vscode' | 'vsix'> = {}): (test: TestContext) => VsCode {
  let code: VsCodeUnderTest | undefined;
  let missing = '';
  const cli = (...args: readonly string[]): string => {
    const env = { ...process.env, ORCHION_HOME: code?.home };
    return execFileSync(process.execPath, [orchion, ...args], { env, encoding: 'utf8', stdio: 'pipe' });
  };
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
    await code?.close(() => cli('down', '--stop-jobs'));
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
    return { ...code, home: { dir: code.home, cli } };
  };
}
