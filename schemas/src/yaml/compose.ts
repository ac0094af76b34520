/** Text to a syntax tree, with the settings that every part of a file is read with. */
import { Composer, Parser, type CST, type Document } from 'yaml';

export function tokensOf(text: string, onNewLine?: (offset: number) => void): readonly CST.Token[] {
  return [...new Parser(onNewLine).parse(text)];
}

export function composeTokens(tokens: readonly CST.Token[], length: number): readonly Document.Parsed[] {
  const composer = new Composer({ merge: false, stringKeys: true, prettyErrors: false, uniqueKeys: false });
  // An empty text has a document too, without contents.
  return [...composer.compose(tokens, true, length)];
}

/** Where the tokens first go deeper than that, or null. Composing is recursive; the tokens are not. */
export function deeperThan(tokens: readonly CST.Token[], max: number): number | null {
  let level: CST.Token[] = tokens.flatMap((token) => (token.type === 'document' && token.value ? [token.value] : []));
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > max) return level[0]?.offset ?? 0;
    const next: CST.Token[] = [];
    for (const token of level) {
      if (!('items' in token)) continue;
      for (const { key, value } of token.items) {
        if (key !== undefined && key !== null) next.push(key);
        if (value !== undefined) next.push(value);
      }
    }
    level = next;
  }
  return null;
}
