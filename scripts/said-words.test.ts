// What the linter takes for words that people read, and what not.

import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { saidWords } from './said-words.mjs';

function faults(code: string): readonly (string | undefined)[] {
  const rules = { 'orchion/said-words': 'error' } as const;
  const plugins = { orchion: { rules: { 'said-words': saidWords } } };
  // The parser's own types are those of another version of the linter's; what it is called with is the same.
  const parser = tseslint.parser as Linter.Parser;
  return new Linter()
    .verify(code, [{ files: ['**/*.ts'], languageOptions: { parser }, plugins, rules }], 'a.ts')
    .map(({ messageId, message }) => messageId ?? message);
}

test.for([
  ["show('This step has no log yet.')", 'a sentence'],
  ["const item = { label: 'Start again' }", 'a label'],
  ["const item = { label: 'Remove' }", 'one word that begins as a sentence does'],
  ['show(`${count} jobs are waiting`)', 'words around a value'],
  ['const page = `<p id="x">Nothing here</p>`', 'what stands between tags'],
  ["say('{0} of {1}', isIdle ? 'no job' : name, 4)", 'words as a value of said ones'],
] as const)('%s is reported: %s', ([code]) => {
  expect(faults(code)).toEqual(['bare']);
});

test.for([
  ["show(say('This step has no log yet.'))", 'it is said'],
  ["show(session.say('{0} jobs', 3))", 'it is said'],
  ["session.log.warn('The form sent what is no message')", 'developers read it'],
  ["run('orchion.jobs.more')", 'a command has no blanks'],
  ["type State = 'not started yet'", 'a type'],
  ["if (key === 'Home') go()", 'it is compared'],
  ['const page = `<meta name="viewport" content="a b">${x}<p class="one two">`', 'tags'],
  ["import x from 'some words.ts'", 'a file'],
] as const)('%s is none of its business: %s', ([code]) => {
  expect(faults(code)).toEqual([]);
});

test('a message that is made up at run time could not be translated', () => {
  expect(faults('say(message)')).toEqual(['made']);
  expect(faults('say(`run ${number}`)')).toEqual(['made']);
});

test('a message has a place for each of its values', () => {
  expect(faults("say('{0} of {1}', 3)")).toEqual(['values']);
  expect(faults("say('{0} and {0}', 3)")).toEqual([]);
});
