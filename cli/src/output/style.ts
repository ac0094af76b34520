/**
 * How text looks on a terminal: a handful of styles, all of them plain text where there is no terminal or where NO_COLOR is
 * set. Colour only repeats what shape and words already say.
 */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  accent(text: string): string;
}

/** https://no-color.org: any value but an empty one switches colours off. */
export function styleFor(
  sink: { readonly isTerminal: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Style {
  const colours = sink.isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  const sgr = (on: number, off: number) => (text: string) =>
    colours && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    good: sgr(32, 39),
    bad: sgr(31, 39),
    warn: sgr(33, 39),
    accent: sgr(36, 39),
  };
}

/**
 * Text of another origin (names, labels, messages of nodes and jobs) as it may be shown: on one line, and without anything
 * that a terminal would obey.
 */
export function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ');
}
