import { expect, test } from 'vitest';
import { withMeasured, type Results } from './page.ts';

const results: Results = {
  machine: { date: '2026-01-31', cores: 2, cpu: 'CPU', memoryGib: 24, system: 'linux', node: '24' },
  suites: [
    {
      name: 'jobs',
      about: 'About it.',
      rounds: 3,
      busy: 0.1,
      workloads: [
        {
          name: 'work',
          unit: 'jobs/s',
          better: 'higher',
          rows: [
            { contestant: 'Orchion', figure: 'rate', median: 1234.5, min: 1000, max: 2000, ofLimit: 0.5, rounds: [] },
          ],
          absent: [{ name: 'rival', why: 'not installed' }],
        },
      ],
    },
  ],
};

test('what is written by hand around the marks stays, what is between them is replaced', () => {
  const page =
    '# Speed\n\n<!-- measured: begin (npm run bench) -->\nold figures\n<!-- measured: end -->\n\nWhat it means.\n';
  const once = withMeasured(page, results);
  expect(once).toContain('# Speed');
  expect(once).toContain('What it means.');
  expect(once).not.toContain('old figures');
  expect(once).toContain('| Orchion |  1,235 | 1,000 | 2,000 |         0.50 |');
  expect(once).toContain('Absent: rival (not installed).');
  expect(withMeasured(once, results)).toBe(once);
});

test('a page without marks is not touched', () => {
  expect(() => withMeasured('# Speed\n', results)).toThrow(/has no part/);
});
