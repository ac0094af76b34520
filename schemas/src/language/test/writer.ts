/**
 * A person at an editor who types nothing: takes what completion offers, moves between tab stops, and presses Enter. Shows
 * that what is offered is enough, and that what is inserted is right as it stands.
 */
import { complete } from '../complete/complete.ts';
import type { Surroundings } from '../live-values.ts';
import { createModel } from '../model.ts';

interface Stop {
  readonly number: number;
  start: number;
  end: number;
}

export function createWriter(around: Surroundings) {
  let text = '';
  let cursor = 0;
  let stops: Stop[] = [];

  const replace = (start: number, end: number, written: string): void => {
    const grown = written.length - (end - start);
    text = text.slice(0, start) + written + text.slice(end);
    for (const stop of stops) {
      if (stop.start > end || (stop.start === end && stop.start > start)) stop.start += grown;
      if (stop.end >= end) stop.end += grown;
    }
    cursor = start + written.length;
  };

  const expand = (snippet: string, start: number, end: number): void => {
    let written = '';
    const found: Stop[] = [];
    let at = 0;
    for (const match of snippet.matchAll(/\\([$}\\])|\$\{(\d+):?((?:[^}\\]|\\.)*)\}|\$(\d+)/g)) {
      written += snippet.slice(at, match.index) + (match[1] ?? '');
      at = match.index + match[0].length;
      if (match[1] !== undefined) continue;
      const from = start + written.length;
      written += match[3] ?? '';
      found.push({ number: Number(match[2] ?? match[4]), start: from, end: start + written.length });
    }
    replace(start, end, written + snippet.slice(at));
    stops = found.toSorted((a, b) => (a.number || 99) - (b.number || 99));
    nextStop();
  };

  const nextStop = (): void => {
    const stop = stops.shift();
    if (stop !== undefined) cursor = stop.end;
  };

  return {
    take(label: string): void {
      const model = createModel({ fileName: 'a.orchion.yaml', text });
      const items = complete(model, model.lines.positionAt(cursor), around);
      const item = items.find((one) => one.label === label);
      if (item === undefined) {
        const offered = items.map((one) => one.label).join(', ');
        throw new Error(`${label} is not offered, but ${offered}\n${text.slice(0, cursor)}|${text.slice(cursor)}`);
      }
      const start = model.lines.offsetAt(item.edit.range.start);
      const end = model.lines.offsetAt(item.edit.range.end);
      if (item.isSnippet) expand(item.edit.newText, start, end);
      else replace(start, end, item.edit.newText);
    },
    tab: nextStop,
    /** A new line behind this one, `back` levels less deep. */
    enter(back = 0): void {
      const newline = text.indexOf('\n', cursor);
      const end = newline === -1 ? text.length : newline;
      const line = text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
      const indent = Math.max(0, (/^ */.exec(line)?.[0].length ?? 0) - 2 * back);
      stops = [];
      replace(end, end, `\n${' '.repeat(indent)}`);
    },
    get text(): string {
      return text;
    },
  };
}
