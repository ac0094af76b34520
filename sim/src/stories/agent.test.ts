import { attemptName } from '@orchion/domain';
import { expect, test } from 'vitest';
import { launchOf, leaseMs, scriptedAgent, specOf } from './scripted-agent.ts';

test('a job that is cancelled while its start hangs past the lease leaves the agent at rest', async () => {
  const story = scriptedAgent({ startMs: 600_000 });
  await story.start();
  const launch = launchOf(story.world, specOf({}, { onDisconnect: 'stop' }));
  story.direct({ launches: [launch], wanted: [{ ...launch, stop: null }] });
  await story.run(1_000);
  story.direct({ wanted: [{ ...launch, stop: 'cancelled' }] });
  await story.run(leaseMs);
  const before = story.world.events;
  await story.run(5_000);
  // Polls and heartbeats, some hundreds; a deadline that is always due would come up without end.
  expect(story.world.failure).toBeNull();
  expect(story.world.events - before).toBeLessThan(1_000);
});

test('a lease that passed in the machine’s sleep is not revived by the first answer after it', async () => {
  const story = scriptedAgent();
  await story.start();
  const launch = launchOf(story.world, specOf({ stubborn: true }, { onDisconnect: 'stop', graceMs: 60_000 }));
  story.direct({ launches: [launch], wanted: [{ ...launch, stop: null }] });
  await story.run(1_000);
  const folder = story.folders.get(attemptName(launch));
  expect(folder?.exit).toBeNull();
  story.machine.sleep(leaseMs + 1_000);
  await story.run(leaseMs + 1_000);
  // Its right had gone to somebody else: asking politely, with a grace, would let two run side by side.
  story.direct({ answersSentAtMs: story.machine.uptimeMs(), full: true });
  await story.run(50);
  expect(folder?.exit?.end.signal).toBe('SIGKILL');
});

test('an ended attempt that nobody names is forgotten only when its log has arrived', async () => {
  const story = scriptedAgent();
  await story.start();
  const launch = launchOf(story.world, specOf({ runMs: 300, pieceBytes: 600, pieceEveryMs: 100_000 }));
  story.direct({ launches: [launch], wanted: [{ ...launch, stop: null }] });
  await story.run(50);
  // The agent dies, the command ends on its own, and its end is already known: from a report before a full disk, say.
  story.kill();
  await story.run(1_000);
  await story.start();
  story.logs.length = 0;
  story.direct({ full: true });
  await story.run(1_000);
  const bytes = story.logs
    .flatMap(({ chunks }) => chunks)
    .reduce((sum, chunk) => sum + (chunk.kind === 'data' ? chunk.bytes.length : 0), 0);
  expect(bytes).toBe(600);
  expect(story.folders.has(attemptName(launch))).toBe(false);
});
