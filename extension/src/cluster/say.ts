/**
 * Words for people, in their language: the editor's translation function as the pure parts see it. Placeholders are `{0}`,
 * `{1}` ... The message is written out where it is said: `npm run generate` collects them for translators, and the linter
 * reports words that are not said. English in every language are only the words of others: what the orchestrator answers (why
 * a job waits, what it refuses), problems of files and what the language of pipelines says, and what stands in the log.
 */
export type Say = (message: string, ...values: (string | number)[]) => string;

/** English, as written in the code. */
export const plainSay: Say = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (_all, index: string) => String(values[Number(index)] ?? ''));
