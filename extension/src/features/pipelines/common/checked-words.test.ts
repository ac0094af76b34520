import { ClientError } from '@orchion/client';
import { expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { checkedWords, notConnectedWords, notPlannedWords, type Checked } from './checked-words.ts';

const checked: Checked = { unchecked: '', nodes: 3, standIns: [], open: [] };

test('a file that was planned says against how many nodes', () => {
  expect(checkedWords(checked, plainSay)).toEqual({ text: 'Checked against 3 nodes', detail: '', isWarning: false });
  expect(checkedWords({ ...checked, nodes: 1 }, plainSay).text).toBe('Checked against 1 node');
});

test('inputs that nobody has given are named', () => {
  expect(checkedWords({ ...checked, standIns: ['room', 'size'] }, plainSay).detail).toBe(
    'planned without a value for inputs.room, inputs.size',
  );
});

test('what was not checked says why', () => {
  const unchecked = notConnectedWords({ kind: 'not_started' }, plainSay);
  expect(checkedWords({ ...checked, unchecked, open: ['2 labels'] }, plainSay)).toEqual({
    text: 'Not checked: no orchestrator runs',
    detail: '2 labels',
    isWarning: true,
  });
});

test('an orchestrator that has no plan is called older, and a refusal is told in its own words', () => {
  expect(notPlannedWords(new ClientError('unimplemented', 'x'), plainSay)).toMatch(/older/);
  const refusal = new ClientError('invalid', 'wrong', [{ field: 'inputs.a', message: 'must be given' }]);
  expect(notPlannedWords(refusal, plainSay)).toBe('inputs.a: must be given');
  expect(notPlannedWords(new ClientError('unavailable', 'gone'), plainSay)).toBe('gone');
});
