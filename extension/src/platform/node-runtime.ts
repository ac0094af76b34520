/**
 * Which program runs the bundled orchestrator and agent: the editor's own runtime where it is new enough, else a Node that is
 * found on the machine. Each candidate is asked rather than believed: some releases of Electron lacked `node:sqlite`.
 */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Say } from '../cluster/say.ts';

const run = promisify(execFile);

export type Runtime = { readonly program: string } | { readonly problem: string };

/** The bundles are made for this one. */
export const majorMin = 24;
const probeMsMax = 10_000;
// eslint-disable-next-line orchion/said-words -- a program's text
const probe = "try { require('node:sqlite'); console.log(process.versions.node); } catch { console.log('none'); }";

/** `setting`: the user's own choice, a path; empty to look for one. The problem is a sentence for the user. */
export async function findRuntime(setting: string, say: Say): Promise<Runtime> {
  if (setting !== '') {
    const version = await versionOf(setting);
    if (isRecent(version)) return { program: setting };
    const found = version ?? say('nothing that runs');
    return { problem: say('{0} is no Node {1} or newer with SQLite (found: {2}).', setting, majorMin, found) };
  }
  // This very process answers at once; no other process is needed for it.
  if (isRecent(process.versions.node) && process.getBuiltinModule('node:sqlite') !== undefined) {
    return { program: process.execPath };
  }
  for (const candidate of await candidates()) {
    if (isRecent(await versionOf(candidate))) return { program: candidate };
  }
  return {
    problem: say(
      'The orchestrator needs Node {0} or newer with SQLite; this editor brings Node {1}, and no other was found on this machine.',
      majorMin,
      process.versions.node,
    ),
  };
}

/** What the programs are started with: `ELECTRON_RUN_AS_NODE` makes the editor's binary a plain Node. */
export function runtimeEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: '1' };
  for (const [name, value] of Object.entries(own)) {
    // The editor's own settings, and options that would make a Node load other code.
    if (/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_PATH$)/i.test(name)) continue;
    // They point at another orchestrator; what is started here is this machine's own.
    if (/^ORCHION_(URL|TOKEN|TOKEN_FILE)$/i.test(name)) continue;
    environment[name] = value;
  }
  return environment;
}

async function versionOf(program: string): Promise<string | null> {
  try {
    const { stdout } = await run(program, ['--no-warnings', '-e', probe], {
      env: runtimeEnvironment(process.env),
      timeout: probeMsMax,
      windowsHide: true,
    });
    return stdout.trim();
  } catch {
    return null;
  }
}

function isRecent(version: string | null): boolean {
  return version !== null && Number.parseInt(version, 10) >= majorMin;
}

/** In the order in which they are asked: what the user's shell would take first, then the usual places. */
async function candidates(): Promise<readonly string[]> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const home = homedir();
  const nvm = join(home, '.nvm', 'versions', 'node');
  const versions = (await readdir(nvm).catch(() => [])).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    '/opt/homebrew/bin',
    '/usr/local/bin',
    join(home, '.volta', 'bin'),
    join(home, '.local', 'share', 'fnm', 'aliases', 'default', 'bin'),
    ...versions.map((version) => join(nvm, version, 'bin')),
  ];
  return [...new Set(folders)].map((folder) => join(folder, name));
}
