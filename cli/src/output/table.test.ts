import { expect, test } from 'vitest';
import { clean, styleFor } from './style.ts';
import { renderPairs, renderTable } from './table.ts';

const plain = (text: string): string => text;
const columns = [{ title: 'NAME' }, { title: 'JOBS', align: 'right' }, { title: 'WHY' }] as const;

test('columns are as wide as their widest cell, and rows do not end in spaces', () => {
  const rows = [
    ['a', '12', 'x'],
    ['tower', '3', ''],
  ];
  expect(renderTable(columns, rows, { width: null, title: plain })).toBe(
    'NAME   JOBS  WHY\na        12  x\ntower     3\n',
  );
});

test('colours take no room', () => {
  const style = styleFor({ isTerminal: true }, {});
  const text = renderTable(columns, [[style.good('ok'), '1', 'x']], { width: null, title: plain });
  expect(text.split('\n')[1]).toBe('\u001b[32mok\u001b[39m       1  x');
});

test('only the last column is cut at the edge of the terminal', () => {
  const text = renderTable(columns, [['a', '1', 'a reason that is much too long']], { width: 30, title: plain });
  const [, row = ''] = text.split('\n');
  expect(row).toBe('a        1  a reason that is …');
  expect(row.length).toBe(30);
});

test('pairs without a value are left out', () => {
  expect(
    renderPairs(
      [
        ['id', 'job-1'],
        ['message', ''],
        ['state', 'running'],
      ],
      plain,
    ),
  ).toBe('id     job-1\nstate  running\n');
});

test.each([
  ['a pipe', { isTerminal: false }, {}],
  ['NO_COLOR', { isTerminal: true }, { NO_COLOR: '1' }],
  ['a dumb terminal', { isTerminal: true }, { TERM: 'dumb' }],
])('no colours with %s', (_name, sink, env) => {
  expect(styleFor(sink, env).bad('x')).toBe('x');
});

test('text of another origin cannot break the line, steer the terminal or turn its direction', () => {
  expect(clean('a\nb\u001b[2Jc\u009b1md\u202ee')).toBe('a b [2Jc 1md e');
});
