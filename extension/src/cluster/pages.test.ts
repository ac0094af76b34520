import { expect, test } from 'vitest';
import { firstPage, pageOf, pageWith, turned, turnOf } from './pages.ts';

const ids = Array.from({ length: 1000 }, (_, index) => `row ${index}`);
const shown = (page: Parameters<typeof pageOf>[2], some = ids, isLast = true) => pageOf('list', some, page, isLast);

test('a list that fits has no rows that ask for more', () => {
  expect(shown(firstPage, ids.slice(0, 200))).toEqual(ids.slice(0, 200));
});

test('a long list ends in a row that asks for more, and gets it', () => {
  expect(shown(firstPage)).toEqual([...ids.slice(0, 200), 'more list']);
  expect(shown(turned(firstPage, 'more', 200))).toEqual([...ids.slice(0, 400), 'more list']);
  expect(turnOf('more list')).toEqual({ turn: 'more', list: 'list' });
  expect(turnOf('row 1')).toBe(null);
});

test('what is not known here is asked for, too', () => {
  expect(shown(firstPage, ids.slice(0, 10), false).at(-1)).toBe('more list');
});

test('a row far down is shown on a page of its own, with what comes before and after it', () => {
  const page = pageWith(firstPage, 777);
  expect(shown(page)).toEqual(['earlier list', ...ids.slice(600, 800), 'more list']);
  expect(shown(turned(page, 'earlier', 200))[1]).toBe('row 400');
  expect(pageWith(page, 601)).toBe(page);
});

test('a page beyond a list that has become short is its first one', () => {
  expect(shown(pageWith(firstPage, 777), ids.slice(0, 30))).toEqual(ids.slice(0, 30));
});
