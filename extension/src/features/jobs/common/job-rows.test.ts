import { expect, test } from 'vitest';
import { firstPage, turned, type Page } from '../../../cluster/pages.ts';
import { plainSay } from '../../../cluster/say.ts';
import { aJob, anAttempt, aSpec, byId, jobIdOf } from '../../../cluster/test/builders.ts';
import { jobRows, type JobRowsOptions } from './job-rows.ts';

const options: JobRowsOptions = { pages: new Map(), hasOlder: false, clock: (at) => `t${at}` };

test('jobs stand in their groups, each with what is known of it in words', () => {
  const end = { reason: 'exit_code', exitCode: 3, signal: null, message: 'exit code 3' } as const;
  const jobs = byId(
    aJob('waits', { message: 'waits: a needs 8 cores, 2 are free', sequence: 2 }),
    aJob('first', { spec: aSpec({ name: 'first', priority: 5 }), sequence: 3 }),
    aJob('runs', { state: 'running', startedAt: 7, attempts: [anAttempt('a')] }),
    aJob('dark', { state: 'unknown', attempts: [anAttempt('b')] }),
    aJob('bad', { state: 'failed', startedAt: 10, endedAt: 2010, attempts: [anAttempt('a', { end })] }),
    aJob('good', { state: 'succeeded', startedAt: 10, endedAt: 3010 }),
  );
  const rows = jobRows(jobs, new Map(), options, plainSay);
  const shown = rows.roots.map((group) => [
    `${rows.row(group)?.label} ${rows.row(group)?.description}`,
    ...rows.children(group).map((id) => `${rows.row(id)?.icon} ${rows.row(id)?.label}: ${rows.row(id)?.description}`),
  ]);
  expect(shown).toEqual([
    ['Running 2', 'play-circle runs: on a since t7', 'question dark: b is silent'],
    ['Queued 2', 'clock first: waits for its turn', 'clock waits: waits: a needs 8 cores, 2 are free'],
    ['Finished 2', 'pass good: succeeded · 3s · t3010', 'error bad: exit code 3 · 2s · t2010'],
  ]);
  expect(rows.parent(`job ${jobIdOf('dark')}`)).toBe('group running');
});

test('finished jobs come in pages, older ones from the history', () => {
  const many = byId(...Array.from({ length: 60 }, (_, i) => aJob(`${i}`, { state: 'succeeded', endedAt: i })));
  const old = byId(aJob('old', { state: 'failed', endedAt: -5 }), aJob('1', { state: 'succeeded', endedAt: 1 }));
  const first = jobRows(many, new Map(), options, plainSay);
  expect(first.children('group finished')).toHaveLength(51);
  expect(first.row('more group finished')?.command).toBe('orchion.jobs.more');
  const pages = new Map([['group finished', { from: 0, to: 100 }]]);
  const all = jobRows(many, old, { ...options, pages, hasOlder: true }, plainSay);
  expect(all.children('group finished').slice(-2)).toEqual([`job ${jobIdOf('old')}`, 'more group finished']);
  expect(all.row('group finished')?.description).toBe('61+');
});

test('of a long queue every job can be reached, and the group says how many there are', () => {
  const many = byId(...Array.from({ length: 450 }, (_, i) => aJob(`q${i}`, { sequence: i })));
  const rows = (page: Page) => jobRows(many, new Map(), { ...options, pages: new Map([[queue, page]]) }, plainSay);
  const queue = 'group queued';
  expect(rows(firstPage).row(queue)?.description).toBe('450');
  expect(rows(firstPage).children(queue).at(-1)).toBe('more group queued');
  expect(rows(firstPage).parent('more group queued')).toBe(queue);
  const seen = rows(turned(turned(firstPage, 'more', 200), 'more', 200)).children(queue);
  expect(seen).toEqual(Array.from({ length: 450 }, (_, i) => `job ${jobIdOf(`q${i}`)}`));
});

test('without any job there is no row, so that the view can say what to do', () => {
  expect(jobRows(new Map(), new Map(), options, plainSay).roots).toEqual([]);
});

test('what a job says cannot become part of a tooltip’s markup', () => {
  const job = aJob('x', { message: '[click](command:evil) <img src=x> | $(error)' });
  const text =
    jobRows(byId(job), new Map(), options, plainSay)
      .row(`job ${jobIdOf('x')}`)
      ?.tooltip?.() ?? '';
  expect(text).toContain('\\[click\\]\\(command\\:evil\\) \\<img src=x\\> \\| \\$\\(error\\)');
});
