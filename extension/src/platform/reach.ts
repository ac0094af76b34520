/**
 * Everything that touches a socket, a file or a process, behind the ports of the connection. Loaded at the first need: the
 * wire is most of the extension's code, and a window that never shows Orchion never pays for it.
 */
import { ClientError } from '@orchion/client';
import { parseEndpoint, type Endpoint } from '@orchion/domain';
import type { Found } from '../cluster/connection.ts';
import type { Failure } from '../cluster/connection-state.ts';
import { connect } from './connect.ts';
import { hasCrashed, localHome, localToken } from './local-home.ts';
import { startLocal, stopLocal } from './start-local.ts';

/** The settings and the secret that say where the orchestrator is. */
export interface Whereabouts {
  /** Empty: this machine's own. */
  readonly url: string;
  /** For `url`. */
  readonly token: string | null;
  readonly homeDir: string;
  readonly nodePath: string;
  readonly programsDir: string;
}

const healthMsMax = 3000;
/** What this extension speaks. */
const apiVersion = 'v1';

export async function look(where: Whereabouts): Promise<Found> {
  const home = localHome(where.homeDir);
  const isLocal = where.url === '';
  const endpoint = isLocal ? ({ kind: 'socket', path: home.socket } satisfies Endpoint) : parseEndpoint(where.url);
  if (endpoint.kind === 'invalid') {
    return {
      kind: 'failed',
      failure: failure('invalid', endpoint.message, 'See the setting "orchion.orchestrator.url".'),
    };
  }
  try {
    // Health needs no token, which the first start has yet to make.
    const { version, apiVersion: theirs } = await connect(endpoint, null).cluster.health({ timeoutMs: healthMsMax });
    if (theirs !== apiVersion) return { kind: 'failed', failure: otherApi(version, theirs, isLocal) };
    const token = isLocal ? await localToken(home) : where.token;
    return { kind: 'here', client: connect(endpoint, token), version };
  } catch (error) {
    const isNobody = isLocal && error instanceof ClientError && error.code === 'unavailable';
    if (isNobody) return { kind: 'nobody', crashed: await hasCrashed(home) };
    return { kind: 'failed', failure: failureOf(error) };
  }
}

/** Starts what belongs to this machine; an orchestrator elsewhere is started there. */
export function start(where: Whereabouts): Promise<Failure | null> {
  return startLocal({ ...where, home: localHome(where.homeDir) });
}

export function stop(where: Whereabouts): Promise<Failure | null> {
  return stopLocal({ ...where, home: localHome(where.homeDir) });
}

export function orchestratorLogOf(where: Whereabouts): string {
  return localHome(where.homeDir).orchestratorLog;
}

/** What is told of an orchestrator of this machine that dies whenever it is started. */
export function crashesFailure(where: Whereabouts, times: number): Failure {
  const message = `The orchestrator ended unexpectedly ${times} times within a few minutes.`;
  const hint = 'It is not started again by itself; its log says why it ended.';
  return { code: 'crashes', message, hint, logFile: orchestratorLogOf(where) };
}

/** Any thrown value as what a person is told. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ClientError)) {
    return failure('internal', error instanceof Error ? error.message : String(error), 'The Orchion log has more.');
  }
  return failure(error.code, error.message, hints[error.code] ?? '');
}

const hints: Readonly<Record<string, string>> = {
  unauthenticated: 'Set the token with "Orchion: Set the Token of the Orchestrator".',
  permission_denied: 'The token has not the right for this; ask whoever made it for another one.',
  unavailable: 'Check the address, and that the orchestrator runs.',
  unimplemented: 'The orchestrator and this extension are of different versions: update the older one.',
};

/** Another major version of the API: nothing would be understood. */
function otherApi(version: string, theirs: string, isLocal: boolean): Failure {
  const message = `The orchestrator (version ${version}) speaks the API ${theirs}, this extension ${apiVersion}.`;
  const isNewer = Number(theirs.slice(1)) > Number(apiVersion.slice(1));
  const older = isLocal ? 'Restart it with "Orchion: Restart Local Orchestrator".' : 'Update the orchestrator.';
  return failure('other_version', message, isNewer ? 'Update the extension.' : older);
}

function failure(code: string, message: string, hint: string): Failure {
  return { code, message, hint, logFile: null };
}
