/**
 * Everything that touches a socket, a file or a process, behind the ports of the connection. Loaded at the first need: the
 * wire is most of the extension's code, and a window that never shows Orchion never pays for it.
 */
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { agentPlacesOf } from '@orchion/cli';
import { ClientError } from '@orchion/client';
import type { Found } from '../cluster/connection.ts';
import type { Failure } from '../cluster/connection-state.ts';
import type { Say } from '../cluster/say.ts';
import { addressOf } from './address.ts';
import { connect } from './connect.ts';
import { hasCrashed, localHome } from './local-home.ts';
import { startLocal, stopLocal } from './start-local.ts';
import type { Whereabouts } from './whereabouts.ts';

const healthMsMax = 3000;
/** What this extension speaks. */
const apiVersion = 'v1';

export async function look(where: Whereabouts, say: Say): Promise<Found> {
  const address = addressOf(where);
  if (address.kind === 'invalid') {
    const hint = say('See the setting "{0}".', 'orchion.orchestrator.url');
    return { kind: 'failed', failure: failure('invalid', address.message, hint) };
  }
  const { endpoint, isLocal } = address;
  try {
    // Health needs no token, which the first start has yet to make.
    const { version, apiVersion: theirs } = await connect(endpoint, null).cluster.health({ timeoutMs: healthMsMax });
    if (theirs !== apiVersion) return { kind: 'failed', failure: otherApi({ version, theirs, isLocal }, say) };
    return { kind: 'here', client: connect(endpoint, await address.token()), version };
  } catch (error) {
    const isNobody = isLocal && error instanceof ClientError && error.code === 'unavailable';
    if (isNobody) return { kind: 'nobody', crashed: await hasCrashed(localHome(where.homeDir)) };
    return { kind: 'failed', failure: failureOf(error, say) };
  }
}

/** Starts what belongs to this machine; an orchestrator elsewhere is started there. */
export function start(where: Whereabouts, say: Say): Promise<Failure | null> {
  return startLocal({ ...where, home: localHome(where.homeDir) }, say);
}

export function stop(where: Whereabouts, say: Say): Promise<Failure | null> {
  return stopLocal({ ...where, home: localHome(where.homeDir) }, say);
}

export function orchestratorLogOf(where: Whereabouts): string {
  return localHome(where.homeDir).orchestratorLog;
}

/** Whether a node with this host name is the machine that the extension runs on. */
export function isThisMachine(host: string): boolean {
  return host === hostname();
}

/** Where an agent that was started from this home writes its log. */
export function agentLogOf(where: Whereabouts, name: string): string {
  return agentPlacesOf(localHome(where.homeDir), name).log;
}

/** The agents of this home that have a log, whether they run or not. */
export async function agentsWithLogs(where: Whereabouts): Promise<readonly string[]> {
  const files = await readdir(localHome(where.homeDir).dataDir).catch(() => []);
  return files.flatMap((file) => /^agent-(.+)\.log$/.exec(file)?.[1] ?? []).sort();
}

/** What is told of an orchestrator of this machine that dies whenever it is started. */
export function crashesFailure(where: Whereabouts, times: number, say: Say): Failure {
  const message = say('The orchestrator ended unexpectedly {0} times within a few minutes.', times);
  const hint = say('It is not started again by itself; its log says why it ended.');
  return { code: 'crashes', message, hint, logFile: orchestratorLogOf(where) };
}

/** Any thrown value as what a person is told. */
export function failureOf(error: unknown, say: Say): Failure {
  if (error instanceof ClientError) return failure(error.code, error.message, hintFor(error.code, say));
  const message = error instanceof Error ? error.message : String(error);
  return failure('internal', message, say('The Orchion log has more.'));
}

/** Empty where there is nothing that its user could do. */
function hintFor(code: ClientError['code'], say: Say): string {
  if (code === 'unauthenticated') return say('Set the token with "Orchion: Set the Token of the Orchestrator".');
  if (code === 'permission_denied') {
    return say('The token has not the right for this; ask whoever made it for another one.');
  }
  if (code === 'unavailable') return say('Check the address, and that the orchestrator runs.');
  if (code === 'unimplemented') {
    return say('The orchestrator and this extension are of different versions: update the older one.');
  }
  return '';
}

/** Another major version of the API: nothing would be understood. */
function otherApi(
  { version, theirs, isLocal }: { readonly version: string; readonly theirs: string; readonly isLocal: boolean },
  say: Say,
): Failure {
  const message = say(
    'The orchestrator (version {0}) speaks the API {1}, this extension {2}.',
    version,
    theirs,
    apiVersion,
  );
  const isNewer = Number(theirs.slice(1)) > Number(apiVersion.slice(1));
  const older = isLocal
    ? say('Restart it with "Orchion: Restart Local Orchestrator".')
    : say('Update the orchestrator.');
  return failure('other_version', message, isNewer ? say('Update the extension.') : older);
}

function failure(code: string, message: string, hint: string): Failure {
  return { code, message, hint, logFile: null };
}
