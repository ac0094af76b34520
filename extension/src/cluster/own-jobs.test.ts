import type { JobSeen } from '@orchion/client';
import { expect, test } from 'vitest';
import { createEmitter } from './emitter.ts';
import { createOwnJobs } from './own-jobs.ts';
import { aJob, byId, jobIdOf } from './test/builders.ts';

function aWindow(kept: unknown = undefined) {
  const changed = createEmitter<void>();
  const store = { jobs: byId<JobSeen>(), onChange: changed.on };
  let memory = kept;
  const open = () => {
    const own = createOwnJobs({ store, read: () => memory, keep: (jobs) => void (memory = jobs) });
    const told: string[] = [];
    own.onEnded((job, end) => void told.push(`${job.spec.name} ${job.state} ${end}`));
    return { own, told };
  };
  return {
    ...open(),
    reload: open,
    memory: () => memory,
    show: (...jobs: readonly JobSeen[]): void => {
      store.jobs = byId(...jobs);
      changed.emit();
    },
  };
}

const done = (name: string): JobSeen => aJob(name, { state: 'succeeded', endedAt: 2 });

test('the end of an own job is told once, and that of others never', () => {
  const { own, told, show } = aWindow();
  own.add(jobIdOf('a'), 'told');
  show(aJob('a'), aJob('b'));
  expect(told).toEqual([]);
  show(done('a'), done('b'));
  show(done('a'), done('b'));
  expect(told).toEqual(['a succeeded told']);
});

test('one that ended before its submit was answered is told, too', () => {
  const { own, told, show } = aWindow();
  show(done('a'));
  own.add(jobIdOf('a'), 'shown');
  expect(told).toEqual(['a succeeded shown']);
});

test('one that ends while the window is loaded anew is told when it is back', () => {
  const window = aWindow();
  window.own.add(jobIdOf('a'), 'told');
  window.own.dispose();
  const { told } = window.reload();
  window.show(done('a'));
  expect(told).toEqual(['a succeeded told']);
  expect(window.memory()).toEqual({});
});

test.for([null, 'text', ['a'], { a: 1 }])('what is no list of jobs is none: %j', (kept) => {
  const { told, show } = aWindow(kept);
  show(done('a'));
  expect(told).toEqual([]);
});

test('of a great many the oldest are forgotten', () => {
  const { own, memory } = aWindow();
  for (let number = 0; number < 205; number += 1) own.add(jobIdOf(String(number)), 'told');
  expect(Object.keys(memory() as object)).toHaveLength(200);
});
