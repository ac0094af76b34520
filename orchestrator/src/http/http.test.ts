import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as request1 } from 'node:http';
import { connect as connect2 } from 'node:http2';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../ports/logger.ts';
import { noTelemetry } from '../ports/telemetry.ts';
import { parseTcpAddress, socketAddress } from './listen-address.ts';
import { listen, type Listener } from './listener.ts';
import { guardRequest } from './request-guard.ts';
import type { RequestHandler } from './two-protocols.ts';
import { writeJson } from './write-json.ts';

let home: string;
let listeners: Listener[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'orchion-http-'));
  listeners = [];
});
afterEach(async () => {
  for (const listener of listeners) await listener.close(0);
  rmSync(home, { recursive: true, force: true });
});

const socketPath = (): string => join(home, 'run', 'orchestrator.sock');
const sayVersion: RequestHandler = (request, response) =>
  writeJson(response, 200, { version: request.httpVersion, url: request.url });

async function serve(handle: RequestHandler = sayVersion, tcp = false): Promise<Listener> {
  const address = tcp ? parseTcpAddress('127.0.0.1:0') : socketAddress(socketPath());
  const listener = await listen(address, { handle, telemetry: noTelemetry, log: silentLogger });
  listeners.push(listener);
  return listener;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function get1(headers: Record<string, string> = {}, where: object = { socketPath: socketPath() }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request1({ ...where, path: '/x', agent: false, headers: { host: 'localhost', ...headers } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString() }));
    })
      .on('error', reject)
      .end();
  });
}

function get2(headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const session = connect2('http://localhost', { createConnection: () => connect(socketPath()) });
    session.on('error', reject);
    const stream = session.request({ ':path': '/x', ...headers });
    let status = 0;
    let body = '';
    stream.on('response', (head) => (status = Number(head[':status'])));
    stream.on('data', (piece: Buffer) => (body += piece.toString()));
    stream.on('error', reject);
    stream.on('end', () => {
      session.close();
      resolve({ status, body });
    });
    stream.end();
  });
}

/** Sends bytes and collects the answer until the other side closes. */
function raw(pieces: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(socketPath());
    socket.on('data', (piece) => (answer += piece.toString()));
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
    for (const piece of pieces) socket.write(piece);
  });
}

