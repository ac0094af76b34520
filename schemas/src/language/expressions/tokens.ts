/**
 * An expression in pieces, whole or half typed. The evaluator's own lexer gives up at the first thing that it does not know;
 * an editor must go on, so this one calls that `unknown` and reads what follows. A test holds the two together.
 */
import type { Span } from '../line-index.ts';

type TokenKind = 'name' | 'string' | 'number' | 'constant' | 'operator' | 'unknown';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

const pattern =
  /(?<name>[A-Za-z_][A-Za-z0-9_-]*)|(?<string>'(?:[^']|'')*'?)|(?<number>[-+]?(?:\d|\.\d)[^\s()[\],!<>=&|]*)|(?<operator>[!=<>]=|&&|\|\||[()[\],.!<>*])|(?<unknown>[^\s])/g;

const constants = new Set(['true', 'false', 'null', 'NaN', 'Infinity']);

/** Offsets are those of the text plus `from`. */
export function tokensOf(text: string, from = 0): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const [written] = match;
    const start = from + match.index;
    const isProperty = tokens.at(-1)?.text === '.';
    const found = (Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] ??
      'unknown') as TokenKind;
    const kind = found === 'name' && !isProperty && constants.has(written) ? 'constant' : found;
    tokens.push({ kind, text: written, start, end: start + written.length });
  }
  return tokens;
}

/** One access from a context down: `needs.train.outputs['score']`. */
export interface Chain {
  readonly segments: readonly Segment[];
  /** The last part is missing: `needs.` */
  readonly isOpen: boolean;
}

export interface Segment extends Span {
  readonly name: string;
  /** `'score'` rather than `score`; the span is that of the text between the quotes. */
  readonly isQuoted: boolean;
}

export function chainsOf(tokens: readonly Token[]): readonly Chain[] {
  const chains: Chain[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'name' || tokens[i - 1]?.text === '.' || tokens[i + 1]?.text === '(') continue;
    const segments: Segment[] = [{ name: token.text, start: token.start, end: token.end, isQuoted: false }];
    let isOpen: boolean;
    for (;;) {
      const [next, after, close] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]];
      if (next?.text === '.' && (after?.kind === 'name' || after?.text === '*')) {
        segments.push({ name: after.text, start: after.start, end: after.end, isQuoted: false });
        i += 2;
      } else if (next?.text === '[' && after?.kind === 'string' && isClosed(after)) {
        segments.push({
          name: after.text.slice(1, -1).replaceAll("''", "'"),
          start: after.start + 1,
          end: after.end - 1,
          isQuoted: true,
        });
        i += close?.text === ']' ? 3 : 2;
      } else {
        isOpen = next?.text === '.' || next?.text === '[';
        break;
      }
    }
    chains.push({ segments, isOpen });
  }
  return chains;
}

function isClosed({ text }: Token): boolean {
  return text.length >= 2 && text.endsWith("'");
}
