import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { noContainerEngine, trustId, type AgentHello } from '@orchion/domain';
import { createConnectLink } from './connect-link.ts';

const hello: AgentHello = {
  nodeId: trustId('node', 'node-000000000001'),
  clusterId: null,
  nodeName: 'a',
  instanceId: trustId('instance', 'instance-000000000001'),
  bootId: 'boot',
  agentPid: 1,
  labels: {},
  inventory: {
    hostname: 'a',
    os: 'linux',
    osRelease: '6',
    arch: 'x64',
    cpuModel: 'a',
    cpuCoresPhysical: 1,
    cpuCoresLogical: 1,
    memoryBytes: 1,
    disks: [],
    workDiskBytes: 1,
    gpus: [],
    custom: {},
    agentVersion: '0.1.0',
    executors: ['process'],
    containerEngine: noContainerEngine,
  },
  held: [],
  sentAtMs: 0,
};

afterEach(() => vi.useRealTimers());

// A ping that was due ten seconds later ended the agent, each time that it had given up a silent orchestrator.
test('a connection that is given up leaves no timer behind that fails later', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'orchion-link-'));
  const path = join(dir, 'orchestrator.sock');
  const server = createServer();
  const heard = new Promise<void>((resolve) => {
    server.on('stream', (stream) => {
      stream.on('error', () => undefined);
      stream.respond({ ':status': 200, 'content-type': 'application/connect+proto' });
      // And not a word more.
      stream.once('data', () => resolve());
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const link = createConnectLink({ endpoint: { kind: 'socket', path }, token: () => 'token' });
  const session = link.open(hello, { welcome: () => undefined, directive: () => undefined, closed: () => undefined });
  await heard;
  session.close();
  // The streams of a connection close after it, in their own time.
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect(() => vi.advanceTimersByTime(3_600_000)).not.toThrow();
  link.close();
  rmSync(dir, { recursive: true, force: true });
});
