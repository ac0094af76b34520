import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempDir } from './test/test-world.ts';
import { connect } from './transport.ts';

/** GetHealthResponse { ready: true, version: "1" } on the wire. */
const health = Uint8Array.of(0x08, 1, 0x12, 1, 0x31);

async function serve(listenOn: string | number) {
  const requests: { url: string | undefined; headers: IncomingMessage['headers'] }[] = [];
  const connections = new Set<unknown>();
  const server = createServer((request, response) => {
    requests.push({ url: request.url, headers: request.headers });
    connections.add(request.socket);
    request.resume().on('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/proto' }).end(health);
    });
  });
  if (typeof listenOn === 'string') server.listen(listenOn);
  else server.listen(listenOn, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, requests, connections };
}

test('calls go over the unix socket, one connection for all, with the token in a header', async () => {
  const path = join(tempDir(), 's');
  const { requests, connections } = await serve(path);
  const client = connect({ endpoint: { kind: 'socket', path }, token: 'orc_adm_x' });
  expect(await client.cluster.health()).toMatchObject({ ready: true, version: '1' });
  await client.cluster.health();
  expect(requests.map(({ url }) => url)).toEqual(Array(2).fill('/orchion.v1.ClusterService/GetHealth'));
  expect(requests[0]?.headers).toMatchObject({ host: 'localhost', authorization: 'Bearer orc_adm_x' });
  expect(connections.size).toBe(1);
});

test('calls go to a URL, and without a token there is no header', async () => {
  const { server, requests } = await serve(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const client = connect({ endpoint: { kind: 'url', baseUrl: `http://127.0.0.1:${address.port}` }, token: null });
  expect(await client.cluster.health()).toMatchObject({ ready: true });
  expect(requests[0]?.headers.authorization).toBeUndefined();
});

test('a socket that nobody serves is an orchestrator that does not answer', async () => {
  const client = connect({ endpoint: { kind: 'socket', path: join(tempDir(), 'gone') }, token: null });
  await expect(client.cluster.health()).rejects.toMatchObject({ code: 'unavailable' });
});
