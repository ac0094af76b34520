/** Much of a log in one request, on a real socket, and the same log read back as frames. */
import { request } from 'node:http';
import { startOfLog, trustId, type LogChunk } from '@orchion/domain';
import { createLogFrameReader, logFrameOf, logFramesType } from '@orchion/proto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogAck } from '../../app/log-hub.ts';
import { serveApi, type ApiUnderTest, type RestReply } from '../test/api-under-test.ts';

let api: ApiUnderTest;
beforeEach(async () => {
  api = await serveApi();
});
afterEach(() => api[Symbol.asyncDispose]());

const jobId = trustId('job', 'job-000000000001');
const node = trustId('node', 'node-000000000001');
const path = `/api/v1/agent/logs/${jobId}/1?node=${node}`;

function data(stream: LogChunk['stream'], offset: number, bytes: Uint8Array): LogChunk {
  return { kind: 'data', stream, offset, at: 1_000, bytes };
}

function bodyOf(...chunks: readonly LogChunk[]): Buffer {
  return Buffer.concat(chunks.flatMap((chunk) => logFrameOf({ kind: 'chunk', attempt: 1, chunk })));
}

function upload(body: Buffer, call: { headers?: Record<string, string>; token?: string; to?: string } = {}) {
  const headers = { 'content-type': logFramesType, ...call.headers };
  return api.rest('POST', call.to ?? path, { body, token: call.token ?? api.agent, headers });
}

const large = Buffer.alloc(3 * 1024 * 1024 + 17, 'a log of a few mebibytes ');
const gap: LogChunk = { kind: 'gap', stream: 'stderr', offset: 2, at: 1_000, length: 40, reason: 'cap' };

test('is stored whole, however the connection cuts it, and read back as it was', async () => {
  const reply = await upload(bodyOf(data('stdout', 0, large), data('stderr', 0, Buffer.from('ab')), gap));
  expect(reply.status, reply.text).toBe(200);
  expect(reply.json()).toEqual({ durable: { stdout: large.length, stderr: 42 }, unwanted: false });

  const found = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[], gaps: [] as LogChunk[], ends: 0 };
  const reader = createLogFrameReader();
  const answer = await fetchBytes(`/api/v1/jobs/${jobId}/logs`);
  expect(answer.contentType).toBe(logFramesType);
  for (const event of reader.push(answer.bytes)) {
    if (event.kind === 'end') found.ends++;
    if (event.kind !== 'chunk') continue;
    if (event.chunk.kind === 'gap') found.gaps.push(event.chunk);
    else found[event.chunk.stream].push(event.chunk.bytes);
  }
  expect(reader.isBetween).toBe(true);
  expect(Buffer.concat(found.stdout).equals(large)).toBe(true);
  expect(Buffer.concat(found.stderr).toString()).toBe('ab');
  expect(found.gaps).toEqual([gap]);
  expect(found.ends).toBe(1);
});

test('is asked for batch by batch, and the last answer counts', async () => {
  const asked: number[] = [];
  api.logHub.append = (_node, logs) => {
    asked.push(logs[0]?.chunks.length ?? 0);
    const acks: LogAck[] = logs.map(({ attempt }) => ({
      attempt,
      durable: { stdout: asked.length, stderr: 0 },
      unwanted: false,
    }));
    return Promise.resolve(acks);
  };
  const reply = await upload(bodyOf(data('stdout', 0, large)));
  expect(asked.length).toBeGreaterThan(1);
  expect(reply.json()).toEqual({ durable: { stdout: asked.length, stderr: 0 }, unwanted: false });
});

test('of a log that nobody wants is told so before all of it has come', async () => {
  api.logHub.append = (_node, logs) =>
    Promise.resolve(logs.map(({ attempt }) => ({ attempt, durable: startOfLog, unwanted: true })));
  expect((await upload(bodyOf(data('stdout', 0, large)))).json()).toMatchObject({ unwanted: true });
});

test('keeps what came before the sender broke off within a frame', async () => {
  const body = bodyOf(data('stdout', 0, Buffer.from('hello')), data('stdout', 5, Buffer.from('world')));
  const reply = await upload(body.subarray(0, body.length - 2));
  expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('within a frame')]);
  const { bytes } = await fetchBytes(`/api/v1/jobs/${jobId}/logs?stream=stdout`, 'text/plain');
  expect(bytes.toString()).toBe('hellowor');
});

test('fails as the store does, without an unhandled rejection', async () => {
  api.logHub.append = () => Promise.reject(new Error('the disk broke'));
  expect((await upload(bodyOf(data('stdout', 0, large)))).status).toBe(500);
  expect(api.lines.map(({ message }) => message)).toContain('a log could not be stored');
});

describe('is refused', () => {
  const small = bodyOf(data('stdout', 0, Buffer.from('x')));
  const tries: [string, () => Promise<RestReply>, number][] = [
    ['without a token', () => api.rest('POST', path, { token: null, body: small }), 401],
    ['with a wrong token', () => upload(small, { token: 'orc_node_wrong' }), 401],
    ['as another verb', () => api.rest('GET', path, { token: api.agent }), 405],
    ['as JSON', () => upload(small, { headers: { 'content-type': 'application/json' } }), 415],
    ['of no job', () => upload(small, { to: `/api/v1/agent/logs/x/1?node=${node}` }), 400],
    ['of no node', () => upload(small, { to: `/api/v1/agent/logs/${jobId}/1` }), 400],
    ['of the attempt 0', () => upload(small, { to: `/api/v1/agent/logs/${jobId}/0?node=${node}` }), 400],
    ['with other bytes', () => upload(Buffer.alloc(100)), 400],
    ['with what is no part of a log', () => upload(Buffer.concat(logFrameOf({ kind: 'heartbeat', attempt: 1 }))), 400],
  ];
  test.each(tries)('%s', async (_, attempt, status) => {
    const reply = await attempt();
    expect(reply.status, reply.text).toBe(status);
    expect(reply.json()).toMatchObject({ message: expect.any(String) as string });
  });
});

function fetchBytes(
  of: string,
  accept: string = logFramesType,
): Promise<{ readonly bytes: Buffer; readonly contentType: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'localhost', accept, authorization: `Bearer ${api.admin}` };
    request({ socketPath: api.socketPath, path: of, agent: false, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece)).on('error', reject);
      response.on('end', () => {
        resolve({ bytes: Buffer.concat(pieces), contentType: response.headers['content-type'] });
      });
    })
      .on('error', reject)
      .end();
  });
}
