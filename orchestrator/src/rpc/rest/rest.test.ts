import { request } from 'node:http';
import { connect } from 'node:net';
import { trustId } from '@orchion/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serveApi, type ApiUnderTest, type RestReply } from '../test/api-under-test.ts';

let api: ApiUnderTest;
beforeEach(async () => {
  api = await serveApi();
});
afterEach(() => api[Symbol.asyncDispose]());

interface JobReply {
  readonly job: { readonly id: string; readonly state: string; readonly spec: object };
}

async function submit(spec: object = { command: ['echo', 'hello'] }): Promise<string> {
  const reply = await api.rest('POST', '/api/v1/jobs', { body: JSON.stringify({ spec }) });
  expect(reply.status, reply.text).toBe(200);
  return (reply.json() as JobReply).job.id;
}

function post(path: string, body: unknown): Promise<RestReply> {
  return api.rest('POST', path, { body: typeof body === 'string' ? body : JSON.stringify(body) });
}

describe('a job', () => {
  test('is submitted, shown, listed, explained, cancelled and retried', async () => {
    const jobId = await submit({ command: ['echo', 'hello'], env: { A: 'b' }, timeout: '90s', cwd: '/tmp' });
    const shown = (await api.rest('GET', `/api/v1/jobs/${jobId}`)).json() as JobReply;
    expect(shown.job).toMatchObject({
      id: jobId,
      state: 'JOB_STATE_QUEUED',
      spec: { command: ['echo', 'hello'], env: { A: 'b' }, timeout: '90s' },
    });
    for (const query of [
      '',
      '?states=JOB_STATE_QUEUED',
      '?states=queued&states=running&page_size=10',
      `?idPrefix=${jobId}`,
    ]) {
      const listed = (await api.rest('GET', `/api/v1/jobs${query}`)).json() as { jobs: { id: string }[] };
      expect(listed.jobs.map(({ id }) => id)).toEqual([jobId]);
    }
    expect((await api.rest('GET', '/api/v1/jobs?states=failed')).json()).toEqual({});
    expect((await api.rest('GET', `/api/v1/jobs/${jobId}/explanation`)).status).toBe(200);
    const cancelled = await api.rest('POST', `/api/v1/jobs/${jobId}:cancel`);
    expect((cancelled.json() as JobReply).job.state).toBe('JOB_STATE_CANCELLED');
    expect(await api.rest('POST', `/api/v1/jobs/${jobId}:cancel`)).toMatchObject({ status: 409 });
    expect((await post(`/api/v1/jobs/${jobId}:retry`, {})).status).toBe(200);
    expect((await post('/api/v1/jobs:batch', { jobs: [{ spec: { command: ['x'] } }] })).status).toBe(200);
    expect((await post('/api/v1/placement:preview', { spec: { command: ['x'] } })).status).toBe(200);
  });

  test('that is not there is 404 with a JSON body and the request’s id', async () => {
    const reply = await api.rest('GET', '/api/v1/jobs/job-zzzzzzzzzzzz', { headers: { 'x-request-id': 'abc-1' } });
    expect(reply.status).toBe(404);
    expect(reply.headers['x-request-id']).toBe('abc-1');
    expect(reply.json()).toMatchObject({ code: 'not_found', details: [], requestId: 'abc-1' });
  });

  test('of the same request id is the same job', async () => {
    const body = { spec: { command: ['x'] }, requestId: 'mine-1' };
    const [a, b] = [await post('/api/v1/jobs', body), await post('/api/v1/jobs', body)];
    expect((a.json() as JobReply).job.id).toBe((b.json() as JobReply).job.id);
  });
});

