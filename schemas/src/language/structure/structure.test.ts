import { describe, expect, test } from 'vitest';
import { createModel } from '../model.ts';
import type { DocumentSymbol } from '../shapes.ts';
import { applied, bars, marked } from '../test/marked.ts';
import { foldingRanges } from './folding.ts';
import { formatEdits, indentEdits } from './format.ts';
import { documentLinks } from './links.ts';
import { selectionRanges } from './selection.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { documentSymbols } from './symbols.ts';

const file = `# first
# second
inputs:
  epochs: { type: number }
steps:
  fetch:
    run: |
      ./a.sh
      ./b.sh

    outputs: [version]
    workspace: [src/main.py, '**/*.csv']
  train:
    needs: [fetch]
    matrix:
      size: [1, 2]
    if: needs['fetch'].outputs.version != '' && contains(inputs.epochs, 1)
    uses: ./lib.orchion.yaml
`;
const model = createModel({ fileName: 'a.yaml', text: file });

test('the outline names sections, steps, and what each step declares', () => {
  const shown = (symbols: readonly DocumentSymbol[], depth = 0): string[] =>
    symbols.flatMap(({ name, kind, detail, children }) => [
      `${'  '.repeat(depth)}${kind} ${name}${detail === '' ? '' : `: ${detail}`}`,
      ...shown(children, depth + 1),
    ]);
  expect(shown(documentSymbols(model))).toEqual([
    'section inputs',
    '  input epochs: number',
    'section steps',
    '  step fetch: ./a.sh',
    '    output version: string',
    '  step train: ./lib.orchion.yaml',
    '    axis size',
  ]);
});

test('symbols hold their names and their children', () => {
  const check = ({ range, selectionRange, children }: DocumentSymbol): void => {
    const at = model.lines.offsetAt;
    expect(at(range.start)).toBeLessThanOrEqual(at(selectionRange.start));
    expect(at(selectionRange.end)).toBeLessThanOrEqual(at(range.end));
    children.forEach(check);
  };
  documentSymbols(model).forEach(check);
});

test('blocks and comments fold to their last line', () => {
  const folds = foldingRanges(model).map(
    ({ startLine, endLine, isComment }) => `${startLine}-${endLine}${isComment ? ' comment' : ''}`,
  );
  expect(folds).toEqual(['0-1 comment', '2-3', '4-17', '5-11', '6-8', '12-17', '14-15']);
});

test('the selection grows from a name to the whole file', () => {
  const { text, position } = marked(
    file.replace('outputs.version', 'outputs.ver|sion').replaceAll('¦', '¦').replace('run: |', 'run: ¦'),
  );
  const grown = selectionRanges(createModel({ fileName: 'a', text }), position).map(({ start, end }) => {
    const found = createModel({ fileName: 'a', text }).lines;
    return text.slice(found.offsetAt(start), found.offsetAt(end)).split('\n', 1)[0];
  });
  expect(grown.slice(0, 3)).toEqual([
    'version',
    "needs['fetch'].outputs.version",
    "needs['fetch'].outputs.version != '' && contains(inputs.epochs, 1)",
  ]);
  expect(grown.slice(-4)).toEqual(['fetch:', 'steps:', 'inputs:', '# first']);
});

test('paths without patterns are links', () => {
  expect(documentLinks(model).map(({ target }) => target)).toEqual(['src/main.py', './lib.orchion.yaml']);
});

test('expressions and step names have their colours', () => {
  const shown = semanticTokens(model).map(({ range, type }) => {
    return `${type} ${file.slice(model.lines.offsetAt(range.start), model.lines.offsetAt(range.end))}`;
  });
  expect(shown).toEqual([
    'class fetch',
    'class train',
    'class fetch',
    'variable needs',
    'operator [',
    'class fetch',
    'operator ]',
    'operator .',
    'property outputs',
    'operator .',
    'property version',
    'operator !=',
    "string ''",
    'operator &&',
    'function contains',
    'operator (',
    'variable inputs',
    'operator .',
    'property epochs',
    'operator ,',
    'number 1',
    'operator )',
  ]);
});

describe('formatting', () => {
  test.for([
    ['blanks at line ends', 'a: 1  \nb: 2\n', 'a: 1\nb: 2\n'],
    ['no newline at the end', 'a: 1', 'a: 1\n'],
    ['many at the end', 'a: 1\n\n\n', 'a: 1\n'],
    ['what a shell text holds stays', 'run: ¦\n  a  \n  b\nb: 2\n', 'run: ¦\n  a  \n  b\nb: 2\n'],
    ['Windows lines', 'a: 1 \r\nb: 2', 'a: 1\r\nb: 2\r\n'],
    ['nothing to do', 'a:   { b : 1 }\n', 'a:   { b : 1 }\n'],
    ['an empty file', '', ''],
  ])('%s', ([, source, expected]) => {
    const text = bars(source as string);
    expect(applied(text, formatEdits(createModel({ fileName: 'a', text })))).toBe(bars(expected as string));
  });

  test.for([
    ['below a key', 'a:\n|', 'a:\n  '],
    ['below a value', '  a: 1\n|', '  a: 1\n  '],
    ['below a shell text’s header', 'run: ¦\n|', 'run: ¦\n  '],
    ['below a map in a list', '  - a: 1\n|', '  - a: 1\n    '],
    ['below a list item', '  - a\n|', '  - a\n  '],
    ['not in a shell text', 'run: ¦\n    a: 1\n|', 'run: ¦\n    a: 1\n'],
    ['not after an empty line', 'a:\n\n|', 'a:\n\n'],
  ])('a new line %s', ([, source, expected]) => {
    const { text, position } = marked(source as string);
    expect(applied(text, indentEdits(createModel({ fileName: 'a', text }), position))).toBe(bars(expected as string));
  });
});
