/** The corpus of texts that try to trick who looks at them, and what would be harm in what is shown. */
import { readFileSync } from 'node:fs';

export interface HostileText {
  readonly what: string;
  readonly text: string;
  /** Must still be readable. */
  readonly seen: string;
}

const file = new URL('../../../e2e/corpus/hostile-text.json', import.meta.url);
// Checked in, in this very shape.
export const hostileTexts = (JSON.parse(readFileSync(file, 'utf8')) as { readonly texts: readonly HostileText[] })
  .texts;

/** What is left of control characters may only be line ends, tabs and, where there are colours, whole SGR sequences. */
export function harmIn(shown: string): string | null {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const rest = shown.replaceAll(/\u001b\[[0-9;:]*m/g, '');
  // eslint-disable-next-line no-control-regex -- as above
  const found = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.exec(rest);
  return found === null ? null : JSON.stringify(found[0]);
}
