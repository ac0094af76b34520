import { expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { nameOfPlace, nameOfUrl, nameProblem, profilesFrom, withProfile } from './profiles.ts';
import { versionWords } from './version-words.ts';

const tower = { name: 'tower', url: 'https://tower.lan:7420' };
const lab = { name: 'lab', url: 'http://127.0.0.1:1' };

test('what is no connection in the setting is left out', () => {
  const written = [tower, { url: ' http://127.0.0.1:1 ' }, { name: 'x' }, { url: 'tower' }, null, 'x', tower];
  expect(profilesFrom(written)).toEqual([tower, { name: lab.url, url: lab.url }]);
  for (const wrong of [undefined, {}, 'x']) expect(profilesFrom(wrong)).toEqual([]);
});

test('a connection takes the place of the one that is edited, and of one with its address', () => {
  expect(withProfile([tower], lab, null)).toEqual([lab, tower]);
  expect(withProfile([tower, lab], { name: 'big', url: 'https://big' }, tower)).toEqual([
    { name: 'big', url: 'https://big' },
    lab,
  ]);
  expect(withProfile([tower], { ...tower, name: 'other' }, null)).toEqual([{ ...tower, name: 'other' }]);
});

test('a connection has a name of its own', () => {
  expect(nameProblem('  ', [], plainSay)).toMatch(/^Give it a name/);
  expect(nameProblem('tower', [tower], plainSay)).toBe('Another connection is called that');
  expect(nameProblem('x'.repeat(61), [], plainSay)).toBe('At most 60 characters');
  expect(nameProblem('lab', [tower], plainSay)).toBeUndefined();
  expect([nameOfUrl(tower.url), nameOfUrl('http://[::1]:2'), nameOfUrl('unix:/x')]).toEqual([
    'tower',
    '[::1]',
    'unix:/x',
  ]);
});

test.each([
  ['0.1.9', '', /^$/],
  ['next', '', /^$/],
  ['0.0.9', '', /^The orchestrator on this machine is older \(0\.0\.9\) than .*Restart Local Orchestrator.*jobs go on/],
  [
    '0.2.0',
    '',
    /^The orchestrator on this machine is newer \(0\.2\.0\) than this extension \(0\.1\.0\): update the ext/,
  ],
  ['0.0.1', tower.url, /^The orchestrator at https:\/\/tower.lan:7420 is older .* Update it there/],
  ['1.0.0', tower.url, /update the extension\.$/],
])('an orchestrator of version %s at "%s" beside an extension of 0.1.0', (theirs, url, words) => {
  expect(versionWords({ own: '0.1.0', theirs, url }, plainSay)).toMatch(words);
});

test('the orchestrator of this window is called as its connection is, else after its machine', () => {
  const profiles = [{ name: 'the tower', url: 'https://tower.lan:7420' }];
  expect(nameOfPlace('https://tower.lan:7420', profiles)).toBe('the tower');
  expect(nameOfPlace('https://shed.lan:7420', profiles)).toBe('shed');
  expect(nameOfPlace('', profiles)).toBe('');
});
