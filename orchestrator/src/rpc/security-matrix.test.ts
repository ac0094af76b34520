/** Every method over every protocol, with every kind of caller that must be refused: made from the table of rights. */
import { create } from '@bufbuild/protobuf';
import type { DescMethod, DescMethodStreaming, DescMethodUnary, DescService } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  AgentService,
  ClusterService,
  ContentService,
  JobService,
  LogService,
  NodeService,
  RunService,
  rightOfMethod,
  routes,
} from '@orchion/proto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newToken } from '../platform/token.ts';
import { methodName } from './method-name.ts';
import { rightNeededFor } from './method-right.ts';
import { protocols, serveApi, type ApiUnderTest, type Protocol } from './test/api-under-test.ts';

const services: readonly DescService[] = [
  AgentService,
  ClusterService,
  ContentService,
  JobService,
  LogService,
  NodeService,
  RunService,
];
const methods = services.flatMap((service) => service.methods);

let api: ApiUnderTest;
beforeAll(async () => {
  api = await serveApi();
});
afterAll(() => api[Symbol.asyncDispose]());

interface Caller {
  readonly name: string;
  readonly token: () => string | null;
  readonly code: Code;
  readonly status: number;
  /** Whether this caller must be refused by the method. */
  readonly refused: (method: DescMethod) => boolean;
}

const callers: readonly Caller[] = [
  { name: 'no token', token: () => null, code: Code.Unauthenticated, status: 401, refused: (m) => !isPublic(m) },
  {
    name: 'an unknown token',
    token: () => newToken('admin'),
    code: Code.Unauthenticated,
    status: 401,
    refused: (m) => !isPublic(m),
  },
  {
    name: 'a token cut short',
    token: () => api.admin.slice(0, -1),
    code: Code.Unauthenticated,
    status: 401,
    refused: (m) => !isPublic(m),
  },
  { name: 'an empty token', token: () => '', code: Code.Unauthenticated, status: 401, refused: (m) => !isPublic(m) },
  {
    name: 'the agent token',
    token: () => api.agent,
    code: Code.PermissionDenied,
    status: 403,
    // Said here once more, so that a wrong table of roles is seen.
    refused: (m) => !isPublic(m) && m.parent.name !== 'AgentService' && m.parent.name !== 'ContentService',
  },
];

function isPublic(method: DescMethod): boolean {
  return methodName(method) === 'orchion.v1.ClusterService/GetHealth';
}

/** Calls with an empty request; answers the code of the error, or null where there was none. */
async function codeOf(method: DescMethod, protocol: Protocol, token: string | null): Promise<Code | null> {
  const transport = api.transport(protocol, token);
  const message = create(method.input);
  try {
    if (method.methodKind === 'unary') {
      await transport.unary(method as DescMethodUnary, undefined, 5_000, undefined, message);
      return null;
    }
    const once = (async function* () {
      yield message;
    })();
    const stop = new AbortController();
    const { message: replies } = await transport.stream(
      method as DescMethodStreaming,
      stop.signal,
      5_000,
      undefined,
      once,
    );
    for await (const _reply of replies) break;
    stop.abort();
    return null;
  } catch (error) {
    return ConnectError.from(error).code;
  }
}

test('the table of rights has every method of every service, and no other', () => {
  expect(Object.keys(rightOfMethod).sort()).toEqual(methods.map(methodName).sort());
});

test('only GetHealth needs no token', () => {
  const open = Object.entries(rightOfMethod).filter(([, right]) => right === 'public');
  expect(open.map(([name]) => name)).toEqual(['orchion.v1.ClusterService/GetHealth']);
});

test('a method that declares no right is nobody’s', () => {
  const undeclared = { ...JobService.method.getJob, name: 'Undeclared' } as unknown as DescMethod;
  expect(rightNeededFor(undeclared)).toBe(null);
});

describe.each(protocols)('over %s', (protocol) => {
  // A session needs both directions at once, which HTTP/1.1 does not have.
  const possible = methods.filter(
    (m) => m.methodKind !== 'bidi_streaming' || protocol.includes('http/2') || protocol === 'grpc',
  );

  describe.each(callers)('$name', ({ token, code, refused }) => {
    test.each(possible.filter(refused).map((method) => [methodName(method), method] as const))(
      'is refused by %s',
      async (_name, method) => {
        expect(await codeOf(method, protocol, token())).toBe(code);
      },
    );
  });

  test('the admin token passes the gate of every method', async () => {
    // Not Shutdown: it would end the others' orchestrator. What comes of an empty request is each method's own matter.
    for (const method of possible.filter(({ name }) => name !== 'Shutdown')) {
      const code = await codeOf(method, protocol, api.admin);
      expect([Code.Unauthenticated, Code.PermissionDenied], methodName(method)).not.toContain(code);
    }
  });

  test('health answers without a token', async () => {
    expect(await codeOf(ClusterService.method.getHealth, protocol, null)).toBe(null);
  });
});

