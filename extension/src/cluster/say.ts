/**
 * Words for people, in their language: the editor's translation function as the pure parts see it. Placeholders are `{0}`,
 * `{1}` ...
 */
export type Say = (message: string, ...values: (string | number)[]) => string;

/** English, as written in the code. */
export const plainSay: Say = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (_all, index: string) => String(values[Number(index)] ?? ''));