describe('a wrong body', () => {
  test.each<[string, unknown, string, RegExp]>([
    ['an unknown field', { spec: { command: ['x'], comand: 1 } }, 'spec.comand', /is not known; there are: .*command/],
    ['an unknown field at the top', { specs: {} }, 'specs', /is not known/],
    ['a text for a list', { spec: { command: 'ls' } }, 'spec.command', /must be a list, got a text/],
    [
      'a number in a list of texts',
      { spec: { command: ['ls', 1] } },
      'spec.command[1]',
      /must be a text, got a number/,
    ],
    ['a text for a number', { spec: { command: ['x'], priority: 'high' } }, 'spec.priority', /whole number/],
    ['a fraction for a whole number', { spec: { command: ['x'], priority: 1.5 } }, 'spec.priority', /whole number/],
    [
      'a negative size',
      { spec: { command: ['x'], resources: { memoryBytes: -1 } } },
      'spec.resources.memory_bytes',
      /from 0/,
    ],
    [
      'a number too large',
      { spec: { command: ['x'], resources: { cpuMillis: 2 ** 32 } } },
      'spec.resources.cpu_millis',
      /4294967295/,
    ],
    [
      'a wrong enum value',
      { spec: { command: ['x'], onLost: 'NEVER' } },
      'spec.on_lost',
      /must be one of ON_LOST_HOLD/,
    ],
    ['a wrong duration', { spec: { command: ['x'], timeout: '10 minutes' } }, 'spec.timeout', /for example "90s"/],
    ['a list for an object', { spec: [] }, 'spec', /must be an object, got a list/],
    ['a number in the environment', { spec: { command: ['x'], env: { A: 1 } } }, 'spec.env.A', /must be a text/],
    [
      'one field by both names',
      { spec: { command: ['x'], onLost: 'ON_LOST_HOLD', on_lost: 'ON_LOST_FAIL' } },
      'spec.on_lost',
      /twice/,
    ],
    [
      'both of two that exclude each other',
      { spec: { command: ['x'], resources: { gpus: { count: 1, shareMillis: 5 } } } },
      'spec.resources.gpus.share_millis',
      /excludes/,
    ],
    ['a rule of the domain', { spec: { command: ['x'], cwd: 'here' } }, 'spec.cwd', /absolute path/],
    ['nothing', {}, 'spec', /is missing/],
    ['a list', [], '', /must be an object, got a list/],
  ])('with %s names the field', async (_name, body, field, message) => {
    const reply = await post('/api/v1/jobs', body);
    expect(reply.status, reply.text).toBe(400);
    const error = reply.json() as { code: string; details: { field: string; message: string }[] };
    expect(error.code).toBe('invalid_argument');
    expect(error.details[0]?.field).toBe(field);
    expect(error.details[0]?.message).toMatch(message);
  });

  test('tells all wrong fields at once', async () => {
    const reply = await post('/api/v1/jobs', { spec: { command: 'x', priority: 'x', colour: 1 } });
    const { details } = reply.json() as { details: { field: string }[] };
    expect(details.map(({ field }) => field)).toEqual(['spec.command', 'spec.priority', 'spec.colour']);
  });

  test('that is no JSON says where, and repeats nothing of it', async () => {
    const reply = await post('/api/v1/jobs', '{"spec": {"env": {"KEY": "hush",}}}');
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'invalid_argument' });
    expect(reply.text).toMatch(/is no JSON/);
    expect(reply.text).not.toContain('hush');
  });

  test('that is not UTF-8 is refused', async () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
    const reply = await api.rest('POST', '/api/v1/jobs', { body });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('not UTF-8');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    'application/jsonp',
  ])('of type %s is 415', async (type) => {
    const reply = await api.rest('POST', '/api/v1/jobs', { body: '{}', headers: { 'content-type': type } });
    expect(reply.status).toBe(415);
  });

  test('of 10 MB is 413 on a connection that goes on', async () => {
    const reply = await post('/api/v1/jobs', { spec: { command: ['x'], env: { A: 'x'.repeat(10_000_000) } } });
    expect(reply.status).toBe(413);
    expect(reply.json()).toMatchObject({ code: 'resource_exhausted' });
  });

  test('with __proto__ in it is only an unknown field', async () => {
    const reply = await post('/api/v1/jobs', '{"spec": {"command": ["x"], "__proto__": {"idempotent": true}}}');
    expect(reply.json()).toMatchObject({ details: [{ field: 'spec.__proto__' }] });
  });
});

describe('a connection', () => {
  test.each([
    ['/api/v1/jobs', 100],
    ['/api/v1/jobs', 5_000_000],
    ['/api/v1/nothing', 5_000_000],
    ['/orchion.v1.JobService/SubmitJob', 100],
    ['/orchion.v1.JobService/SubmitJob', 5_000_000],
    ['/orchion.v1.JobService/SubmitJob', 20_000_000],
  ])('goes on after %s refused a body of %d bytes unread', async (path, length) => {
    // By hand: Node's own client gives up a connection whose answer came before its body was sent.
    const socket = connect(api.socketPath);
    let answers = '';
    socket.on('data', (piece) => (answers += piece.toString()));
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
    );
    socket.write('x'.repeat(length));
    socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await until(() => answers.includes('{"status":"ok"}'));
    expect(answers).toMatch(/^HTTP\/1\.1 (401|404) /);
    socket.destroy();
  });
});

describe('a wrong query or path', () => {
  test.each([
    ['/api/v1/jobs?colour=red', 'colour'],
    ['/api/v1/jobs?pageSize=many', 'page_size'],
    ['/api/v1/jobs?pageSize=1&pageSize=2', 'page_size'],
    ['/api/v1/jobs?states=sleeping', 'states[0]'],
    ['/api/v1/jobs/x/logs?cursor.colour=1', 'cursor.colour'],
    ['/api/v1/jobs/x/logs?cursor.stdout=-1', 'cursor.stdout'],
    ['/api/v1/jobs/x/logs?follow=perhaps', 'follow'],
    ['/api/v1/jobs/x/logs?since=yesterday', 'since'],
    ['/api/v1/jobs/x?job_id=y', 'job_id'],
    ['/api/v1/jobs/x?jobId=y', 'job_id'],
    ['/api/v1/nodes?__proto__.x=1', '__proto__'],
  ])('%s names the field', async (path, field) => {
    const reply = await api.rest('GET', path);
    expect(reply.status, reply.text).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'invalid_argument', details: [{ field }] });
  });

  test('in a POST the query is not looked at, and says so', async () => {
    expect((await post('/api/v1/jobs?requestId=1', { spec: { command: ['x'] } })).status).toBe(400);
  });

  test('a wrong verb is 405 with the right ones', async () => {
    const reply = await api.rest('DELETE', '/api/v1/jobs');
    expect(reply.status).toBe(405);
    expect(reply.headers['allow']).toBe('POST, GET');
    expect((await api.rest('POST', '/metrics', { body: '{}' })).headers['allow']).toBe('GET');
  });

  test('an unknown path is 404 in JSON', async () => {
    for (const path of ['/api/v1/nothing', '/', '/index.html', '/api/v2/jobs', '/orchion.v1.JobService/Nothing']) {
      const reply = await api.rest('GET', path);
      expect(reply.status).toBe(404);
      expect(reply.json()).toMatchObject({ code: 'not_found' });
    }
  });
});

