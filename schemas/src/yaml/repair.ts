/**
 * The syntax tree of a file that is being typed. Where the text is broken the lines that break it are read as if they were
 * blank, so that one half-typed word does not take the rest of the file with it; offsets stay those of the text.
 */
import { isCollection, isScalar, visit, type Document } from 'yaml';
import { composeTokens, tokensOf } from './compose.ts';
import type { YamlResult } from './read-yaml.ts';

/** Each round may uncover what the last one's slip had hidden; more than two slips at once are rare. */
const repairsMax = 2;

/** Null: nothing in it, or more than is read (256 KiB, 32 levels). */
export function soundPart(yaml: YamlResult, text: string): Document.Parsed | null {
  return mended(text, yaml.document);
}

/** Of a text whose bounds were checked. `read`: what it is as it stands, where that is known. */
export function mended(text: string, read: Document.Parsed | null = compose(text)): Document.Parsed | null {
  let document = read;
  let repaired = text;
  for (let round = 0; document !== null && round < repairsMax; round++) {
    const slips = slipsOf(document, repaired);
    if (slips.length === 0) break;
    repaired = blanked(repaired, slips);
    document = compose(repaired) ?? document;
  }
  return document;
}

/** Blanks make a text neither larger nor deeper: its bounds were checked when it was read. */
function compose(text: string): Document.Parsed | null {
  const [document] = composeTokens(tokensOf(text), text.length);
  return document ?? null;
}

/** Offsets on the lines that are to be left out. */
function slipsOf(document: Document.Parsed, text: string): readonly number[] {
  // A key that is there twice is a mistake, but no slip: both are understood.
  const slips = document.errors.flatMap(({ code, pos }) => (code === 'DUPLICATE_KEY' ? [] : [pos[0]]));
  if (slips.length === 0) return slips;
  // What is not closed is complained about where it ends, which is far from the slip.
  visit(document, {
    Node(_, node) {
      const [start, end] = node.range ?? [0, 0];
      if (isCollection(node) && node.flow === true && !']}'.includes(text[end - 1] ?? '!')) slips.push(start);
      if (isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')) {
        if (end - start < 2 || text[end - 1] !== text[start]) slips.push(start);
      }
    },
  });
  return slips;
}

/** The text with those lines made of blanks. */
function blanked(text: string, offsets: readonly number[]): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const offset of offsets.toSorted((a, b) => a - b)) {
    if (offset < copied) continue;
    const start = Math.max(copied, text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1);
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    pieces.push(text.slice(copied, start), ' '.repeat(end - start));
    copied = end;
  }
  return pieces.join('') + text.slice(copied);
}