describe('one socket', () => {
  test('speaks HTTP/1.1 and HTTP/2 side by side', async () => {
    await serve();
    expect(JSON.parse((await get1()).body)).toMatchObject({ version: '1.1' });
    expect(JSON.parse((await get2()).body)).toMatchObject({ version: '2.0' });
    const many = await Promise.all([get1(), get2(), get1(), get2(), get1(), get2()]);
    expect(many.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200]);
  });

  test('knows HTTP/1.1 although its first bytes come one by one, and look like HTTP/2’s at first', async () => {
    await serve();
    const text = 'PRI /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.replace('PRI', 'PUT');
    const socket = connect(socketPath());
    let answer = '';
    socket.on('data', (piece) => (answer += piece.toString()));
    for (const character of text) {
      await new Promise<void>((resolve) => socket.write(character, () => setImmediate(resolve)));
    }
    await new Promise((resolve) => socket.on('close', resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  test('is for its owner only', async () => {
    await serve();
    expect(statSync(socketPath()).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'run')).mode & 0o777).toBe(0o700);
  });

  test('is not opened in a directory that others can enter', async () => {
    mkdirSync(join(home, 'run'));
    chmodSync(join(home, 'run'), 0o755);
    await expect(serve()).rejects.toThrow(/chmod 700/);
  });

  test('that somebody answers on is left to him', async () => {
    await serve();
    await expect(serve()).rejects.toThrow(/already running and answers on/);
    expect((await get1()).status).toBe(200);
  });

  test('whose file was left behind by a killed process is taken over', async () => {
    mkdirSync(join(home, 'run'), { mode: 0o700 });
    // A listening socket whose process dies leaves its file; closing one here would remove it, so it is linked twice.
    const dead = createServer().listen(join(home, 'run', 'dead'));
    await new Promise((resolve) => dead.once('listening', resolve));
    const { linkSync } = await import('node:fs');
    linkSync(join(home, 'run', 'dead'), socketPath());
    await new Promise((resolve) => dead.close(resolve));
    expect(existsSync(socketPath())).toBe(true);
    await serve();
    expect((await get1()).status).toBe(200);
  });

  test('whose name is taken by an ordinary file leaves the file alone', async () => {
    mkdirSync(join(home, 'run'), { mode: 0o700 });
    writeFileSync(socketPath(), 'mine');
    await expect(serve()).rejects.toThrow(/is no socket/);
    expect(existsSync(socketPath())).toBe(true);
  });

  test('closes in good order: a running call ends, then nothing answers', async () => {
    const listener = await serve((_request, response) => {
      setTimeout(() => writeJson(response, 200, { late: true }), 100);
    });
    const running = [get1(), get2()];
    await new Promise((resolve) => setTimeout(resolve, 50));
    await listener.close(5_000);
    for (const answer of await Promise.all(running)) expect(answer.body).toBe('{"late":true}');
    expect(existsSync(socketPath())).toBe(false);
    await expect(get1()).rejects.toThrow();
  });

  test('cuts what does not end within the grace', async () => {
    const listener = await serve(() => {});
    const running = Promise.allSettled([get1(), get2()]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = performance.now();
    await listener.close(200);
    expect(performance.now() - before).toBeLessThan(3_000);
    for (const answer of await running) {
      // A cut HTTP/2 stream without an answer ends without a status.
      expect(answer.status === 'rejected' || answer.value.status === 0).toBe(true);
    }
  });
});

describe('a request', () => {
  test('with too large headers gets 431, not a hang-up', async () => {
    await serve();
    const answer = await raw([`GET /x HTTP/1.1\r\nHost: localhost\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('the headers are larger than 16384 bytes');
    expect((await get2({ 'x-big': 'x'.repeat(40_000) })).status).toBe(431);
    expect((await get2()).status).toBe(200);
  });

  test('that is no HTTP gets 400', async () => {
    await serve();
    expect(await raw(['hello there\r\n\r\n'])).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('the guard', () => {
  const good = { host: 'localhost:7420', origin: undefined, fetchSite: undefined };

  test.each(['localhost:7420', '127.0.0.1:7420', '[::1]:7420', 'LOCALHOST:7420'])('lets %s in', (host) => {
    expect(guardRequest({ ...good, host }, 7420)).toBe(null);
  });

  test.each([
    undefined,
    '',
    'localhost',
    'localhost:80',
    'localhost:7421',
    'evil.example:7420',
    'localhost.evil.example:7420',
    '127.0.0.1.evil.example:7420',
    '0.0.0.0:7420',
    '127.1:7420',
    'localhost:7420, evil.example',
    'localhost:7420@evil.example',
  ])('answers 421 to the host %j', (host) => {
    expect(guardRequest({ ...good, host }, 7420)?.status).toBe(421);
  });

  test.each(['http://localhost:7420', 'http://127.0.0.1:7420', 'http://[::1]:7420'])(
    'lets the origin %s in',
    (origin) => {
      expect(guardRequest({ ...good, origin }, 7420)).toBe(null);
    },
  );

  test.each([
    'null',
    '',
    'https://localhost:7420',
    'http://localhost',
    'http://localhost:3000',
    'http://evil.example',
    'file://',
  ])('answers 403 to the origin %j', (origin) => {
    expect(guardRequest({ ...good, origin }, 7420)?.status).toBe(403);
  });

  test('answers 403 to what a browser calls cross-site', () => {
    expect(guardRequest({ ...good, fetchSite: 'cross-site' }, 7420)?.status).toBe(403);
    expect(guardRequest({ ...good, fetchSite: 'same-origin' }, 7420)).toBe(null);
  });

  test('on a socket, a host has no port of its own', () => {
    expect(guardRequest({ ...good, host: 'localhost:80' }, null)).toBe(null);
    expect(guardRequest({ ...good, host: 'localhost' }, null)).toBe(null);
    expect(guardRequest({ ...good, host: 'localhost:7420' }, null)?.status).toBe(421);
  });

  test('stands before both protocols and every path, with the port that was taken', async () => {
    await serve();
    expect((await get1({ host: 'evil.example' })).status).toBe(421);
    expect((await get1({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await get2({ ':authority': 'evil.example' })).status).toBe(421);
    expect((await get2({ origin: 'http://evil.example' })).status).toBe(403);
    const { url } = await serve(sayVersion, true);
    const port = Number(new URL(url).port);
    expect((await get1({ host: `localhost:${port}` }, { host: '127.0.0.1', port })).status).toBe(200);
    expect((await get1({ host: 'localhost' }, { host: '127.0.0.1', port })).status).toBe(421);
  });
});

describe('an address', () => {
  test.each(['0.0.0.0:7420', '192.168.1.5:7420', '[::]:7420', 'tower.lan:7420', ':7420', '127.0.0.1.evil.example:1'])(
    'that others could reach is refused: %s',
    (text) => {
      expect(() => parseTcpAddress(text)).toThrow(/refused to listen.*127\.0\.0\.1:PORT/);
    },
  );

  test.each(['7420', '127.0.0.1', '127.0.0.1:99999', '127.0.0.1:x'])('that is none is refused: %s', (text) => {
    expect(() => parseTcpAddress(text)).toThrow(/write 127\.0\.0\.1:PORT/);
  });

  test('of a socket has a bounded length', () => {
    expect(() => socketAddress(`/${'x'.repeat(120)}`)).toThrow(/a unix socket can have 103/);
  });

  test('that is taken is told', async () => {
    const { url } = await serve(sayVersion, true);
    const address = parseTcpAddress(new URL(url).host);
    await expect(listen(address, { handle: sayVersion, telemetry: noTelemetry, log: silentLogger })).rejects.toThrow(
      /taken by another process/,
    );
  });
});
