import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainSay } from '../cluster/say.ts';
import { sendFiles, type SendRequest } from './send-files.ts';

const everything = { include: [], exclude: [] };
let folder = '';
let server: Server;
/** What was stored, by digest; and what the next calls are answered with instead. */
let stored: Map<string, Buffer>;
let status: number | null = null;
let callers: Set<string | undefined>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orchion-send-'));
  stored = new Map();
  status = null;
  callers = new Set();
  server = createServer((request, response) => {
    callers.add(request.headers.authorization);
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      if (status !== null) return void response.writeHead(status).end('{"message":"no room"}');
      const digest = request.url?.split('/').at(-1) ?? '';
      if (request.method === 'POST') {
        // The test is the only caller, and this is what the call's own documents say.
        const { digests } = JSON.parse(body.toString()) as { digests: string[] };
        return void response.end(JSON.stringify({ digests: digests.filter((one) => !stored.has(one)) }));
      }
      if (request.method === 'HEAD') return void response.writeHead(stored.has(digest) ? 200 : 404).end();
      stored.set(digest, body);
      response.writeHead(201).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

function request(over: Partial<SendRequest> = {}): SendRequest {
  // It listens on TCP.
  const { port } = server.address() as AddressInfo;
  const where = { url: `http://127.0.0.1:${port}`, token: 'secret', homeDir: '', nodePath: '', programsDir: '' };
  const rest = { signal: new AbortController().signal, onProgress: () => undefined, say: plainSay };
  return { where, folder, specs: [everything], keptIn: join(folder, '.git'), ...rest, ...over };
}

test('files are sent once, ignored ones and links stay behind', async () => {
  writeFileSync(join(folder, 'a.txt'), 'hello');
  writeFileSync(join(folder, 'b.log'), 'noise');
  writeFileSync(join(folder, '.gitignore'), '*.log\n');
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'x.csv'), '1,2');
  symlinkSync('a.txt', join(folder, 'link'));
  const first = await sendFiles(request());
  expect(first).toMatchObject({ files: 3, passedOver: ['link'] });
  expect([...stored.values()].map(String)).toEqual(expect.arrayContaining(['hello', '1,2']));
  expect([...stored.values()].map(String)).not.toContain('noise');
  expect(callers).toEqual(new Set(['Bearer secret']));
  expect(await sendFiles(request())).toMatchObject({ trees: first?.trees, sentBytes: 0 });
});

test('what the orchestrator refuses is told in a sentence', async () => {
  writeFileSync(join(folder, 'a.txt'), 'hello');
  status = 507;
  await expect(sendFiles(request())).rejects.toThrow('The files could not be sent: no room.');
  const { where } = request();
  await expect(sendFiles(request({ where: { ...where, token: null } }))).rejects.toThrow(/no token/);
});

test('one that is stopped sends nothing more', async () => {
  writeFileSync(join(folder, 'a.txt'), 'hello');
  expect(await sendFiles(request({ signal: AbortSignal.abort() }))).toBeNull();
  expect(stored.size).toBe(0);
});
