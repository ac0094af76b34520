import { readFileSync } from 'node:fs';
import type { FollowEvent } from '@orchion/client';
import { describe, expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { createEscapeFilter } from '../../../platform/escape-filter.ts';
import { createLogLines } from './log-lines.ts';
import { createTerminalText } from './terminal-text.ts';

const file = new URL('../../../../../e2e/corpus/hostile-text.json', import.meta.url);
// Checked in, in this very shape.
const { texts: hostileTexts } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly texts: readonly { readonly what: string; readonly text: string; readonly seen: string }[];
};

/** A control character that is neither a line's end nor a tab nor part of a colour. */
function harmIn(shown: string): string | null {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const found = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.exec(
    // eslint-disable-next-line no-control-regex -- colours begin with one
    shown.replaceAll(/\u001b\[[0-9;:]*m/g, ''),
  );
  return found === null ? null : JSON.stringify(found[0]);
}

function printed(text: string): FollowEvent {
  const bytes = new TextEncoder().encode(text);
  return { kind: 'chunk', attempt: 1, chunk: { kind: 'data', stream: 'stdout', offset: 0, at: 1, bytes } };
}

describe.each(hostileTexts)('a job whose output $what', ({ text, seen }) => {
  test('is harmless in a terminal of the editor', () => {
    const shown = createTerminalText(plainSay, createEscapeFilter).event(printed(`${text}\n`));
    expect(harmIn(shown)).toBeNull();
    expect(shown).toContain(seen);
  });

  test('is harmless, and without colours, in a document', () => {
    const lines = createLogLines(plainSay, createEscapeFilter);
    const shown = [...lines.event(printed(`${text}\n`)), ...lines.end()].join('\n');
    expect(harmIn(shown)).toBeNull();
    expect(shown).not.toContain('\u001b');
    expect(shown).toContain(seen);
  });
});
