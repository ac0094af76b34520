import { expect, test } from 'vitest';
import { defaultSpec } from './default-spec.ts';
import { nameOf } from './job-name.ts';
import { violationsOfJobSpec } from './job-spec-rules.ts';

test('a job of which only the command is said is a good one', () => {
  expect(violationsOfJobSpec(defaultSpec(['echo', 'hi']))).toEqual([]);
});

test.each([
  [['/usr/bin/python3', 'x.py'], 'python3'],
  [['C:\\tools\\run.exe'], 'run.exe'],
  [['dir/'], 'dir'],
  [['a\u0007b'], 'ab'],
  [['/'], 'job'],
  [[], 'job'],
])('%j is named %s', (command, name) => {
  expect(nameOf(command)).toBe(name);
});
