/**
 * How a command speaks: results on standard output, everything said beside them on standard error. With `--json` the result
 * is one JSON document (or one object a line, for watches and logs), and what is said beside it stays away.
 */
import type { Sink, World } from '../world.ts';
import { styleFor, type Style } from './style.ts';
import { startSpinner, type Spinner } from './spinner.ts';
import { renderPairs, renderTable, type Column } from './table.ts';

export interface Output {
  readonly isJson: boolean;
  readonly style: Style;
  /** A text of the result, newline included. */
  write(text: string): Promise<void>;
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): Promise<void>;
  pairs(pairs: readonly (readonly [string, string])[], indent?: string): Promise<void>;
  /** The result, as one of the shapes of `shapes.ts`. */
  json(value: unknown): Promise<void>;
  /** One object of a stream of them. */
  jsonLine(value: unknown): Promise<void>;
  /** Said beside the result: on standard error, and only to people. */
  note(text: string): Promise<void>;
  /** A line while something takes long; on a terminal only. */
  waiting(text: string): Spinner;
}

export function createOutput(world: World, isJson: boolean): Output {
  const { stdout, stderr } = world;
  const style = styleFor(stdout, world.env);
  return {
    isJson,
    style,
    write: (text) => stdout.write(text),
    table: (columns, rows) =>
      stdout.write(renderTable(columns, rows, { width: widthOf(stdout), title: (text) => style.dim(text) })),
    pairs: (pairs, indent) => stdout.write(renderPairs(pairs, (text) => style.dim(text), indent)),
    json: (value) => stdout.write(`${JSON.stringify(value, null, stdout.isTerminal ? 2 : undefined)}\n`),
    jsonLine: (value) => stdout.write(`${JSON.stringify(value)}\n`),
    note: async (text) => {
      if (!isJson) await stderr.write(`${text}\n`);
    },
    waiting: (text) => startSpinner(isJson ? { ...stderr, isTerminal: false } : stderr, text),
  };
}

function widthOf(sink: Sink): number | null {
  return sink.isTerminal ? sink.columns : null;
}
