import { expect, test } from 'vitest';
import { gutterIcon, gutterStates } from './gutter-icon.ts';

test('every state has a shape of its own, also without its colour', () => {
  const shapes = gutterStates.map((state) => gutterIcon(state, 'dark').replace(/#[0-9a-f]{6}/g, ''));
  expect(new Set(shapes).size).toBe(gutterStates.length);
});

test('colours are those of the theme', () => {
  expect(gutterIcon('failed', 'light')).not.toBe(gutterIcon('failed', 'dark'));
});
