/**
 * Where an orchestrator is, as people write it in ORCHION_URL: `unix:/path/to/socket`, `pipe:\\.\pipe\name` (Windows),
 * `http://127.0.0.1:7420`, `https://tower.lan:7420`.
 */
export type Endpoint =
  | { readonly kind: 'socket'; readonly path: string }
  /** Scheme, host and port, without a slash at the end. */
  | { readonly kind: 'url'; readonly baseUrl: string };

/** The endpoint, or a sentence that says what is wrong and what would be right. */
export function parseEndpoint(text: string): Endpoint | { readonly kind: 'invalid'; readonly message: string } {
  for (const scheme of ['unix:', 'pipe:']) {
    if (!text.startsWith(scheme)) continue;
    const path = text.slice(scheme.length).replace(/^\/\/(?=\/)/, '');
    return path === '' || path.includes('\0') ? invalid(text) : { kind: 'socket', path };
  }
  const match = /^(https?):\/\/((?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?)\/?$/.exec(text);
  const port = Number(match?.[3] ?? 1);
  return match === null || port < 1 || port > 65_535
    ? invalid(text)
    : { kind: 'url', baseUrl: `${match[1]}://${match[2]}` };
}

function invalid(text: string): { readonly kind: 'invalid'; readonly message: string } {
  // Before an @ stand a name and a password: they are not repeated.
  const shown = JSON.stringify(text.replace(/\/\/[^/]*@/, '//').slice(0, 120));
  return {
    kind: 'invalid',
    message: `${shown} is no orchestrator address; write unix:/path/to/socket, http://127.0.0.1:7420 or https://host:port`,
  };
}
