/** Lines at the bottom of a terminal that are drawn anew in place as what they show changes. */
import type { Sink } from '../world.ts';

export interface LiveBlock {
  /** Draws these lines in the place of those before. */
  show(lines: readonly string[]): Promise<void>;
  /** Takes the lines away. */
  clear(): Promise<void>;
}

/** Styled text is cut by its visible characters; its styles end with the line. */
export function cutToWidth(line: string, width: number): string {
  let visible = 0;
  let cut = '';
  // eslint-disable-next-line no-control-regex -- escape sequences are what is looked for
  for (const [part] of line.matchAll(/\u001b\[[\d;]*m|./gsu)) {
    if (part.startsWith('\u001b')) cut += part;
    else if (visible < width) {
      visible++;
      cut += part;
    }
  }
  return cut;
}

export function createLiveBlock(sink: Sink): LiveBlock {
  let drawn = 0;
  const up = (): string => (drawn === 0 ? '' : `\u001b[${drawn}A\r\u001b[J`);
  return {
    async show(lines) {
      const width = (sink.columns ?? 80) - 1;
      const text = lines.map((line) => `${cutToWidth(line, width)}\n`).join('');
      const before = up();
      drawn = lines.length;
      await sink.write(before + text);
    },
    async clear() {
      const before = up();
      drawn = 0;
      if (before !== '') await sink.write(before);
    },
  };
}
