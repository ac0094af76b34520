/**
 * Inside `[ ]` and `{ }`: which entry of which list or map the cursor is in. Reads from the opening bracket, so it needs
 * nothing of what follows to be whole.
 */
import type { FieldPath } from '../../words/field-path.ts';
import { closingQuote, isBlank } from './line-shape.ts';

export interface FlowPlace {
  /** Of the map whose key is written, or of the value; below the bracket's own path. */
  readonly path: FieldPath;
  readonly role: 'key' | 'value';
  /** The keys of the map around the cursor, without the one that is being written. */
  readonly siblings: readonly string[];
  /** Where the scalar under the cursor begins (after its quote); the cursor where there is none. */
  readonly scalarStart: number;
  readonly quote: '"' | "'" | null;
  readonly isComment: boolean;
}

interface Frame {
  readonly isMap: boolean;
  readonly keys: string[];
  key: string | null;
  index: number;
}

/** How far behind the cursor the rest of its map is looked for. */
const aheadMax = 4000;

/** Null: the bracket is closed before the cursor. */
export function scanFlow(text: string, open: number, cursor: number): FlowPlace | null {
  const end = Math.min(text.length, cursor + aheadMax);
  const frames: Frame[] = [];
  let token = -1;
  const answer: { found: { place: FlowPlace; frame: Frame } | null } = { found: null };

  const look = (options: { scalarStart: number; quote: FlowPlace['quote']; isComment: boolean }): void => {
    const frame = frames.at(-1);
    if (answer.found !== null || frame === undefined) return;
    const path = frames.flatMap((one): FieldPath => (!one.isMap ? [one.index] : one.key !== null ? [one.key] : []));
    const role = frame.isMap && frame.key === null ? 'key' : 'value';
    answer.found = { place: { path, role, siblings: [], ...options }, frame };
  };

  for (let at = open; at < end; at++) {
    if (at === cursor) look({ scalarStart: token === -1 ? cursor : token, quote: null, isComment: false });
    const frame = frames.at(-1);
    const character = text[at];
    if (text.startsWith('${{', at)) {
      if (token === -1) token = at;
      const close = text.indexOf('}}', at);
      const last = close === -1 ? end : close + 1;
      if (at < cursor && cursor <= last) look({ scalarStart: token, quote: null, isComment: false });
      if (answer.found !== null && close === -1) break;
      at = last;
    } else if (character === '[' || character === '{') {
      frames.push({ isMap: character === '{', keys: [], key: null, index: 0 });
      token = -1;
    } else if (character === ']' || character === '}') {
      if (answer.found !== null && answer.found.frame === frame) break;
      frames.pop();
      token = -1;
      if (frames.length === 0) return null;
    } else if (character === ',') {
      if (frame !== undefined) {
        frame.key = null;
        frame.index++;
      }
      token = -1;
    } else if (character === ':' && frame?.isMap === true && frame.key === null && endsKey(text, at)) {
      const key = keyText(text, token, at);
      frame.key = key;
      // The key under the cursor is no sibling of itself.
      if (!(token !== -1 && token <= cursor && cursor <= at)) frame.keys.push(key);
      token = -1;
    } else if ((character === '"' || character === "'") && token === -1) {
      const close = closingQuote(text, at, end);
      const last = close === -1 ? end : close;
      if (at < cursor && cursor <= last) look({ scalarStart: at + 1, quote: character, isComment: false });
      token = at;
      at = last;
    } else if (character === '#' && isBlank(text[at - 1])) {
      const newline = text.indexOf('\n', at);
      const last = newline === -1 ? end : newline;
      if (at < cursor && cursor <= last) look({ scalarStart: cursor, quote: null, isComment: true });
      at = last;
    } else if (token === -1 && !isBlank(character)) token = at;
  }
  if (cursor >= end) look({ scalarStart: token === -1 ? cursor : token, quote: null, isComment: false });
  const { found: result } = answer;
  return result === null ? null : { ...result.place, siblings: result.place.role === 'key' ? result.frame.keys : [] };
}

function endsKey(text: string, colon: number): boolean {
  const next = text[colon + 1];
  const before = text[colon - 1];
  return next === undefined || isBlank(next) || ',]}'.includes(next) || before === '"' || before === "'";
}

function keyText(text: string, token: number, colon: number): string {
  if (token === -1) return '';
  const written = text.slice(token, colon).trim();
  return /^(["']).*\1$/s.test(written) ? written.slice(1, -1) : written;
}
