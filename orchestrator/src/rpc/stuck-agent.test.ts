/** An agent that stops reading: its session is closed rather than buffered for, while others go on. */
import { connect } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { toBinary } from '@bufbuild/protobuf';
import { encodeEnvelope } from '@connectrpc/connect/protocol';
import { trustId, type Directive } from '@orchion/domain';
import { SessionRequestSchema, agentMessageToWire } from '@orchion/proto';
import { expect, test } from 'vitest';
import type { AgentSessionPort } from '../app/orchestrator.ts';
import { inventory, spec } from '../core/test/builders.ts';
import { serveApi } from './test/api-under-test.ts';

test('a session whose agent does not read is ended, with a bound on what is kept for it', async () => {
  let port: AgentSessionPort | null = null;
  let isGone = false;
  await using api = await serveApi({
    wrap: (orchestrator) => ({
      ...orchestrator,
      openSession: (hello, given) => {
        port = given;
        const session = orchestrator.openSession(hello, given);
        return { ...session, gone: () => ((isGone = true), session.gone()) };
      },
    }),
  });
  const client = connect('http://localhost', { createConnection: () => connectSocket(api.socketPath) });
  client.on('error', () => {});
  const stream = client.request({
    ':method': 'POST',
    ':path': '/orchion.v1.AgentService/Session',
    'content-type': 'application/connect+proto',
    authorization: `Bearer ${api.agent}`,
  });
  stream.on('error', () => {});
  const closed = new Promise((resolve) => stream.once('close', resolve));
  // Never read: no 'data' listener, so the flow control window fills up.
  stream.write(encodeEnvelope(0, toBinary(SessionRequestSchema, agentMessageToWire({ kind: 'hello', hello }))));
  await until(() => port !== null);
  // 3,000 launches of 100 KB: more than the bound of 256 MiB.
  for (let i = 0; i < 3_000 && !isGone; i++) {
    (port as AgentSessionPort | null)?.directive(bigDirective);
    if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => isGone);
  // Had the session only been told its end, that would come after everything that was queued.
  let bytes = 0;
  stream.on('data', (piece: Buffer) => (bytes += piece.length));
  await closed;
  expect(bytes).toBeLessThan(2_000_000);
  client.destroy();
  expect((await api.rest('GET', '/api/v1/nodes')).status).toBe(200);
});

const hello = {
  nodeId: trustId('node', 'node-000000000001'),
  clusterId: null,
  nodeName: 'tower',
  instanceId: trustId('instance', 'instance-000000000001'),
  bootId: 'boot-1',
  agentPid: 1,
  labels: {},
  inventory: inventory(),
  held: [],
  sentAtMs: 1,
} as const;

const bigDirective: Directive = {
  answersSentAtMs: null,
  full: false,
  launches: [
    {
      jobId: trustId('job', 'job-000000000001'),
      number: 1,
      lease: 1,
      spec: spec({ env: { BIG: 'x'.repeat(100_000) } }),
      allocation: { cpuMillis: 0, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} },
      traceparent: '',
    },
  ],
  wanted: [],
  forget: [],
  quarantine: null,
  heartbeatIntervalMs: null,
};

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('did not come true within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
