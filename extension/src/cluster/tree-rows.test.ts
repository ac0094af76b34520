import { expect, test } from 'vitest';
import { createDrawnTree, type TreeRow, type TreeRows } from './tree-rows.ts';

const row: TreeRow = {
  label: 'x',
  description: '',
  icon: null,
  colour: null,
  tooltip: null,
  context: '',
  spoken: '',
  opens: 'never',
  command: null,
};

/** The rows of a state that changes in place, as the store's does. */
interface State {
  roots: string[];
  children: Record<string, string[]>;
  labels: Record<string, string>;
}

function rowsOf(state: State): TreeRows {
  return {
    roots: [...state.roots],
    children: (id) => state.children[id] ?? [],
    parent: () => null,
    row: (id) => (id in state.labels ? { ...row, label: state.labels[id] ?? '' } : null),
  };
}

/** Two rows and a child of the first, all on the screen but `hidden`. */
function drawn() {
  const state: State = { roots: ['a', 'b'], children: { a: ['c'] }, labels: { a: 'a', b: 'b', c: 'c', hidden: 'h' } };
  const tree = createDrawnTree();
  const rows = rowsOf(state);
  tree.drewRoots(rows.roots);
  tree.drewChildren('a', ['c']);
  for (const id of ['a', 'b', 'c']) tree.drewRow(id, rows.row(id) ?? row);
  return { state, tree };
}

test.each<[string, (state: State) => void, unknown]>([
  ['nothing', () => undefined, { kind: 'none' }],
  ['another root', ({ roots }) => roots.push('d'), { kind: 'all' }],
  ['one label', ({ labels }) => (labels.b = 'B'), { kind: 'rows', ids: ['b'] }],
  ['another child', ({ children }) => (children.a = ['c', 'd']), { kind: 'rows', ids: ['a'] }],
  ['a row that is not on the screen', ({ labels }) => (labels.hidden = 'H'), { kind: 'none' }],
])('%s is different', (_name, change, expected) => {
  const { state, tree } = drawn();
  change(state);
  expect(tree.changeTo(rowsOf(state))).toEqual(expected);
});
