// A registry for tests on a port of this machine, which engines ask without TLS. `good:1` and `again:1` are the test image; `corrupt:1` has bytes
// that are not what its digest says; `slow:1` never ends; `private/...` wants a login; everything else is not there.

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RegistryImage } from './test-image.ts';

export interface TestRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  close(): void;
}

/** `other`: an image that an engine which has `good` has not got already. */
export async function startRegistry(good: RegistryImage, other: RegistryImage): Promise<TestRegistry> {
  const server = createServer((request, response) => {
    response.setHeader('docker-distribution-api-version', 'registry/2.0');
    const [, name = '', kind, reference = ''] =
      /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(request.url ?? '') ?? [];
    if (request.url === '/v2/') return response.end('{}');
    if (name.startsWith('private/')) return refuse(response, 401, 'UNAUTHORIZED');
    if (!['good', 'again', 'corrupt', 'slow'].includes(name)) return refuse(response, 404, 'NAME_UNKNOWN');
    const image = name === 'good' || name === 'again' ? good : other;
    const bytes = kind === 'manifests' ? image.manifest : image.blobs.get(reference);
    const isKnown = reference === '1' || reference === image.digest;
    if (bytes === undefined || (kind === 'manifests' && !isKnown)) return refuse(response, 404, 'MANIFEST_UNKNOWN');
    const type = kind === 'manifests' ? image.manifestType : 'application/octet-stream';
    if (kind === 'manifests') response.setHeader('docker-content-digest', image.digest);
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
    if (request.method === 'HEAD') return response.end();
    if (kind === 'manifests' || image === good) return response.end(bytes);
    if (name === 'slow') return response.write(bytes.subarray(0, 100));
    response.end(Buffer.alloc(bytes.length, 'x'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function refuse(response: ServerResponse, status: number, code: string): void {
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="tests"');
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase().replaceAll('_', ' ') }] }));
}
