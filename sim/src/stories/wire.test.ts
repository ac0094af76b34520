import { trustId, type JobId } from '@orchion/domain';
import { expect, test } from 'vitest';
import { createNetwork, type Route } from '../network.ts';
import { createOrchestratorHost } from '../orchestrator-host.ts';
import { createWireCalls } from '../wire/wire-calls.ts';
import { createWireClient } from '../wire/wire-client.ts';
import { createWireServer } from '../wire/wire-server.ts';
import { followOverWire } from '../wire/wire-tailer.ts';
import { createWorld } from '../world.ts';
import { specOf } from './scripted-agent.ts';

test('who follows a job that waits for a node is kept waiting, not sent away', async () => {
  const world = createWorld(1, null);
  const network = createNetwork(world, { lost: 0, duplicated: 0, slow: 0, delayMs: 1, slowMs: 1 });
  const host = createOrchestratorHost({
    world,
    settings: { leaseMs: 15_000, lostAfterMs: 300_000, heartbeatIntervalMs: 2_000 },
    diskSyncMs: 1,
    onAwake: () => {},
    onHeard: () => {},
    onCommitted: () => {},
  });
  host.start();
  const serve = createWireServer({ world, host });
  const skew = { inRequests: false, inAnswers: false };
  const clientOver = (route: Route) => createWireClient({ world, network, route, serve, skew });
  const route = network.route('user', () => false);
  const jobs: JobId[] = [];
  void createWireCalls(world, clientOver)
    .submit(route, [{ spec: specOf({}), requestId: trustId('request', 'story') }])
    .then((outcome) => jobs.push(...(outcome.kind === 'ok' ? outcome.value : [])));
  await world.run(100);
  const [jobId] = jobs;
  if (jobId === undefined) throw new Error('the submit of this story is good');
  followOverWire(world, clientOver(route), jobId);
  // Long enough for several signs of life while there is nothing to read.
  await world.run(60_000);
  expect(world.failure).toBeNull();
});
