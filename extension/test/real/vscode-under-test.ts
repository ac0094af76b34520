/**
 * A real VS Code with an empty profile: its server with our VSIX installed, and a headless browser that shows its workbench.
 * Everything it writes is below one fresh folder; ending it ends every process that it started.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export interface VsCodeUnderTest {
  readonly page: Page;
  /** The folder that is open in it. */
  readonly folder: string;
  /** The home of the orchestrator that it starts. */
  readonly home: string;
  /** Loads the window anew, as the user would. */
  reload(): Promise<void>;
  /** `tidy` runs when the window is gone and its folders are still there. */
  close(tidy: () => void): Promise<void>;
}

export interface Wanted {
  /** VS Code's server, as `install-vscode.ts` answers. */
  readonly vscode: string;
  readonly vsix: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the folder that is opened. */
  readonly files?: Readonly<Record<string, string>>;
}

const quietSettings = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.openRepositoryInParentFolders': 'never',
  'workbench.enableExperiments': false,
  'remote.autoForwardPorts': false,
  'terminal.integrated.gpuAcceleration': 'off',
};

/** Where a Chromium is; undefined where there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM } = process.env;
  return [CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  );
}

export async function openVsCode({ vscode, vsix, settings = {}, files = {} }: Wanted): Promise<VsCodeUnderTest> {
  const data = mkdtempSync(join(tmpdir(), 'orchion-vscode-'));
  const folder = join(data, 'project');
  const home = join(data, 'home');
  for (const path of ['user/User', 'ext', 'home', 'project']) mkdirSync(join(data, path), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(data, 'user/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  const main = join(vscode, 'out', 'server-main.js');
  const places = [
    ...['--server-data-dir', join(data, 'server'), '--user-data-dir', join(data, 'user')],
    ...['--extensions-dir', join(data, 'ext'), '--accept-server-license-terms'],
  ];
  execFileSync(process.execPath, [main, ...places, '--install-extension', vsix, '--force'], { stdio: 'pipe' });

  const port = await freePort();
  const log = join(data, 'server.log');
  const descriptor = openSync(log, 'w');
  const server = spawn(
    process.execPath,
    [
      main,
      ...places,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--telemetry-level',
      'off',
      '--disable-workspace-trust',
    ],
    { env: environment(data, home), stdio: ['ignore', descriptor, descriptor], detached: true },
  );
  const url = `http://127.0.0.1:${port}/`;
  let browser: Browser | undefined;
  try {
    await untilServed(url, server, log);
    browser = await chromium.launch({
      executablePath: findChromium() ?? 'chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-sync',
      ],
    });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await stayInside(context);
    const page = await context.newPage();
    const open = async (): Promise<void> => {
      await page.goto(`${url}?folder=${folder}`);
      await page.locator('.activitybar .action-label[aria-label^="Orchion"]').waitFor({ timeout: 90_000 });
    };
    await open();
    const opened = browser;
    return {
      page,
      folder,
      home,
      reload: open,
      async close(tidy) {
        await opened.close();
        await endGroup(server);
        tidy();
        rmSync(data, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    await browser?.close();
    await endGroup(server);
    throw error;
  }
}

/** As a fresh login would have it: without the editor's variables of whoever runs the tests. */
function environment(data: string, home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ORCHION_|VITEST|NODE_OPTIONS)/.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: join(data, 'home'),
    ORCHION_HOME: home,
  };
}

/** Nothing outside this machine is asked. Webview files are answered by the workbench itself, under that name. */
async function stayInside(context: BrowserContext): Promise<void> {
  const isInside = (host: string): boolean => host === '127.0.0.1' || host.endsWith('.vscode-cdn.net');
  await context.route(
    (url) => !isInside(url.hostname),
    (route) => route.abort(),
  );
}

async function untilServed(url: string, server: ChildProcess, log: string): Promise<void> {
  const until = performance.now() + 60_000;
  for (;;) {
    const isServed = await fetch(`${url}version`).then(
      (response) => response.ok,
      () => false,
    );
    if (isServed) return;
    if (server.exitCode !== null || performance.now() > until) {
      throw new Error(`VS Code's server does not answer:\n${readFileSync(log, 'utf8')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** The server has its own process group: the extension host goes with it. */
async function endGroup(server: ChildProcess): Promise<void> {
  const { pid } = server;
  if (pid === undefined) return;
  const gone = new Promise<void>((resolve) => {
    if (server.exitCode !== null) resolve();
    else server.once('exit', () => resolve());
  });
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name);
    } catch {
      // The whole group is gone, which is what is wanted.
    }
  };
  signal('SIGTERM');
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000))]);
  signal('SIGKILL');
}
