/**
 * A language that nobody speaks, for tests: every letter of a message becomes one in a circle, so that a Latin letter on the
 * screen is one that no translation reached. Messages are looked up in the bundle that translators get, so one that is not
 * in there is an error, as it would be untranslated.
 */
import bundle from '../l10n/bundle.l10n.json' with { type: 'json' };
import { plainSay, type Say } from '../src/cluster/say.ts';

const messages: Readonly<Record<string, string>> = bundle;

export const pseudoSay: Say = (message, ...values) => {
  const known = messages[message];
  if (known === undefined) throw new Error(`"${message}" is not in l10n/bundle.l10n.json: run npm run generate`);
  return plainSay(inCircles(known), ...values);
};

export function inCircles(text: string): string {
  return text
    .replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 97 + 0x24d0))
    .replace(/[A-Z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 65 + 0x24b6));
}

/** Units, ids and names of things, which are the same in every language. */
const sameEverywhere =
  /\$\([\w-]+\)|\b(?:[KMGT]iB|B|ms|[smhd]|(?:job|node|run)\\?-\w+|Orchion|SIG[A-Z]+|std(?:out|err))\b|\d(?:ms|[smhd])\b/g;

/** What is left to translate in a text; empty where nothing is. */
export function untranslated(text: string): readonly string[] {
  return text.replace(sameEverywhere, '').match(/[A-Za-z]+/g) ?? [];
}
