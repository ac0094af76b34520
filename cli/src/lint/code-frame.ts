/**
 * A problem as a person reads it: what is wrong, where, the line itself with carets under it, and what would mend it.
 *
 *     error[unknown-need]: there is no step "pepare"; did you mean "prepare"?
 *       --> train.orchion.yaml:6:16  steps.a.needs
 *        |
 *      6 |     needs: pepare
 *        |            ^^^^^^
 *        = fix: Change to prepare
 */
import type { Problem } from '@orchion/schemas';
import { clean, type Style } from '../output/style.ts';

export interface FrameOptions {
  readonly style: Style;
  /** Columns of the terminal; null: as wide as it gets. */
  readonly width: number | null;
}

/** Ends with a newline. `text` is of the problem's file; null where it is not at hand. */
export function codeFrame(problem: Problem, text: string | null, { style, width }: FrameOptions): string {
  const { severity, code, message, file, line, column, path, related, fixes } = problem;
  const paint = (shown: string): string => (severity === 'error' ? style.bad(shown) : style.warn(shown));
  const number = String(line);
  const bar = style.dim(`${' '.repeat(number.length)} |`);
  const field = path === '' ? '' : style.dim(`  ${clean(path)}`);
  const source = sourceLine(text, problem, width === null ? null : width - number.length - 4);
  return [
    `${paint(severity)}${style.dim(`[${code}]`)}: ${style.bold(clean(message))}`,
    `${' '.repeat(number.length)}${style.dim('-->')} ${clean(file)}:${line}:${column}${field}`,
    ...(source === null
      ? []
      : [
          bar,
          `${style.dim(`${number} |`)} ${source.shown}`,
          `${bar} ${' '.repeat(source.before)}${paint('^'.repeat(source.marked))}`,
        ]),
    ...related.map((place) => {
      const where = `${clean(place.file)}:${place.line}:${place.column}`;
      return `${' '.repeat(number.length)} ${style.dim('= at')} ${where} ${clean(place.message)}`;
    }),
    ...fixes.map(({ title }) => `${' '.repeat(number.length)} ${style.dim('= fix:')} ${clean(title)}`),
  ]
    .map((each) => `${each}\n`)
    .join('');
}

interface SourceLine {
  readonly shown: string;
  /** Columns before the marked part, and in it. */
  readonly before: number;
  readonly marked: number;
}

function sourceLine(text: string | null, { line, column, end }: Problem, width: number | null): SourceLine | null {
  const lines = (text ?? '').replace(/^\uFEFF/, '').split(/\r?\n/);
  const whole = lines[line - 1];
  if (whole === undefined || whole.trim() === '') return null;
  const last = end.line === line ? Math.max(end.column, column + 1) : whole.length + 1;
  // A very long line is shown around the place.
  const room = Math.max(20, Math.min(width ?? 160, 160));
  const from = column - 1 > room - 10 ? column - 1 - Math.floor(room / 3) : 0;
  const cut = from > 0 ? '…' : '';
  const shown = cut + whole.slice(from, from + room - 2);
  const more = whole.length > from + room - 2 ? '…' : '';
  const before = columnsOf(cut + whole.slice(from, column - 1));
  const marked = columnsOf(whole.slice(column - 1, Math.min(last - 1, from + room - 2)));
  return { shown: clean(shown + more), before, marked: Math.max(1, marked) };
}

/** Letters of Chinese, Japanese and Korean, and most pictures, are two columns wide. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/u.test(
    character,
  );
}
