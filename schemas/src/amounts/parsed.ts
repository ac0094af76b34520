/**
 * What parsing an amount answers: the value in the smallest unit, or a sentence that says what was found and what would be
 * right. A refusal is an ordinary outcome here, so it is a value, never thrown.
 */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** Text that a person typed, short enough for a message and with nothing that could move a terminal. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** A number without a tail of digits: 1.5, 12, 0.25. */
export function shortNumber(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}
