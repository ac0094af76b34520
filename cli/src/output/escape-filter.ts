/**
 * Makes a job's output safe to show on a terminal. A job may print sequences that move the cursor, retitle the window, read
 * the clipboard or forge the lines above; colours are kept, since they only change how the job's own text looks.
 *
 * Kept: text, newline, tab, carriage return (progress bars; it reaches no further than the job's own line) and SGR, the
 * colour sequences `ESC [ ... m`. Left out: every other control sequence and control string. Shown as its picture (␇):
 * every other control character. The stored bytes and what goes into a pipe are never touched.
 *
 * Modes: text -> escape (after ESC) -> csi (after `ESC [`) or string (after `ESC ]`, `P`, `X`, `^`, `_`) -> text.
 */
export interface EscapeFilter {
  /** The next bytes, of any cut: a character or sequence may go on in the next call. */
  push(bytes: Uint8Array): string;
  /** What was held back, and a reset where colours were used. */
  end(): string;
}

/** A sequence longer than this is no sequence: a job that opens one and never ends it must not swallow its output. */
const sequenceLengthMax = 4096;

const ESC = 0x1b;
const BEL = 0x07;
const sgrReset = '\u001b[0m';

export function createEscapeFilter(): EscapeFilter {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let mode: 'text' | 'escape' | 'csi' | 'string' | 'string-escape' = 'text';
  /** The parameters of the CSI sequence so far. */
  let held = '';
  let length = 0;
  let coloured = false;

  const enter = (next: 'csi' | 'string'): string => {
    mode = next;
    held = '';
    length = 0;
    return '';
  };

  const onText = (character: string, code: number): string => {
    if (code === ESC) {
      mode = 'escape';
      return '';
    }
    // The one-character forms of ESC [ and of the control strings, which terminals obey in UTF-8 too.
    if (code === 0x9b) return enter('csi');
    if (code === 0x90 || code === 0x98 || (code >= 0x9d && code <= 0x9f)) return enter('string');
    if (code === 0x0a || code === 0x09 || code === 0x0d) return character;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    if (code >= 0x80 && code < 0xa0) return '\ufffd';
    return character;
  };

  const onEscape = (character: string, code: number): string => {
    if (character === '[') return enter('csi');
    if (']PX^_'.includes(character)) return enter('string');
    // Intermediate bytes (ESC ( B): the sequence goes on until its final byte.
    if (code >= 0x20 && code <= 0x2f) return '';
    mode = 'text';
    // Two-character sequences are left out; anything else was no sequence.
    return code >= 0x30 && code <= 0x7e ? '' : onText(character, code);
  };

  const onCsi = (character: string, code: number): string => {
    length += 1;
    if (code >= 0x20 && code <= 0x3f && length < sequenceLengthMax) {
      held += character;
      return '';
    }
    mode = 'text';
    // Only digits, ; and : make it a colour; a private marker (ESC [ > m) is something else.
    if (character === 'm' && /^[0-9;:]*$/.test(held)) {
      coloured = true;
      return `\u001b[${held}m`;
    }
    return code >= 0x40 && code <= 0x7e ? '' : onText(character, code);
  };

  const onString = (character: string, code: number): string => {
    length += 1;
    if (code === ESC) mode = 'string-escape';
    else if (code === BEL || code === 0x9c) mode = 'text';
    else if (code === 0x0a || length >= sequenceLengthMax) {
      mode = 'text';
      return onText(character, code);
    }
    return '';
  };

  const onCharacter = (character: string): string => {
    const code = character.charCodeAt(0);
    switch (mode) {
      case 'text':
        return onText(character, code);
      case 'escape':
        return onEscape(character, code);
      case 'csi':
        return onCsi(character, code);
      case 'string':
        return onString(character, code);
      case 'string-escape':
        if (character === '\\') {
          mode = 'text';
          return '';
        }
        mode = 'escape';
        return onEscape(character, code);
    }
  };

  const filter = (text: string): string => {
    // The common case, a piece of plain text, costs one test.
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    if (mode === 'text' && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text)) return text;
    let shown = '';
    for (const character of text) shown += onCharacter(character);
    return shown;
  };

  return {
    push: (bytes) => filter(decoder.decode(bytes, { stream: true })),
    end: () => filter(decoder.decode()) + (coloured ? sgrReset : ''),
  };
}