describe('a stream', () => {
  const jobId = trustId('job', 'job-000000000001');
  const nodeId = trustId('node', 'node-000000000001');
  const append = (stream: 'stdout' | 'stderr', offset: number, text: string) =>
    api.logHub.append(nodeId, [
      {
        attempt: { jobId, number: 1 },
        chunks: [{ kind: 'data', stream, offset, at: 1, bytes: Buffer.from(text, 'latin1') }],
      },
    ]);

  /** Pieces as they arrive. */
  function open(path: string, accept?: string): { text: () => string; type: () => string; close: () => void } {
    let text = '';
    let type = '';
    const headers = {
      host: 'localhost',
      authorization: `Bearer ${api.admin}`,
      ...(accept === undefined ? {} : { accept }),
    };
    const call = request({ socketPath: api.socketPath, path, headers, agent: false }, (response) => {
      type = response.headers['content-type'] ?? '';
      response.setEncoding('latin1').on('data', (piece: string) => (text += piece));
    });
    call.on('error', () => {}).end();
    return { text: () => text, type: () => type, close: () => call.destroy() };
  }

  test('of a log is one JSON object a line, as it is written', async () => {
    await append('stdout', 0, 'one');
    const log = open(`/api/v1/jobs/${jobId}/logs?follow`);
    await until(() => log.text().includes('\n'));
    expect(log.type()).toBe('application/x-ndjson');
    await append('stderr', 0, 'two');
    await until(() => log.text().split('\n').length === 3);
    api.logHub.finish();
    await until(() => log.text().split('\n').length === 4);
    const lines = log
      .text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { attempt: 1, chunk: { stream: 'LOG_STREAM_STDOUT', data: Buffer.from('one').toString('base64') } },
      { attempt: 1, chunk: { stream: 'LOG_STREAM_STDERR', data: Buffer.from('two').toString('base64') } },
      { attempt: 1, end: { complete: true, cursor: { stdout: '3', stderr: '3' } } },
    ]);
  });

  test.each(['application/octet-stream', 'text/plain'])(
    'of a log as %s is its bytes and nothing else',
    async (accept) => {
      await append('stdout', 0, 'a\x00\xff\n');
      await append('stderr', 0, 'not this');
      await append('stdout', 4, 'b');
      const reply = open(`/api/v1/jobs/${jobId}/logs?stream=stdout`, accept);
      await until(() => reply.text().length === 5);
      expect(reply.text()).toBe('a\x00\xff\nb');
      expect(reply.type()).toContain(accept);
    },
  );

  test('of raw bytes wants one stream to be chosen', async () => {
    const reply = await api.rest('GET', `/api/v1/jobs/${jobId}/logs`, { headers: { accept: 'text/plain' } });
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ details: [{ field: 'stream' }] });
  });

  test('of a log that is not there is 404', async () => {
    expect((await api.rest('GET', '/api/v1/jobs/job-zzzzzzzzzzzz/logs')).status).toBe(404);
  });

  test('of changes begins with a snapshot and follows', async () => {
    const watch = open('/api/v1/watch');
    await until(() => watch.text().includes('\n'));
    const submitted = await submit();
    await until(() => watch.text().includes(submitted));
    watch.close();
  });
});

describe('a node', () => {
  test('that is not there is 404 under every verb', async () => {
    expect((await api.rest('GET', '/api/v1/nodes/nowhere')).status).toBe(404);
    expect((await api.rest('DELETE', '/api/v1/nodes/nowhere?force=true')).status).toBe(404);
    for (const verb of ['cordon', 'uncordon', 'drain']) {
      expect((await post(`/api/v1/nodes/nowhere:${verb}`, {})).status).toBe(404);
    }
  });
});

test('status, health and shutdown answer', async () => {
  expect((await api.rest('GET', '/api/v1/status')).json()).toMatchObject({ orchestrator: { version: '1.2.3' } });
  expect((await api.rest('GET', '/api/v1/health', { token: null })).json()).toEqual({
    ready: true,
    version: '1.2.3',
    apiVersion: 'v1',
  });
  expect((await post('/api/v1/shutdown', {})).status).toBe(200);
  expect(api.isShutDown()).toBe(true);
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('did not come true within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
