/** One completion, from what differs: everything else follows from the place that it is put in. */
import type { LineIndex } from '../line-index.ts';
import type { Place } from '../cursor/place.ts';
import { scalarText } from '../field-docs.ts';
import type { CompletionItem, CompletionKind, Range } from '../shapes.ts';

export interface Draft {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What is written; the label where it is left out. */
  readonly text?: string;
  readonly detail?: string;
  readonly documentation?: string;
  readonly isSnippet?: boolean;
  readonly asksAgain?: boolean;
  /** Groups from 0; within a group the order of drafts stays. */
  readonly group?: number;
  /** Where another range than the word is replaced. */
  readonly range?: Range;
}

export function completionItems(lines: LineIndex, place: Place, drafts: readonly Draft[]): readonly CompletionItem[] {
  const range = lines.rangeOf(place.word);
  const blank = place.needsBlank ? ' ' : '';
  return drafts.map((draft, i) => ({
    label: draft.label,
    kind: draft.kind,
    detail: draft.detail ?? '',
    documentation: draft.documentation ?? '',
    edit: {
      range: draft.range ?? range,
      newText: (draft.range === undefined ? blank : '') + (draft.text ?? draft.label),
    },
    isSnippet: draft.isSnippet ?? false,
    filterText: draft.label,
    sortText: `${draft.group ?? 5}${String(i).padStart(4, '0')}`,
    asksAgain: draft.asksAgain ?? false,
  }));
}

/** A value as it must be written there: in quotes only where they are needed and not there yet. */
export function writtenValue(value: unknown, place: Place): string {
  if (typeof value !== 'string') return String(value);
  if (place.scalar === 'double') return JSON.stringify(value).slice(1, -1);
  if (place.scalar === 'single') return value.replaceAll("'", "''");
  return place.scalar === 'block' ? value : scalarText(value);
}

/** Text that a snippet must not read as a tab stop. */
export function snippetText(text: string): string {
  return text.replaceAll(/[\\$}]/g, (character) => `\\${character}`);
}
