/** A line as a program and its arguments, without a shell: words between blanks; quotes and backslashes hold words together. */
import type { Parsed } from '@orchion/schemas';
import type { Say } from '../../../cluster/say.ts';

/** As `sh` splits a line that holds nothing else than words. On Windows a backslash is part of a path. */
export function commandWords(line: string, { isWindows }: { readonly isWindows: boolean }, say: Say): Parsed<string[]> {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const escapes = character === '\\' && !isWindows && quote !== "'";
    if (escapes && at + 1 < line.length) {
      at += 1;
      const next = line.charAt(at);
      // Between double quotes it only escapes what would mean something there.
      word = (word ?? '') + (quote === '"' && !/["\\$`]/.test(next) ? `\\${next}` : next);
    } else if (quote !== null) {
      if (character === quote) quote = null;
      else word = (word ?? '') + character;
    } else if (character === '"' || (character === "'" && !isWindows)) {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== null) return { problem: say('A quote ({0}) is opened and not closed', quote) };
  if (word !== null) words.push(word);
  return { value: words };
}
