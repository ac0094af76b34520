/** JSON text that a program wrote, bounded: its length is the text's, its depth is measured before it is parsed. */
import type { JsonValue } from '@orchion/domain';

const depthMax = 32;

export function parseJson(text: string): { readonly value: JsonValue } | { readonly problem: string } {
  if (text.trim() === '') return { problem: 'the text is empty, which is no JSON' };
  if (depthOf(text) > depthMax) return { problem: `the JSON is nested more than ${depthMax} deep` };
  try {
    // What JSON.parse gives is a JSON value.
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return { problem: `${JSON.stringify(text.slice(0, 40))} is no JSON` };
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (mark === '[' || mark === '{') deepest = Math.max(deepest, (depth += 1));
    else if (mark === ']' || mark === '}') depth -= 1;
  }
  return deepest;
}
