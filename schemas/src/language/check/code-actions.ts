/** What an editor offers beside a problem: each way to mend it, and all of the certain ones at once. */
import type { CodeAction, Diagnostic, Range } from '../shapes.ts';

export function codeActions(diagnostics: readonly Diagnostic[], range: Range): readonly CodeAction[] {
  const here = diagnostics.filter((diagnostic) => isNear(diagnostic.range, range));
  return here.flatMap((diagnostic) =>
    diagnostic.fixes.map(({ title, edits }, i) => ({
      title,
      edits,
      kind: 'quickfix',
      mends: [diagnostic],
      // The first way is what was probably meant; one alone is taken without a question.
      isPreferred: i === 0,
    })),
  );
}

/** Changes of one word to the one that was meant, all at once; null: none. */
export function fixAll(diagnostics: readonly Diagnostic[]): CodeAction | null {
  const mended = diagnostics.filter(({ fixes }) => fixes[0]?.title.startsWith('Change to ') === true);
  const edits = mended.flatMap(({ fixes }) => fixes[0]?.edits ?? []);
  if (edits.length === 0) return null;
  return { title: 'Correct all misspelt words', edits, kind: 'source.fixAll', mends: mended, isPreferred: false };
}

/** On one of its lines: who asks is often at the line's end, behind the word that is underlined. */
function isNear(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}
