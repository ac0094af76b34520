/**
 * Keeps web pages out: a browser can be made to call this machine (by any page, or by a host name that is pointed here), and
 * a header tells on it. Asked for every request, whatever its path, before anything else looks at it.
 */
import type { RefusedCallerReason } from '../ports/telemetry.ts';

export interface GuardedHeaders {
  /** Of `Host` or `:authority`. */
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`. */
  readonly fetchSite: string | undefined;
}

export interface GuardRefusal {
  readonly status: 403 | 421;
  readonly reason: RefusedCallerReason;
  readonly message: string;
}

const names = ['localhost', '127.0.0.1', '[::1]'];

/** `port`: the one that this listener has; null on a socket, whose callers say the port of plain HTTP or none. */
export function guardRequest(headers: GuardedHeaders, port: number | null): GuardRefusal | null {
  const { host, origin, fetchSite } = headers;
  const ports = port === null || port === 80 ? ['', ':80'] : [`:${port}`];
  const allowed = ports.flatMap((suffix) => names.map((name) => name + suffix));
  if (host === undefined || !allowed.includes(host.toLowerCase())) {
    return {
      status: 421,
      reason: 'foreign_host',
      message: `this orchestrator answers to ${allowed.join(', ')} only; check the address in ORCHION_URL`,
    };
  }
  const foreignOrigin = origin !== undefined && !allowed.some((name) => origin.toLowerCase() === `http://${name}`);
  if (foreignOrigin || fetchSite === 'cross-site') {
    return { status: 403, reason: 'foreign_origin', message: 'calls from web pages of other origins are refused' };
  }
  return null;
}
