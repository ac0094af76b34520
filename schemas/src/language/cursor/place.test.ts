import { describe, expect, test } from 'vitest';
import { createLineIndex } from '../line-index.ts';
import { marked } from '../test/marked.ts';
import { placeAt } from './place.ts';

function shown(source: string): string {
  const { text, position } = marked(source);
  const { role, path, word, siblings, style, scalar, hasColon } = placeAt(text, createLineIndex(text), position);
  const extra = [
    style === 'flow' ? ' flow' : '',
    scalar === 'plain' ? '' : ` ${scalar}`,
    siblings.length > 0 ? ` beside ${siblings.join(',')}` : '',
    hasColon ? ' colon' : '',
  ].join('');
  return `${role} ${path.join('.') || '-'} <${text.slice(word.start, word.end)}>${extra}`;
}

describe('a position in block style', () => {
  test.for([
    ['an empty file', '|', 'key - <>'],
    ['half a key at the top', 'na|', 'key - <na>'],
    ['a key among others', 'name: x\nru|\nenv:\n  A: 1\n', 'key - <ru> beside name,env'],
    ['a key that has its colon', 'na|me: x\n', 'key - <name> colon'],
    ['a blank line below a key', 'resources:\n  |', 'key resources <>'],
    ['deeper', 'steps:\n  a:\n    resources:\n      cpu: 1\n      me|', 'key steps.a.resources <me> beside cpu'],
    ['back out', 'steps:\n  a:\n    resources:\n      cpu: 1\n    ti|', 'key steps.a <ti> beside resources'],
    ['between blocks', 'steps:\n  a:\n    run: x\n|\n  b:\n    run: y\n', 'key - <> beside steps'],
    ['a value', 'on-lost: re|', 'value on-lost <re>'],
    ['an empty value', 'on-lost: |', 'value on-lost <>'],
    ['right behind the colon', 'on-lost:|', 'value on-lost <>'],
    ['a value before a comment', 'on-lost: re|t # why', 'value on-lost <ret>'],
    ['in a comment', 'on-lost: x # wh|y', 'none on-lost <>'],
    ['in a comment line', '# wh|y', 'none - <>'],
    ['a list item', 'needs:\n  - a\n  - |', 'either needs.1 <>'],
    ['a list item in its key’s column', 'a:\n  needs:\n  - a\n  - b|', 'either a.needs.1 <b>'],
    ['a map in a list', 'fetch:\n  - from: a\n  - fr|', 'either fetch.1 <fr>'],
    ['the second key of a map in a list', 'fetch:\n  - from: a\n    na|', 'key fetch.0 <na> beside from'],
    ['a value in a map in a list', 'fetch:\n  - from: a\n  - from: b|', 'value fetch.1.from <b>'],
    ['a list in a list', 'm:\n  - - a\n    - |', 'either m.0.1 <>'],
    ['a quoted value', 'name: "ab|c"\n', 'value name <abc> double'],
    ['an open quote', "name: 'ab|\nrun: x\n", 'value name <ab> single'],
    ['behind a quoted value', 'name: "abc" |', 'none name <>'],
    ['a block scalar', 'run: ¦\n  echo hi\n  ec|ho\nname: x\n', 'value run <  echo> block'],
    ['what looks like a key in a block scalar', 'run: ¦\n  a:\n    b: |\nname: x\n', 'value run <    b: > block'],
    [
      'an empty line of a block scalar',
      'steps:\n  a:\n    run: ¦-\n      echo\n      |',
      'value steps.a.run <      > block',
    ],
    ['after a block scalar', 'steps:\n  a:\n    run: ¦\n      a: 1\n    ti|', 'key steps.a <ti> beside run'],
    ['an anchor', 'env: &e\n  A|', 'key env <A>'],
    ['a quoted key', '"a b":\n  x|', 'key a b <x>'],
    ['a key with an expression for a value', 'a: ${{ b }}: |', 'value a <${{ b }}: >'],
    ['Windows lines', 'a:\r\n  b: 1\r\n  c|\r\n', 'key a <c> beside b'],
  ])('%s', ([, source, expected]) => {
    expect(shown(source as string)).toBe(expected);
  });
});

describe('a position in flow style', () => {
  test.for([
    ['an empty list', 'needs: [|]', 'value needs.0 <> flow'],
    ['a list that is not closed', 'needs: [a, |\nrun: x', 'value needs.1 <> flow'],
    ['half an entry', 'needs: [a, b|, c]', 'value needs.1 <b> flow'],
    ['an empty map', 'gpus: {|}', 'key gpus <> flow'],
    ['a key', 'gpus: { count: 1, ve|, vram: 1 }', 'key gpus <ve> flow beside count,vram'],
    ['a value in a map', 'gpus: { vendor: nv| }', 'value gpus.vendor <nv> flow'],
    ['over several lines', 'gpus: {\n  count: 1,\n    ve|\n}', 'key gpus <ve> flow beside count'],
    ['maps in lists', 'fetch: [{ from: a }, { from: | }]', 'value fetch.1.from <> flow'],
    ['after the end', 'needs: [a] |', 'none needs <>'],
    ['in quotes', 'needs: ["a|b"]', 'value needs.0 <ab> flow double'],
    ['an expression without quotes', 'm: { a: ${{ inputs.| }} }', 'value m.a <${{ inputs.> flow'],
  ])('%s', ([, source, expected]) => {
    expect(shown(source as string)).toBe(expected);
  });
});
