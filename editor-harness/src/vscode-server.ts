/**
 * VS Code's own server with an extension installed from its package and an empty profile. Everything that it writes is below
 * one folder; ending it ends every process that it started.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { plainEnvironment } from './home.ts';

export interface VsCodeServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface VsCodeServerOptions {
  /** VS Code's server, as `install-vscode.ts` answers. */
  readonly vscode: string;
  /** Packaged extensions. */
  readonly vsix: readonly string[];
  /** Where it may write. */
  readonly data: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** `asked`: as for a user who opens a folder for the first time. */
  readonly trust: 'given' | 'asked';
  /** Put into the folder of the installed extension, by path: the texts of another language. */
  readonly translation: Readonly<Record<string, string>>;
  readonly env: NodeJS.ProcessEnv;
  readonly flags: readonly string[];
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

export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  const { vscode, vsix, data, settings, trust, translation, env, flags } = options;
  for (const path of ['user/User', 'ext', 'home']) mkdirSync(join(data, path), { recursive: true });
  writeFileSync(join(data, 'user/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  const main = join(vscode, 'out', 'server-main.js');
  const places = [
    ...['--server-data-dir', join(data, 'server'), '--user-data-dir', join(data, 'user')],
    ...['--extensions-dir', join(data, 'ext'), '--accept-server-license-terms'],
  ];
  for (const file of vsix) {
    execFileSync(process.execPath, [main, ...places, '--install-extension', file, '--force'], { stdio: 'pipe' });
  }
  for (const [path, text] of Object.entries(translation)) {
    for (const folder of readdirSync(join(data, 'ext')).filter((name) => name.startsWith('orchion.orchion-vscode-'))) {
      writeFileSync(join(data, 'ext', folder, path), text);
    }
  }

  const port = await freePort();
  const log = join(data, 'server.log');
  const descriptor = openSync(log, 'w');
  const server = spawn(
    process.execPath,
    [
      main,
      ...places,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--telemetry-level', 'off'],
      ...(trust === 'given' ? ['--disable-workspace-trust'] : []),
      ...flags,
    ],
    {
      env: plainEnvironment({
        PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
        HOME: join(data, 'home'),
        ...env,
      }),
      stdio: ['ignore', descriptor, descriptor],
      detached: true,
    },
  );
  const url = `http://127.0.0.1:${port}/`;
  try {
    await untilServed(url, server, log);
  } catch (error) {
    await endGroup(server);
    throw error;
  }
  return { url, close: () => endGroup(server) };
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

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
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
