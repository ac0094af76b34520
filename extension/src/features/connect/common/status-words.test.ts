import { expect, test } from 'vitest';
import type { ConnectionState } from '../../../cluster/connection-state.ts';
import { plainSay } from '../../../cluster/say.ts';
import { aJob, aNode, byId } from '../../../cluster/test/builders.ts';
import { failureKind, figuresOf, statusLine, statusTooltip, viewMessage } from './status-words.ts';

const figures = figuresOf(
  byId(aNode('a'), aNode('b', { liveness: 'lost' })),
  byId(aJob('1'), aJob('2', { state: 'running' }), aJob('3', { state: 'unknown' }), aJob('4', { state: 'failed' })),
);
const here = { url: '', name: '' };
const failure = { code: 'unavailable', message: 'Nobody answers', hint: 'Look there.', logFile: null };

test.each<[ConnectionState, string, string]>([
  [{ kind: 'idle' }, '$(circle-outline) Orchion: off', ''],
  [{ kind: 'not_started' }, '$(circle-outline) Orchion: off', ''],
  [{ kind: 'untrusted' }, '$(shield) Orchion: workspace not trusted', ''],
  [{ kind: 'connecting' }, '$(sync) Orchion: connecting', ''],
  [{ kind: 'starting', why: 'asked' }, '$(sync) Orchion: starting', ''],
  [
    { kind: 'starting', why: 'crashed', times: 1, waitMs: 0 },
    '$(sync) Orchion: starting',
    'The orchestrator ended unexpectedly; starting it again ...',
  ],
  [
    { kind: 'starting', why: 'crashed', times: 3, waitMs: 2000 },
    '$(sync) Orchion: starting',
    'The orchestrator ended unexpectedly 3 times; starting it again after 2 s ...',
  ],
  [{ kind: 'failed', failure }, '$(error) Orchion: no connection', 'Nobody answers. Look there.'],
  [
    { kind: 'connected', version: '1', cut: null },
    '$(server-environment) Orchion: 1 of 2 nodes, 2 running, 1 waiting',
    '',
  ],
  [
    { kind: 'connected', version: '1', cut: 'It broke' },
    '$(debug-disconnect) Orchion: reconnecting',
    'Reconnecting (It broke). The figures are those of before.',
  ],
])('%j', (state, text, message) => {
  expect(statusLine(state, figures, here, plainSay).text).toBe(text);
  expect(viewMessage(state, 'jobs', plainSay)).toBe(message);
  // Above the nodes it would hide the welcome with its buttons.
  expect(viewMessage(state, 'nodes', plainSay)).toBe(state.kind === 'failed' ? '' : message);
});

test('an orchestrator elsewhere is named, in the line and in its tooltip', () => {
  const state = { kind: 'connected', version: '0.1.0', cut: null } as const;
  const tower = { url: 'https://tower.lan:7420', name: 'the tower' };
  const line = statusLine(state, figures, tower, plainSay);
  expect(line.text).toBe('$(server-environment) Orchion on the tower: 1 of 2 nodes, 2 running, 1 waiting');
  expect(line.spoken).toBe('Orchion on the tower: 1 of 2 nodes, 2 running, 1 waiting');
  expect(statusLine({ kind: 'failed', failure }, figures, tower, plainSay).text).toBe(
    '$(error) Orchion on the tower: no connection',
  );
  const tooltip = (place: typeof tower) => statusTooltip({ state, place, notice: 'Update it.' }, plainSay);
  expect(tooltip(tower)).toBe('the tower (https://tower.lan:7420), version 0.1.0\nUpdate it.');
  expect(tooltip({ ...tower, name: tower.url })).toBe('https://tower.lan:7420, version 0.1.0\nUpdate it.');
  expect(tooltip(here)).toBe('The orchestrator on this machine, version 0.1.0\nUpdate it.');
});

test.each([
  [{ code: 'unavailable', logFile: null }, 'address'],
  [{ code: 'invalid', logFile: null }, 'address'],
  [{ code: 'unauthenticated', logFile: null }, 'token'],
  [{ code: 'no_runtime', logFile: null }, 'runtime'],
  [{ code: 'unavailable', logFile: '/a/log' }, 'start'],
  [{ code: 'unimplemented', logFile: null }, 'other'],
])('the welcome of the failure %j is that of kind %s', (part, kind) => {
  expect(failureKind({ kind: 'failed', failure: { ...failure, ...part } })).toBe(kind);
  expect(failureKind({ kind: 'not_started' })).toBe('');
});
