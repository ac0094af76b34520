/** Over a real socket, against a server that does what a test needs. */
import { trustDigest } from '@orchion/domain';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHttpContent, type HttpContentClient } from './http-content.ts';
import { newFolder, type TestFolder } from './test/folder.ts';

const digest = trustDigest('a'.repeat(64));
let folder: TestFolder;
let server: Server;
let content: HttpContentClient;
let handle: (request: IncomingMessage, response: ServerResponse) => void;
beforeEach(async () => {
  folder = newFolder();
  const path = folder.at('s');
  server = createServer((request, response) => handle(request, response)).listen(path);
  await once(server, 'listening');
  content = createHttpContent({ endpoint: { kind: 'socket', path }, token: () => 'secret' });
});
afterEach(() => {
  content.close();
  server.closeAllConnections();
  server.close();
  folder[Symbol.dispose]();
});

const answering = (status: number, body = '', headers: Record<string, string> = {}) => {
  handle = (request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  };
};
async function* endless(failure: Error | null = null) {
  for (let n = 0; ; n++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (failure !== null && n === 20) throw failure;
    yield Buffer.alloc(64 * 1024);
  }
}
const part = (bytes: AsyncIterable<Uint8Array> | Uint8Array, length = 1e12) => ({
  offset: 0,
  length,
  total: 1e12,
  bytes,
});

test('says who it is, and which part it sends', async () => {
  let seen: IncomingMessage['headers'] = {};
  handle = (request, response) => {
    seen = request.headers;
    request.resume().on('end', () => response.writeHead(202, { 'upload-offset': '4' }).end());
  };
  expect(await content.put(digest, part(Buffer.from('abcd'), 4))).toEqual({ kind: 'partial', offset: 4 });
  expect(seen).toMatchObject({
    authorization: 'Bearer secret',
    'content-range': 'bytes 0-3/1000000000000',
    'content-length': '4',
  });
});

test.each([
  [401, 'refused'],
  [403, 'refused'],
  [404, 'missing'],
  [413, 'wrong'],
  [422, 'changed'],
  [500, 'unavailable'],
  [507, 'full'],
])('an answer of %i is told as %s, in the orchestrator’s words', async (status, code) => {
  answering(status, JSON.stringify({ code: 'x', message: 'because of "this"' }));
  await expect(content.put(digest, part(Buffer.from('x'), 1))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/because of/) as string,
  });
});

test('an answer before the body has gone ends the sending', async () => {
  handle = (_request, response) => response.writeHead(507).end('{"message":"no room"}');
  await expect(content.put(digest, part(endless()))).rejects.toMatchObject({ code: 'full' });
});

test('a stop in the middle of a body is told once the body is let go, and nothing is left behind', async () => {
  const stop = new AbortController();
  let isReading = false;
  let wasLetGo = false;
  const bytes = (async function* () {
    try {
      for await (const piece of endless()) {
        isReading = true;
        yield piece;
      }
    } finally {
      wasLetGo = true;
    }
  })();
  handle = (request) => void request.resume();
  const sending = content.put(digest, part(bytes), stop.signal);
  await expect.poll(() => isReading, { timeout: 60_000 }).toBe(true);
  stop.abort();
  await expect(sending).rejects.toMatchObject({ code: 'stopped' });
  expect(wasLetGo).toBe(true);
});

test('a body that cannot be read is told as that', async () => {
  handle = (request) => void request.resume();
  await expect(content.put(digest, part(endless(new Error('EIO'))))).rejects.toMatchObject({
    code: 'io',
    message: expect.stringMatching(/EIO/) as string,
  });
});

test('a server that hangs up, in either direction, is unavailable', async () => {
  handle = (request) => void request.once('data', () => request.destroy());
  await expect(content.put(digest, part(endless()))).rejects.toMatchObject({ code: 'unavailable' });
  handle = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('ab');
    setImmediate(() => response.destroy());
  };
  const got: Uint8Array[] = [];
  const getting = async (): Promise<void> => {
    for await (const piece of content.get(digest, 0)) got.push(piece);
  };
  await expect(getting()).rejects.toMatchObject({ code: 'unavailable' });
});

test('nobody there, and no token, are told apart', async () => {
  const nobody = createHttpContent({ endpoint: { kind: 'socket', path: folder.at('nothing') }, token: () => 'x' });
  await expect(nobody.missing([digest])).rejects.toMatchObject({ code: 'unavailable' });
  const stranger = createHttpContent({
    endpoint: { kind: 'socket', path: folder.at('nothing') },
    token: () => {
      throw new Error('there is no token file');
    },
  });
  await expect(stranger.missing([digest])).rejects.toMatchObject({
    code: 'refused',
    message: 'there is no token file',
  });
});
