/**
 * Where each step of a pipeline file begins and ends, told from the indentation alone, so that a step whose text has not
 * changed need not be read again:
 *
 *     inputs: { n: {} }      \
 *     steps:                  > the frame: the text with each step's body made of blanks, so offsets stay
 *       prepare:             /
 *         run: make          -> the block of `prepare`, from its name to the next one's line
 *       train:
 *         needs: prepare     -> the block of `train`
 *
 * Null wherever that is not plain to see; the file is then read as a whole.
 */

/** Offsets in the text. */
interface StepBlock {
  /** Of the line with its name. */
  readonly start: number;
  /** Of the name. */
  readonly name: number;
  readonly end: number;
}

export interface SplitSteps {
  readonly frame: string;
  readonly blocks: readonly StepBlock[];
}

const section = /^(?:steps|finally):[ \t]*(?:#.*)?\r?$/;
const stepName = /^ +[A-Za-z_][\w-]*:(?=[ \r]|$)/;

export function splitSteps(text: string): SplitSteps | null {
  const blocks: StepBlock[] = [];
  const frame: string[] = [];
  let open: { readonly start: number; readonly name: number } | null = null;
  // Null: not in a section. 0: its first step is yet to come.
  let indent: number | null = null;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    const own = indentOf(text, start);
    const first = text.charCodeAt(start + own);
    const isEmpty = start + own >= end || first === lineFeed || first === carriageReturn;
    // Tabs may be indentation or not; a document may end there.
    if (first === tab || (own === 0 && (isMark(text, start) || first === percent))) return null;
    if (isEmpty || first === hash) {
      frame.push(open === null ? text.slice(start, end) : blank(text, start, end));
      start = end;
      continue;
    }
    if (own === 0) {
      if (open !== null) blocks.push({ ...open, end: start });
      open = null;
      indent = section.test(lineOf(text, start, newline)) ? 0 : null;
    } else if (indent !== null) {
      if (indent === 0) indent = own;
      if (own < indent) return null;
      const name = own === indent ? stepName.exec(lineOf(text, start, newline)) : null;
      if (name !== null) {
        if (open !== null) blocks.push({ ...open, end: start });
        open = { start, name: start + own };
        frame.push(name[0], blank(text, start + name[0].length, end));
        start = end;
        continue;
      }
      // A step's name in quotes, or a line that is no step at all.
      if (open === null) return null;
    }
    frame.push(open === null ? text.slice(start, end) : blank(text, start, end));
    start = end;
  }
  if (open !== null) blocks.push({ ...open, end: text.length });
  return blocks.length === 0 ? null : { frame: frame.join(''), blocks };
}

const [tab, lineFeed, carriageReturn, hash, percent] = [9, 10, 13, 35, 37];

function indentOf(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 32) at += 1;
  return at - start;
}

/** `---` or `...` */
function isMark(text: string, start: number): boolean {
  return text.startsWith('---', start) || text.startsWith('...', start);
}

function lineOf(text: string, start: number, newline: number): string {
  return text.slice(start, newline === -1 ? text.length : newline);
}

function blank(text: string, start: number, end: number): string {
  const hasNewline = text.charCodeAt(end - 1) === lineFeed;
  return hasNewline ? `${' '.repeat(end - start - 1)}\n` : ' '.repeat(end - start);
}
