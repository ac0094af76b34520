// A container engine for tests: started for them, with folders and a socket of its own, and gone afterwards. Wants Linux, root
// and Debian's packages, which are unpacked beside it where the engine is not installed; says by name what it lacks elsewhere.

import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { askEngine } from './ask-engine.ts';

const run = promisify(execFile);

export interface TestEngine {
  readonly socket: string;
  /** A static busybox: what the test image is made of. */
  readonly busybox: string;
  /** Ends it with everything that it runs and keeps. */
  stop(): Promise<void>;
}

const packages = ['docker.io', 'containerd', 'runc', 'tini', 'busybox-static'];
const readyMsMax = 60_000;
const endMsMax = 15_000;

/** Text: why there can be none here. */
export async function startEngine(): Promise<TestEngine | string> {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  if (!existsSync('/sys/fs/cgroup/memory') && !existsSync('/sys/fs/cgroup/cgroup.controllers')) return 'needs cgroups';
  // Short: a socket's path has at most 107 bytes.
  const root = mkdtempSync(join(tmpdir(), 'oe-'));
  const path = await pathWithEngine();
  if (path === null) {
    rmSync(root, { recursive: true });
    return 'needs dockerd, or Debian’s packages of it';
  }
  const socket = join(root, 'docker.sock');
  const log = openSync(join(root, 'dockerd.log'), 'a');
  const daemon = spawn(
    'dockerd',
    [
      ...['--data-root', join(root, 'data'), '--exec-root', join(root, 'exec'), '--pidfile', join(root, 'pid')],
      ...['--host', `unix://${socket}`, '--log-level', 'warn', '--live-restore'],
      // Nothing of this machine's network is touched.
      ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
    ],
    { env: { ...process.env, PATH: path }, stdio: ['ignore', log, log], detached: true },
  );
  let problem: string | null = null;
  daemon.on('error', (error) => (problem = error.message));
  const hasEnded = (): boolean => daemon.exitCode !== null || daemon.signalCode !== null || problem !== null;

  async function stop(): Promise<void> {
    if (!hasEnded()) {
      // With --live-restore containers would outlive it.
      const containers = (await askEngine(socket, 'GET', '/containers/json?all=1')) as readonly {
        readonly Id: string;
      }[];
      for (const { Id } of containers) await askEngine(socket, 'DELETE', `/containers/${Id}?force=1&v=1`);
      daemon.kill('SIGTERM');
      if (!(await holds(hasEnded, endMsMax))) daemon.kill('SIGKILL');
      await holds(hasEnded, endMsMax);
    }
    // It leaves a mount of its network namespaces behind.
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    for (const mount of mounts.filter((one) => one.startsWith(`${root}/`)).reverse())
      await run('umount', ['-l', mount]);
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }

  const isReady = async (): Promise<boolean> =>
    existsSync(socket) &&
    (await askEngine(socket, 'GET', '/_ping').then(
      () => true,
      () => false,
    ));
  const deadline = performance.now() + readyMsMax;
  while (!(await isReady())) {
    if (!hasEnded() && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const said = readFileSync(join(root, 'dockerd.log'), 'utf8').trim().split('\n').slice(-3).join(' · ');
    await stop().catch(() => undefined);
    return `dockerd does not come up here: ${problem ?? said}`;
  }
  return { socket, busybox: findProgram('busybox', path) ?? '/bin/busybox', stop };
}

/** A PATH with the engine on it; null: there is none to be had. */
async function pathWithEngine(): Promise<string | null> {
  const own = process.env.PATH ?? '';
  const isComplete = (path: string): boolean =>
    ['dockerd', 'containerd', 'runc', 'busybox'].every((program) => findProgram(program, path) !== null);
  if (isComplete(own)) return own;
  const cache = join(process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? tmpdir(), '.cache'), 'orchion-test-engine');
  const path = [...['usr/sbin', 'usr/bin', 'bin'].map((folder) => join(cache, folder)), own].join(delimiter);
  if (isComplete(path)) return path;
  if (findProgram('apt-get', own) === null) return null;
  const fetched = join(cache, 'packages');
  mkdirSync(fetched, { recursive: true });
  try {
    const get = ['-q', '-o', 'DPkg::Lock::Timeout=120'];
    const download = () => run('apt-get', [...get, 'download', ...packages], { cwd: fetched });
    await download().catch(async () => {
      await run('apt-get', [...get, 'update']);
      await download();
    });
    for (const file of readdirSync(fetched)) await run('dpkg', ['-x', join(fetched, file), cache]);
    rmSync(fetched, { recursive: true });
    return isComplete(path) ? path : null;
  } catch {
    return null;
  }
}

function findProgram(name: string, path: string): string | null {
  return (
    path
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find((file) => existsSync(file)) ?? null
  );
}

async function holds(condition: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!condition() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  return condition();
}
