/**
 * Runs tests inside the extension host of the headless VS Code, as VS Code's own browser tests do: the workbench loads the
 * file, calls its `run`, and reports what it printed and how it ended.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import { openHome } from './home.ts';
import { launchChromium, stayInside } from './vscode.ts';
import { startVsCodeServer, type VsCodeServer } from './vscode-server.ts';

export interface HostRun {
  /** VS Code's server, as `installVsCode` answers. */
  readonly vscode: string;
  /** The packaged extension that is tested. */
  readonly vsix: string;
  /** Exports `run`, which rejects where a test failed. */
  readonly tests: string;
  /** VS Code runs tests only beside an extension under development: the folder of an empty one. */
  readonly companion: string;
  /** Of the folder that is opened, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly print: (line: string) => void;
  readonly timeoutMs: number;
}

/** 0: `run` resolved. Throws where it never ended. */
export async function runInHost(wanted: HostRun): Promise<number> {
  const { vscode, vsix, tests, companion, files, print, timeoutMs } = wanted;
  const data = mkdtempSync(join(tmpdir(), 'orchion-in-host-'));
  const home = openHome(join(data, 'orchion'));
  const folder = join(data, 'project');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  let server: VsCodeServer | undefined;
  let browser: Browser | undefined;
  try {
    const env = { ORCHION_HOME: home.dir };
    // Without the flag a built VS Code ignores what the address says about tests.
    const flags = ['--enable-smoke-test-driver'];
    server = await startVsCodeServer({
      vscode,
      vsix: [vsix],
      data,
      settings: {},
      trust: 'given',
      translation: {},
      env,
      flags,
    });
    browser = await launchChromium();
    const context = await browser.newContext();
    await stayInside(context);
    const page = await context.newPage();
    const ended = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationExit', ended.resolve);
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => print(format(...args)));
    const { host } = new URL(server.url);
    const remote = (path: string): string => `vscode-remote://${host}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(companion)],
      ['extensionTestsPath', remote(tests)],
    ];
    await page.goto(`${server.url}?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const timer = setTimeout(() => {
      ended.reject(new Error(`The tests did not end within ${timeoutMs} ms`));
    }, timeoutMs);
    return await ended.promise.finally(() => clearTimeout(timer));
  } finally {
    await browser?.close();
    await server?.close();
    if (home.hasOrchestrator()) await home.down();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}
