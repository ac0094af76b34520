// The suite of test/in-host in the headless VS Code. The desktop one runs the same file: `npm run test:electron`.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findChromium, installVsCode, runInHost } from '@orchion/editor-harness';
import { expect, onTestFinished, test } from 'vitest';
import { buildSuite } from '../in-host/build-suite.ts';

const vsix = join(dirname(dirname(import.meta.dirname)), 'orchion.vsix');

test('the packaged extension passes its suite inside the extension host', { timeout: 400_000 }, async ({ skip }) => {
  if (findChromium() === undefined) skip('there is no Chromium');
  let vscode = '';
  try {
    vscode = installVsCode();
  } catch (error) {
    skip(`VS Code cannot be had: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!existsSync(vsix)) throw new Error('There is no extension/orchion.vsix: run `npm run vsix` first');
  const folder = mkdtempSync(join(tmpdir(), 'orchion-suite-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const suite = await buildSuite(folder);
  const said: string[] = [];
  const code = await runInHost({
    ...suite,
    vscode,
    vsix,
    print: (line) => void (line.includes('in-host') && said.push(line)),
    timeoutMs: 350_000,
  });
  expect(said.filter((line) => !line.includes('in-host ok'))).toEqual([expect.stringMatching(/passed$/)]);
  expect(code).toBe(0);
});