describe('over REST', () => {
  const pathOf = (path: string): string => path.replace(/\{[^}]+\}/g, 'x');

  describe.each(callers)('$name', ({ token, status, refused }) => {
    test.each(
      routes
        .filter(({ descriptor }) => refused(descriptor))
        .map((route) => [`${route.verb} ${route.path}`, route] as const),
    )('is refused by %s', async (_name, { verb, path }) => {
      const reply = await api.rest(verb, pathOf(path), { token: token() });
      expect(reply.status).toBe(status);
      expect(reply.json()).toMatchObject({
        code: status === 401 ? 'unauthenticated' : 'permission_denied',
        details: [],
      });
      if (status === 401) expect(reply.headers['www-authenticate']).toBe('Bearer');
    });
  });

  test.each(['/metrics', '/api/v1/openapi.json'])('%s needs the right to read', async (path) => {
    expect((await api.rest('GET', path, { token: null })).status).toBe(401);
    expect((await api.rest('GET', path, { token: api.agent })).status).toBe(403);
    expect((await api.rest('GET', path)).status).toBe(200);
  });

  test.each(['/healthz', '/readyz', '/api/v1/health'])('%s answers without a token', async (path) => {
    expect((await api.rest('GET', path, { token: null })).status).toBe(200);
  });

  test.each([
    '/api/v1/jobs/',
    '/api/v1//jobs',
    '//api/v1/jobs',
    '/API/v1/jobs',
    '/api/v1/jobs;x',
    '/api/v1/jobs%2f',
    '/api/v1/%6Aobs',
    '/api/v1/health/../jobs',
    '/api/v1/jobs/x/logs/health',
    '/api/v1/health/configs',
    '/healthz/../metrics',
    '/metrics/',
    `/api/v1/content/${'a'.repeat(64)}`,
    '/api/v1/content/',
    '/api/v1/content/../health',
    '/metrics%20',
    '/orchion.v1.JobService/ListJobs/',
    '/orchion.v1.JobService//ListJobs',
    '/x/orchion.v1.ClusterService/GetHealth',
    '/orchion.v1.clusterservice/gethealth',
  ])('the path %s, which only looks like another one, answers nothing without a token', async (path) => {
    const reply = await api.rest('GET', path, { token: null });
    expect([401, 404]).toContain(reply.status);
  });

  test('a token is refused in every place but the header', async () => {
    const inQuery = await api.rest('GET', `/api/v1/nodes?token=${api.admin}&access_token=${api.admin}`, {
      token: null,
    });
    expect(inQuery.status).toBe(401);
    const inCookie = await api.rest('GET', '/api/v1/nodes', { token: null, headers: { cookie: `token=${api.admin}` } });
    expect(inCookie.status).toBe(401);
    const basic = { authorization: `Basic ${Buffer.from(`x:${api.admin}`).toString('base64')}` };
    expect((await api.rest('GET', '/api/v1/nodes', { token: null, headers: basic })).status).toBe(401);
  });

  test('a foreign host or origin is refused whatever the token', async () => {
    expect((await api.rest('GET', '/api/v1/nodes', { headers: { host: 'evil.example' } })).status).toBe(421);
    expect((await api.rest('GET', '/healthz', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
    const rpc = { origin: 'http://evil.example', 'content-type': 'application/json' };
    expect((await api.rest('POST', '/orchion.v1.ClusterService/GetHealth', { body: '{}', headers: rpc })).status).toBe(
      403,
    );
  });

  test('the refusal comes before the body is looked at', async () => {
    expect((await api.rest('POST', '/api/v1/jobs', { token: null, body: 'no json' })).status).toBe(401);
    const connect = await api.rest('POST', '/orchion.v1.JobService/SubmitJob', { token: null, body: 'no json' });
    expect(connect.status).toBe(401);
  });
});

test('refused tries are in the log, at a bounded rate and without the token', async () => {
  const bad = newToken('admin');
  const before = api.lines.length;
  for (let i = 0; i < 50; i++) await api.rest('GET', '/api/v1/nodes', { token: bad });
  expect(api.lines.length - before).toBeLessThanOrEqual(1);
  expect(api.lines.filter(({ message }) => message === 'a caller was refused').length).toBeGreaterThanOrEqual(1);
  expect(JSON.stringify(api.lines)).not.toContain(bad);
});
