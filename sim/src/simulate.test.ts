import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

test('the same seed twice is the same history, another seed is another one', async () => {
  const once = await simulate({ seed: 7, hours: 0.03 });
  const twice = await simulate({ seed: 7, hours: 0.03 });
  const other = await simulate({ seed: 8, hours: 0.03 });
  expect(once.failure).toBeNull();
  expect(twice.traceHash).toBe(once.traceHash);
  expect(other.traceHash).not.toBe(once.traceHash);
  expect(once.commandsStarted).toBeGreaterThan(0);
});

test('a failure is told with the end of its story', async () => {
  // Machines on which every start takes weeks: the jobs of this weather cannot end.
  const lines: string[] = [];
  const result = await simulate({
    seed: 1,
    hours: 0.01,
    tell: (line) => lines.push(line),
    adjust: (swarm) => ({
      ...swarm,
      executor: { hangs: 0, startMs: 1e12 },
      load: { ...swarm.load, pipelines: 0 },
    }),
  });
  expect(result.failure?.checker).toBe('all-work-ends');
  expect(result.last.length).toBeGreaterThan(0);
  expect(lines.at(-1)).toBe(result.last.at(-1));
});
