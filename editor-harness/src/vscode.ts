/**
 * A real VS Code as a user has it: windows of one editor in a headless browser, a folder that is open in them, and a home of
 * Orchion that they share with a terminal. Everything is below one fresh folder and gone after `close`.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { openHome, type OrchionHome } from './home.ts';
import { startVsCodeServer, type VsCodeServer } from './vscode-server.ts';

export interface VsCode {
  /** The first window. */
  readonly page: Page;
  /** The folder that is open in it. */
  readonly folder: string;
  readonly home: OrchionHome;
  /** One more window of the same editor, with a folder of its own. */
  readonly openWindow: () => Promise<Page>;
  /** Loads the first window anew, as the user would. */
  readonly reload: () => Promise<void>;
  /** Ends windows and editor, and what runs in the home. */
  readonly close: () => Promise<void>;
}

export interface VsCodeOptions {
  /** VS Code's server, as `installVsCode` answers. */
  readonly vscode: string;
  /** The packaged extension. */
  readonly vsix: string;
  /** Further extensions, packaged, that run in the same windows. */
  readonly beside?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the folder that is opened, by their paths in it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Of a window, in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly trust?: 'given' | 'asked';
  /** The extension speaks another language: which, and its texts by their paths in the extension's folder. */
  readonly translation?: { readonly language: string; readonly files: Readonly<Record<string, string>> };
  /** What is there before the first window opens. */
  readonly prepare?: (home: OrchionHome) => Promise<void> | void;
}

/** For whatever is waited for in a window: three busy machines' worth of what it takes on a quiet one. */
const patienceMs = 90_000;

/** Where a Chromium is; undefined where there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM } = process.env;
  return [CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  );
}

export async function openVsCode(options: VsCodeOptions): Promise<VsCode> {
  const {
    vscode,
    vsix,
    beside = [],
    settings = {},
    files = {},
    trust = 'given',
    prepare,
    translation,
    size = { width: 1280, height: 800 },
  } = options;
  const data = mkdtempSync(join(tmpdir(), 'orchion-vscode-'));
  const home = openHome(join(data, 'orchion'));
  const folderNamed = (name: string): string => {
    const folder = join(data, name);
    mkdirSync(folder);
    return folder;
  };
  const folder = folderNamed('project');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }

  let server: VsCodeServer | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.close();
    if (home.hasOrchestrator()) await home.down();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await prepare?.(home);
    const env = { ORCHION_HOME: home.dir };
    const installed = { vscode, vsix: [vsix, ...beside], translation: translation?.files ?? {} };
    server = await startVsCodeServer({ ...installed, data, settings, trust, env, flags: [] });
    browser = await launchChromium();
    const context = await browser.newContext({
      viewport: size,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(patienceMs);
    await stayInside(context);
    if (translation !== undefined) {
      // What a language pack sets; the workbench itself stays English, having no other texts.
      await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(translation.language)}`);
    }
    const { url } = server;
    const page = await context.newPage();
    const windows: Page[] = [page];
    await load(page, url, folder);
    return {
      page,
      folder,
      home,
      async openWindow() {
        const next = await context.newPage();
        windows.push(next);
        await load(next, url, folderNamed(`project-${windows.length}`));
        return next;
      },
      reload: () => load(page, url, folder),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-sync'],
    ],
  });
}

/** Nothing outside this machine is asked. Webview files are answered by the workbench itself, under that name. */
export async function stayInside(context: BrowserContext): Promise<void> {
  const isInside = (host: string): boolean => host === '127.0.0.1' || host.endsWith('.vscode-cdn.net');
  await context.route(
    (url) => !isInside(url.hostname),
    (route) => route.abort(),
  );
}

async function load(page: Page, url: string, folder: string): Promise<void> {
  await page.goto(`${url}?folder=${folder}`);
  await page.locator('.activitybar .action-label[aria-label^="Orchion"]').waitFor();
}
