/** The process itself: started as the CLI starts it, spoken to over its socket, ended by signals and by kill -9. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let home: string;
let children: ChildProcess[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'orchion-main-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  /** Its standard output: the ready line. */
  readonly out: () => string;
  readonly log: () => string;
  readonly exit: Promise<number | string | null>;
}

const dataDir = (): string => join(home, 'data');
const socket = (): string => join(home, 'run', 'orchestrator.sock');
const infoFile = (): string => join(home, 'orchestrator.json');

function start(args: readonly string[] = [], env: Record<string, string> = {}): Started {
  const own = ['--data-dir', dataDir(), '--socket', socket(), '--info-file', infoFile()];
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...own, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let out = '';
  let log = '';
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (log += piece.toString()));
  const exit = new Promise<number | string | null>((resolve) =>
    // 'close': after everything that it said was read.
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  return { child, out: () => out, log: () => log, exit };
}

async function ready(started: Started): Promise<Record<string, unknown>> {
  const deadline = performance.now() + 15_000;
  while (!started.out().includes('\n')) {
    if (performance.now() > deadline || started.child.exitCode !== null) throw new Error(`not ready: ${started.log()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return JSON.parse(started.out()) as Record<string, unknown>;
}

function call(
  method: string,
  path: string,
  body?: object,
  more: Readonly<Record<string, string>> = {},
): Promise<{ status: number; text: string }> {
  const token = readFileSync(join(dataDir(), 'token'), 'utf8').trim();
  return new Promise((resolve, reject) => {
    const headers = {
      host: 'localhost',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...more,
    };
    const outgoing = request({ socketPath: socket(), method, path, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

describe('the process', () => {
  test('says when it is ready, serves, and stops on SIGTERM with nothing left behind', async () => {
    const started = start();
    const info = await ready(started);
    expect(info).toMatchObject({ event: 'ready', pid: started.child.pid, addresses: [`unix:${socket()}`] });
    expect(JSON.parse(readFileSync(infoFile(), 'utf8'))).toMatchObject({ pid: started.child.pid, socket: socket() });
    for (const file of ['token', 'agent-token', 'cluster.db']) {
      expect(statSync(join(dataDir(), file)).mode & 0o077, file).toBe(0);
    }
    expect((await call('GET', '/readyz')).status).toBe(200);
    const metrics = await call('GET', '/metrics');
    expect(metrics.text).toContain('orchion_jobs{state="queued"} 0');
    expect(metrics.text).toMatch(/orchion_build_info\{version="\d/);
    expect(JSON.parse((await call('GET', '/api/v1/openapi.json')).text)).toMatchObject({ openapi: '3.1.0' });
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
    expect(existsSync(socket())).toBe(false);
    expect(existsSync(infoFile())).toBe(false);
  });

  test('keeps what it acknowledged through kill -9, and takes over the socket file', async () => {
    const first = start();
    await ready(first);
    const reply = await call('POST', '/api/v1/jobs', { spec: { command: ['echo', 'hello'] } });
    expect(reply.status, reply.text).toBe(200);
    const { id } = (JSON.parse(reply.text) as { job: { id: string } }).job;
    first.child.kill('SIGKILL');
    await first.exit;
    expect(existsSync(socket())).toBe(true);
    const second = start();
    await ready(second);
    expect((await call('GET', `/api/v1/jobs/${id}`)).status).toBe(200);
  });

  test('stops when a call asks for it, and the call is answered', async () => {
    const started = start();
    await ready(started);
    expect((await call('POST', '/api/v1/shutdown')).status).toBe(200);
    expect(await started.exit).toBe(0);
  });

  test('stops within seconds although a watch is open', async () => {
    const started = start();
    await ready(started);
    const watch = call('GET', '/api/v1/watch');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = performance.now();
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
    expect(performance.now() - before).toBeLessThan(3_000);
    expect((await watch).status).toBe(200);
  });

  test('listens on a loopback port when asked to', async () => {
    const info = await ready(start(['--listen', '127.0.0.1:0']));
    const url = (info['addresses'] as string[])[1] ?? '';
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/api/v1/nodes`)).status).toBe(401);
  });
});

test('with a collector, a submitted job is traced below its caller', async () => {
  const bodies: string[] = [];
  const collector = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (piece: Buffer) => (body += piece.toString()));
    incoming.on('end', () => {
      bodies.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const started = start([], { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  await ready(started);
  const traceId = 'c'.repeat(32);
  const traceparent = `00-${traceId}-${'d'.repeat(16)}-01`;
  const reply = await call('POST', '/api/v1/jobs', { spec: { command: ['x'] } }, { traceparent });
  const { id } = (JSON.parse(reply.text) as { job: { id: string } }).job;
  await call('POST', `/api/v1/jobs/${id}:cancel`);
  started.child.kill('SIGTERM');
  expect(await started.exit).toBe(0);
  await new Promise((resolve) => collector.close(resolve));
  const text = bodies.join('\n');
  for (const part of ['"name":"submit"', '"name":"job"', id, traceId, '"orchion-orchestrator"'])
    expect(text).toContain(part);
});

describe('a start that cannot be', () => {
  test('beside another orchestrator of the same data ends with 3 and leaves the first one alone', async () => {
    await ready(start());
    const second = start();
    expect(await second.exit).toBe(3);
    expect(second.log()).toContain('another orchestrator already uses');
    expect((await call('GET', '/readyz')).status).toBe(200);
  });

  test('with a token that others can read ends with 2 and the command that closes it', async () => {
    const first = start();
    await ready(first);
    first.child.kill('SIGTERM');
    await first.exit;
    chmodSync(join(dataDir(), 'token'), 0o640);
    const second = start();
    expect(await second.exit).toBe(2);
    expect(second.log()).toContain(`chmod 600 ${join(dataDir(), 'token')}`);
  });

  test.each<[string, string[], Record<string, string>, string]>([
    ['an address that others could reach', ['--listen', '0.0.0.0:7420'], {}, 'refused to listen on 0.0.0.0:7420'],
    ['an unknown flag', ['--verbose'], {}, '\\"--verbose\\" is no flag'],
    ['a wrong variable', [], { ORCHION_LEASE_MS: 'soon' }, 'ORCHION_LEASE_MS is'],
  ])('with %s ends with 2 and one line that says so', async (_name, args, env, said) => {
    const started = start(args, env);
    expect(await started.exit).toBe(2);
    expect(started.log()).toContain(said);
    expect(started.log()).not.toContain('node:internal');
    expect(existsSync(socket())).toBe(false);
  });
});
