/**
 * Which orchestrator a command talks to, and with which token:
 *
 *     ORCHION_URL                             the address; without it, the socket of this home
 *     ORCHION_TOKEN, ORCHION_TOKEN_FILE       the token; without both, and only for this home's own orchestrator, its token file
 *
 * The home's token is an administrator's: it is never sent to an address that somebody put into ORCHION_URL.
 */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEndpoint, type Endpoint } from '@orchion/domain';
import type { OrchionClient } from '@orchion/client';
import { CliFailure, usageFailure } from './failure.ts';
import { homeOf, type Home } from './home.ts';
import { shellQuoted } from './process/private-dir.ts';
import type { World } from './world.ts';

export interface Target {
  readonly home: Home;
  readonly endpoint: Endpoint;
  /** As people write it: 'unix:/run/...'. */
  readonly address: string;
  /** Whether this is the home's own orchestrator. */
  readonly isOwn: boolean;
  readonly token: string | null;
}

export async function targetOf(world: World): Promise<Target> {
  const home = homeOf(world);
  const own: Endpoint = { kind: 'socket', path: home.socket };
  const url = world.env.ORCHION_URL ?? '';
  const endpoint = url === '' ? own : parseEndpoint(url);
  if (endpoint.kind === 'invalid') throw usageFailure(`ORCHION_URL: ${endpoint.message}`);
  const isOwn = endpoint.kind === 'socket' && endpoint.path === home.socket;
  return { home, endpoint, address: addressOf(endpoint), isOwn, token: await tokenFor(world, home, isOwn) };
}

/** The home's own orchestrator, whatever ORCHION_URL says: for `up` and `down`. */
export async function ownTarget(world: World): Promise<Target> {
  const { ORCHION_URL: _url, ORCHION_TOKEN: _token, ORCHION_TOKEN_FILE: _file, ...env } = world.env;
  return targetOf({ ...world, env });
}

export async function connectTo(world: World, target: Target): Promise<OrchionClient> {
  return world.connect({ endpoint: target.endpoint, token: target.token });
}

/** `unix:/path`, `pipe:\\.\pipe\name` or the URL: what ORCHION_URL takes. */
export function addressOf(endpoint: Endpoint): string {
  if (endpoint.kind === 'url') return endpoint.baseUrl;
  return endpoint.path.startsWith('\\\\') ? `pipe:${endpoint.path}` : `unix:${endpoint.path}`;
}

async function tokenFor(world: World, home: Home, isOwn: boolean): Promise<string | null> {
  const { ORCHION_TOKEN: token = '', ORCHION_TOKEN_FILE: file = '' } = world.env;
  if (token !== '') return token.trim();
  if (file !== '') {
    const path = resolve(world.currentDir, file);
    const read = await readTokenFile(path, world.uid);
    if (read === null) throw usageFailure(`ORCHION_TOKEN_FILE: there is no file ${path}`);
    return read;
  }
  return isOwn ? readTokenFile(home.tokenFile, world.uid) : null;
}

/** The token in a file that only its user can read; null where there is no file. */
async function readTokenFile(path: string, uid: number | null): Promise<string | null> {
  try {
    const stats = await stat(path);
    if (uid !== null && (stats.mode & 0o077) !== 0) {
      const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
      throw new CliFailure({
        code: 'token_file_mode',
        message: `The token file can be read by others (mode ${mode}): whoever read it can run commands as you.`,
        where: path,
        hint: `Close it: chmod 600 ${shellQuoted(path)}`,
      });
    }
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    if (isMissing(error)) return null;
    throw new CliFailure({
      code: 'token_file',
      message: `The token file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      where: path,
      cause: error,
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
