/**
 * What the service answers in: the shapes of the Language Server Protocol, so that an editor's adapter is a rename of fields
 * and a server for other editors stays small. Only what is used is here.
 */

/** Both from 0; `character` counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A place in a file; `file` null: the one that was asked about. Else its path as that file would write it ('./lib.orchion.yaml'). */
export interface Location {
  readonly file: string | null;
  readonly range: Range;
}

export type CompletionKind =
  | 'field'
  | 'value'
  | 'snippet'
  | 'step'
  | 'input'
  | 'output'
  | 'axis'
  | 'context'
  | 'function'
  | 'variable'
  | 'file'
  | 'node';

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Beside the label, short. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  readonly edit: TextEdit;
  /** True: `edit.newText` has tab stops ($1, ${2:name}). */
  readonly isSnippet: boolean;
  /** What typing is compared with; the label where they are the same. */
  readonly filterText: string;
  readonly sortText: string;
  /** Ask for completion again once this is in: its value is next. */
  readonly asksAgain: boolean;
}

export interface Hover {
  /** Markdown. */
  readonly contents: string;
  readonly range: Range;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Diagnostic {
  readonly range: Range;
  readonly severity: Severity;
  readonly message: string;
  /** A word that tells fixes and filters what kind this is. */
  readonly code: string;
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  /** Greyed out: it has no effect. */
  readonly isUnnecessary: boolean;
  /** Ways to mend it, the best one first. */
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface CodeAction extends Fix {
  readonly kind: 'quickfix' | 'source.fixAll';
  /** What it mends. */
  readonly mends: readonly Diagnostic[];
  readonly isPreferred: boolean;
}

export type SymbolKind = 'step' | 'input' | 'output' | 'variable' | 'section' | 'axis' | 'artifact';

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly range: Range;
  /** Within `range`: the name itself. */
  readonly selectionRange: Range;
  readonly children: readonly DocumentSymbol[];
}

export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly isComment: boolean;
}

export interface DocumentLink {
  readonly range: Range;
  /** As the file writes it, relative to the file. */
  readonly target: string;
  readonly tooltip: string;
}

export interface DocumentHighlight {
  readonly range: Range;
  readonly kind: 'read' | 'write';
}
