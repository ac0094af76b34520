/**
 * Where to listen: a unix socket (on Windows a named pipe), or a loopback port. Anything that another machine could reach is
 * refused: without TLS a token would cross the network in clear.
 */
import { StartupError } from '../platform/startup-error.ts';

export type ListenAddress =
  | { readonly kind: 'socket'; readonly path: string }
  /** `port` 0 takes a free one. */
  | { readonly kind: 'tcp'; readonly host: '127.0.0.1' | '::1'; readonly port: number };

/** `127.0.0.1:7420`, `localhost:7420`, `[::1]:7420`. Throws `StartupError` (`bad_address`). */
export function parseTcpAddress(text: string): ListenAddress {
  const match = /^(.*):(\d{1,5})$/.exec(text);
  const port = Number(match?.[2] ?? NaN);
  if (match === null || port > 65_535) {
    throw bad(`${JSON.stringify(text.slice(0, 80))} is no address to listen on; write 127.0.0.1:PORT`);
  }
  switch (match[1]) {
    case '127.0.0.1':
    case 'localhost':
      return { kind: 'tcp', host: '127.0.0.1', port };
    case '[::1]':
      return { kind: 'tcp', host: '::1', port };
    default:
      throw bad(
        `refused to listen on ${text.slice(0, 80)}: other machines could reach it, and the connection is not encrypted. ` +
          'Listen on 127.0.0.1:PORT and reach it from elsewhere through an SSH tunnel',
      );
  }
}

/** The longest path that a unix socket can have on every platform. */
const socketPathBytesMax = 103;

/** Throws `StartupError` (`bad_address`). */
export function socketAddress(path: string): ListenAddress {
  if (!isNamedPipe(path) && Buffer.byteLength(path) > socketPathBytesMax) {
    throw bad(
      `the socket path ${path} has ${Buffer.byteLength(path)} bytes, a unix socket can have ${socketPathBytesMax}; ` +
        'choose a shorter one (--socket, or a shorter ORCHION_HOME)',
    );
  }
  return { kind: 'socket', path };
}

export function isNamedPipe(path: string): boolean {
  return path.startsWith('\\\\.\\pipe\\') || path.startsWith('\\\\?\\pipe\\');
}

/** As ORCHION_URL has it. */
export function addressText(address: ListenAddress): string {
  if (address.kind === 'socket') return `${isNamedPipe(address.path) ? 'pipe' : 'unix'}:${address.path}`;
  return `http://${address.host === '::1' ? '[::1]' : address.host}:${address.port}`;
}

function bad(message: string): StartupError {
  return new StartupError('bad_address', message);
}
