/**
 * A real VS Code with the packaged extension, and beside it in the same extension host a probe that watches the event loop.
 * What the window itself does is watched in its page: the longest time without a frame.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type OrchionClient } from '@orchion/client';
import { findChromium, installVsCode, openVsCode, type OrchionHome, type VsCode } from '@orchion/editor-harness';
import { socketTransport } from '../cluster.ts';
import type { Build } from '../workload.ts';

export interface BenchWindow {
  readonly code: VsCode;
  readonly client: OrchionClient;
  /** One of the probe's answers; its file says which there are. */
  ask<T = unknown>(question: string, details?: object): Promise<T>;
  /** Loads the window anew; from then on its new extension host is asked. */
  reload(): Promise<void>;
  /** The longest stalls while `act` runs, ms. */
  stallsDuring(act: () => Promise<void>): Promise<{ readonly host: number; readonly window: number }>;
  close(): Promise<void>;
}

/** Windows are opened when their workload begins, and closed when the next one does: an open window is work for the machine. */
export interface Windows {
  /** The window of this name; those of other workloads are closed first. */
  of(workload: string, name: string, open: () => Promise<BenchWindow>): Promise<BenchWindow>;
  close(): Promise<void>;
}

export function keepWindows(): Windows {
  const kept = new Map<string, BenchWindow>();
  let current = '';
  const close = async (): Promise<void> => {
    for (const window of kept.values()) await window.close();
    kept.clear();
  };
  return {
    async of(workload, name, open) {
      if (workload !== current) await close();
      current = workload;
      const window = kept.get(name) ?? (await open());
      kept.set(name, window);
      return window;
    },
    close,
  };
}

export interface WindowOptions {
  readonly build: Build;
  /** Where CPU profiles of extension host and page go; null: nowhere. */
  readonly profileDir: string | null;
  readonly prepare: (home: OrchionHome) => Promise<void> | void;
  /** What the test's own part of the cluster needs to end. */
  readonly leave?: () => void;
}

const root = dirname(dirname(dirname(import.meta.dirname)));
const probeFolder = join(import.meta.dirname, 'probe');
const readyMsMax = 90_000;

/** Why no window can be opened here; null where one can. */
export function whyNoWindow(): string | null {
  if (findChromium() === undefined) return 'there is no Chromium';
  try {
    installVsCode();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export async function openBenchWindow({ build, profileDir, prepare, leave }: WindowOptions): Promise<BenchWindow> {
  const vsix = join(build.root, 'extension', 'orchion.vsix');
  if (!existsSync(vsix)) throw new Error(`${vsix} is not there: run \`npm run vsix\` first`);
  const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-probe-'));
  const probe = join(dir, 'probe.vsix');
  packageProbe(probe);
  const code = await openVsCode({
    vscode: installVsCode(),
    vsix,
    beside: [probe],
    // What was shown is counted at the end.
    settings: { 'terminal.integrated.scrollback': 1_000_000 },
    prepare,
  });
  const { page, home } = code;
  let loadedAt = 0;
  const ask = async <T>(question: string, details: object = {}): Promise<T> =>
    // The probe is ours, and answers what its file says.
    (await post(await probeSocket(home.dir, loadedAt), question, details)) as T;
  let profiles = 0;

  async function stallsDuring(act: () => Promise<void>): Promise<{ readonly host: number; readonly window: number }> {
    const isProfiled = profileDir !== null;
    const devtools = isProfiled ? await page.context().newCDPSession(page) : null;
    await devtools?.send('Profiler.enable');
    await devtools?.send('Profiler.start');
    await ask('begin', { profile: isProfiled });
    await page.evaluate(beginFrames);
    await act();
    const window = await page.evaluate<number>(endFrames);
    const { longestMs, profile } = await ask<{ longestMs: number; profile: unknown }>('end');
    if (devtools !== null && profileDir !== null) {
      mkdirSync(profileDir, { recursive: true });
      profiles += 1;
      const name = `${build.name}-${profiles}`.replaceAll(/[^\w-]+/g, '-');
      writeFileSync(join(profileDir, `${name}-host.cpuprofile`), JSON.stringify(profile));
      const { profile: ofPage } = await devtools.send('Profiler.stop');
      writeFileSync(join(profileDir, `${name}-window.cpuprofile`), JSON.stringify(ofPage));
    }
    return { host: longestMs, window };
  }

  return {
    code,
    client: clientOf(home),
    ask,
    stallsDuring,
    async reload() {
      loadedAt = Date.now();
      await code.reload();
    },
    async close() {
      leave?.();
      await code.close();
      rmSync(dir, { recursive: true });
    },
  };
}

export function clientOf(home: OrchionHome): OrchionClient {
  return createClient(socketTransport(home.socket, home.token('admin')));
}

const beginFrames = `(() => {
  const frames = { last: performance.now(), longest: 0, isOver: false };
  const onFrame = () => {
    const now = performance.now();
    frames.longest = Math.max(frames.longest, now - frames.last);
    frames.last = now;
    if (!frames.isOver) requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  globalThis.orchionBenchFrames = frames;
})()`;
const endFrames = `(() => {
  const frames = globalThis.orchionBenchFrames;
  frames.isOver = true;
  return Math.max(frames.longest, performance.now() - frames.last);
})()`;

function packageProbe(file: string): void {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  execFileSync(process.execPath, [vsce, 'package', ...flags], { cwd: probeFolder, stdio: 'pipe' });
}

/** Of the window's extension host; the sockets of those before stay behind. */
async function probeSocket(homeDir: string, loadedAt: number): Promise<string> {
  const until = performance.now() + readyMsMax;
  for (;;) {
    const sockets = readdirSync(homeDir).filter((name) => /^probe-\d+\.sock$/.test(name));
    const [newest] = sockets
      .map((name) => ({ path: join(homeDir, name), at: statSync(join(homeDir, name)).mtimeMs }))
      .filter(({ at }) => at >= loadedAt)
      .sort((a, b) => b.at - a.at);
    if (newest !== undefined) return newest.path;
    if (performance.now() > until) throw new Error('the probe did not come up in the extension host');
    await delay(100);
  }
}

function post(socketPath: string, question: string, details: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, path: `/${question}`, method: 'POST' }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`the probe, asked for ${question}: ${text}`));
      });
    });
    asking.on('error', reject);
    asking.end(JSON.stringify(details));
  });
}
