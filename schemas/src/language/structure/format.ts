/**
 * Conservative formatting: blanks at line ends, the newline at the end, and the indentation of a line that was just begun.
 * Nothing else is moved: a file is never printed anew, because what a person laid out on purpose would be lost.
 */
import { isScalar, visit } from 'yaml';
import { ancestorsOf } from '../cursor/ancestors.ts';
import { lineShape } from '../cursor/line-shape.ts';
import type { FileModel } from '../model.ts';
import type { Position, TextEdit } from '../shapes.ts';
import { spanOf } from '../tree.ts';

export function formatEdits(model: FileModel): readonly TextEdit[] {
  const { lines, text } = model;
  const edits: TextEdit[] = [];
  const kept = linesOfText(model);
  let last = lines.count - 1;
  while (last > 0 && lines.text(last).trim() === '') last--;
  for (let line = 0; line <= last; line++) {
    const written = lines.text(line);
    const end = written.trimEnd().length;
    if (end === written.length || kept.has(line)) continue;
    edits.push({ range: { start: { line, character: end }, end: { line, character: written.length } }, newText: '' });
  }
  if (text.trim() === '' || kept.has(last + 1)) return edits;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const start = { line: last, character: lines.text(last).length };
  const tail = text.slice(lines.offsetAt(start));
  if (tail !== newline) edits.push({ range: { start, end: lines.positionAt(text.length) }, newText: newline });
  return edits;
}

/** Lines within block scalars and quotes: their blanks are part of a value. */
function linesOfText({ document, lines }: FileModel): ReadonlySet<number> {
  const kept = new Set<number>();
  if (document === null) return kept;
  visit(document, {
    Scalar(_, node) {
      const span = spanOf(node);
      if (span === null || !isScalar(node) || node.type === 'PLAIN') return;
      const first = lines.positionAt(span.start).line;
      const last = lines.positionAt(span.end).line;
      const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
      for (let line = isBlock ? first + 1 : first; line < last; line++) kept.add(line);
    },
  });
  return kept;
}

/** The blanks that the line just begun should start with, by the line above it; none where they stand there already. */
export function indentEdits(model: FileModel, { line }: Position): readonly TextEdit[] {
  const { lines } = model;
  let above = line - 1;
  while (above >= 0 && lines.text(above).trim() === '') above--;
  // After an empty line a person knows better where to go on.
  if (above < 0 || above !== line - 1) return [];
  const shape = lineShape(lines.text(above));
  if (shape === null) return [];
  const isInText = ancestorsOf(lines, {
    line: above,
    column: shape.dashes[0] ?? shape.contentColumn,
    isItem: shape.dashes.length > 0,
  }).some(({ value }) => /^[|>]/.test(value));
  if (isInText) return [];
  const wanted = wantedIndent(shape);
  const written = lines.text(line);
  const indent = written.length - written.trimStart().length;
  if (wanted === null || wanted === indent || written.trim() !== '') return [];
  return [{ range: { start: { line, character: 0 }, end: { line, character: indent } }, newText: ' '.repeat(wanted) }];
}

function wantedIndent(shape: NonNullable<ReturnType<typeof lineShape>>): number | null {
  const { key, dashes, value } = shape;
  if (key === null) return dashes.at(-1) ?? null;
  const isOpen =
    value === '' || value.startsWith('#') || /^[|>][-+0-9]*\s*(?:#.*)?$/.test(value) || /^[&!]\S+$/.test(value);
  return key.column + (isOpen ? 2 : 0);
}
