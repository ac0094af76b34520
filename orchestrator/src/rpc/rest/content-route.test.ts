/** Files over HTTP, on a real socket. */
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesOf, digestOf } from '../../store/contract/content-store-contract.ts';
import { serveApi, type ApiUnderTest } from '../test/api-under-test.ts';

let api: ApiUnderTest;
beforeEach(async () => {
  api = await serveApi();
});
afterEach(() => api[Symbol.asyncDispose]());

const bytes = bytesOf(1000);
const digest = digestOf(bytes);
const path = `/api/v1/content/${digest}`;
const octets = { 'content-type': 'application/octet-stream' };
const put = (body: Buffer, headers: Record<string, string> = {}) =>
  api.rest('PUT', path, { body, headers: { ...octets, ...headers } });

test('what is put is had, whole and in ranges', async () => {
  expect((await api.rest('HEAD', path)).status).toBe(404);
  expect((await api.rest('GET', path)).status).toBe(404);
  const stored = await put(bytes);
  expect(stored.status).toBe(201);
  expect(stored.json()).toEqual({ digest, bytes: 1000 });
  const head = await api.rest('HEAD', path);
  expect([head.status, head.headers['content-length'], head.headers['accept-ranges']]).toEqual([200, '1000', 'bytes']);
  const whole = await api.rest('GET', path);
  expect([whole.status, whole.headers['content-length']]).toEqual([200, '1000']);
  expect(whole.text).toBe(bytes.toString());
  const part = await api.rest('GET', path, { headers: { range: 'bytes=10-19' } });
  expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 10-19/1000']);
  expect(part.text).toBe(bytes.subarray(10, 20).toString());
  const beyond = await api.rest('GET', path, { headers: { range: 'bytes=1000-' } });
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */1000']);
});

test('an upload in parts says where to go on', async () => {
  const first = await put(bytes.subarray(0, 400), { 'content-range': 'bytes 0-399/1000' });
  expect([first.status, first.headers['upload-offset']]).toEqual([202, '400']);
  const head = await api.rest('HEAD', path);
  expect([head.status, head.headers['upload-offset']]).toEqual([404, '400']);
  const beyond = await put(bytes.subarray(600), { 'content-range': 'bytes 600-999/1000' });
  expect([beyond.status, beyond.headers['upload-offset']]).toEqual([409, '400']);
  expect(beyond.json()).toMatchObject({
    code: 'failed_precondition',
    message: expect.stringMatching(/byte 400/) as string,
  });
  expect((await put(bytes.subarray(400), { 'content-range': 'bytes 400-999/1000' })).status).toBe(201);
  expect((await api.rest('GET', path)).text).toBe(bytes.toString());
});

test('a sender that is cut leaves what it sent', async () => {
  await new Promise<void>((resolve) => {
    const headers = { host: 'localhost', authorization: `Bearer ${api.admin}`, 'content-length': 1000 };
    const outgoing = request({ socketPath: api.socketPath, method: 'PUT', path, agent: false, headers });
    outgoing.on('error', () => undefined).on('close', resolve);
    outgoing.write(bytes.subarray(0, 300), () => setTimeout(() => outgoing.destroy(), 50));
  });
  await expect
    .poll(async () => (await api.rest('HEAD', path)).headers['upload-offset'], { timeout: 60_000 })
    .toBe('300');
});

test('bytes that are not what they are called are refused, and nothing of them stays', async () => {
  const wrong = await put(Buffer.concat([bytes.subarray(1), Buffer.from('x')]));
  expect(wrong.status).toBe(422);
  expect(wrong.json()).toMatchObject({ code: 'invalid_argument', message: expect.stringContaining(digest) as string });
  expect((await api.rest('HEAD', path)).headers['upload-offset']).toBe('0');
});

test('a full store says so, and what would help', async () => {
  const large = bytesOf(100_001);
  const reply = await api.rest('PUT', `/api/v1/content/${digestOf(large)}`, { body: large, headers: octets });
  expect(reply.status).toBe(507);
  expect(reply.json()).toMatchObject({ code: 'resource_exhausted' });
});

test.each([
  ['a name that is no digest', 'GET', '/api/v1/content/abc', {}, 404],
  ['a path that would leave', 'GET', '/api/v1/content/..%2f..%2ftoken', {}, 404],
  ['another verb', 'POST', path, {}, 405],
  [
    'a range that does not fit',
    'PUT',
    path,
    { body: Buffer.from('x'), headers: { 'content-range': 'bytes 0-9/10' } },
    400,
  ],
  [
    'more than one file may have',
    'PUT',
    path,
    { body: Buffer.from('x'), headers: { 'content-range': 'bytes 0-0/9000000000000000' } },
    413,
  ],
])('%s is refused', async (_name, verb, where, call, status) => {
  const reply = await api.rest(verb, where, call);
  expect(reply.status).toBe(status);
});

describe('who may', () => {
  test('agents and users may, others may not, whatever the path', async () => {
    expect((await api.rest('PUT', path, { token: api.agent, body: bytes, headers: octets })).status).toBe(201);
    expect((await api.rest('GET', path, { token: api.agent })).status).toBe(200);
    for (const token of [null, 'x', api.agent.slice(1)]) {
      for (const where of [path, '/api/v1/content/x']) {
        for (const verb of ['GET', 'PUT', 'DELETE']) {
          expect((await api.rest(verb, where, { token })).status).toBe(401);
        }
        expect((await api.rest('HEAD', where, { token })).status).toBe(401);
      }
    }
  });
});

describe('a job with files', () => {
  const list = JSON.stringify([{ path: 'a', bytes: 1000, digest, isExecutable: false }]);
  const tree = digestOf(Buffer.from(list));
  const submit = () =>
    api.rest('POST', '/api/v1/jobs', {
      body: JSON.stringify({ spec: { command: ['true'], files: { fetch: [{ tree }] } } }),
    });

  test('is accepted once all of them are here, and told before what is missing', async () => {
    const early = await submit();
    expect(early.status).toBe(400);
    expect(early.json()).toMatchObject({
      details: [{ field: 'spec.files.fetch[0].tree', message: expect.stringMatching(/no such tree/) as string }],
    });
    await api.rest('PUT', `/api/v1/content/${tree}`, { body: list });
    expect((await submit()).json()).toMatchObject({
      details: [{ message: expect.stringMatching(/1 of its 1 files/) as string }],
    });
    const asked = await api.rest('POST', '/api/v1/content:missing', {
      body: JSON.stringify({ digests: [tree, digest] }),
    });
    expect(asked.json()).toEqual({ digests: [digest] });
    await put(bytes);
    expect((await submit()).status).toBe(200);
    expect(api.orchestrator.contentReferences.trees()).toEqual([tree]);
  });

  test('what is no tree is none', async () => {
    await put(bytes);
    const reply = await api.rest('POST', '/api/v1/jobs', {
      body: JSON.stringify({ spec: { command: ['true'], files: { fetch: [{ tree: digest }] } } }),
    });
    expect(reply.json()).toMatchObject({
      details: [{ message: expect.stringMatching(/is no tree: .*JSON/) as string }],
    });
  });
});
