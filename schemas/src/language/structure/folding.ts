/** What can be folded: entries over several lines, and comments of several lines. */
import { isPair, isSeq, visit } from 'yaml';
import type { FileModel } from '../model.ts';
import type { FoldingRange } from '../shapes.ts';
import { spanOf } from '../tree.ts';

export function foldingRanges(model: FileModel): readonly FoldingRange[] {
  const { document, lines } = model;
  const ranges: FoldingRange[] = commentBlocks(model);
  if (document === null) return ranges;
  const add = (start: number | undefined, end: number | undefined): void => {
    if (start === undefined || end === undefined) return;
    const startLine = lines.positionAt(start).line;
    let endLine = lines.positionAt(end).line;
    while (endLine > startLine && lines.text(endLine).trim() === '') endLine--;
    // A block's end is where the next entry begins, at a line's start.
    if (endLine > startLine && lines.start(endLine) === end) endLine--;
    while (endLine > startLine && lines.text(endLine).trim() === '') endLine--;
    if (endLine > startLine) ranges.push({ startLine, endLine, isComment: false });
  };
  visit(document, {
    Pair(_, pair) {
      add(spanOf(pair.key)?.start, spanOf(pair.value)?.end);
    },
    Node(_, node, ancestors) {
      const parent = ancestors.at(-1);
      if (isSeq(parent) && !isPair(node)) add(spanOf(node)?.start, spanOf(node)?.end);
    },
  });
  return ranges.toSorted((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function commentBlocks({ lines }: FileModel): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  let first: number | null = null;
  for (let line = 0; line <= lines.count; line++) {
    const isComment = line < lines.count && lines.text(line).trimStart().startsWith('#');
    if (isComment) first ??= line;
    else if (first !== null) {
      if (line - first > 1) ranges.push({ startLine: first, endLine: line - 1, isComment: true });
      first = null;
    }
  }
  return ranges;
}
