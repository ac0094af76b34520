/** One place where the orchestrator listens: prepared, guarded, limited, and closed in good order. */
import { chmodSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../ports/logger.ts';
import type { EdgeTelemetry } from '../ports/telemetry.ts';
import { StartupError } from '../platform/startup-error.ts';
import { addressText, isNamedPipe, type ListenAddress } from './listen-address.ts';
import { guardRequest } from './request-guard.ts';
import { prepareSocketFile } from './socket-file.ts';
import { createTwoProtocolServer, type RequestHandler } from './two-protocols.ts';
import { writeJson } from './write-json.ts';

export interface Listener {
  /** As ORCHION_URL has it, with the port that was taken. */
  readonly url: string;
  /** No new connections; running calls may end within `graceMs`, then they are cut. */
  close(graceMs: number): Promise<void>;
}

export interface ListenerParts {
  readonly handle: RequestHandler;
  readonly telemetry: Pick<EdgeTelemetry, 'refusedCaller'>;
  readonly log: Logger;
}

/** Throws `StartupError`. */
export async function listen(address: ListenAddress, parts: ListenerParts): Promise<Listener> {
  const isFile = address.kind === 'socket' && !isNamedPipe(address.path);
  if (isFile) await prepareSocketFile(address.path);

  let port: number | null = null;
  const both = createTwoProtocolServer((request, response) => {
    const { headers } = request;
    const host = headers[':authority'] ?? headers.host;
    const refusal = guardRequest(
      { host: single(host), origin: single(headers.origin), fetchSite: single(headers['sec-fetch-site']) },
      port,
    );
    if (refusal === null) return parts.handle(request, response);
    parts.telemetry.refusedCaller({ reason: refusal.reason });
    const code = refusal.status === 403 ? 'permission_denied' : 'invalid_argument';
    writeJson(response, refusal.status, { code, message: refusal.message, details: [] });
  });

  const { server } = both;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(address, error)));
    if (address.kind === 'socket') server.listen(address.path, resolve);
    else server.listen({ host: address.host, port: address.port, ipv6Only: address.host === '::1' }, resolve);
  });
  server.removeAllListeners('error');
  server.on('error', (error) => parts.log.error({ err: error }, 'a listener reported an error'));
  if (isFile) chmodSync(address.path, 0o600);
  if (address.kind === 'tcp') port = (server.address() as AddressInfo).port;
  const taken = address.kind === 'tcp' && port !== null ? { ...address, port } : address;
  return { url: addressText(taken), close: (graceMs) => both.drain(graceMs) };
}

/** A header that came twice is no header that can be trusted. */
function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}

function cannotListen(address: ListenAddress, error: NodeJS.ErrnoException): StartupError {
  const shown = addressText(address);
  if (error.code === 'EADDRINUSE') {
    return new StartupError('in_use', `${shown} is taken by another process; stop it or choose another address`, error);
  }
  return new StartupError('bad_address', `cannot listen on ${shown}: ${error.message}`, error);
}
