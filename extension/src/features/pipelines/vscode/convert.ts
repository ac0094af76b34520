/** The service's plain shapes as the editor's objects: names and classes differ, nothing else. */
import type {
  CompletionItem,
  CompletionKind,
  Diagnostic,
  DocumentSymbol,
  Location,
  Position,
  Range,
  Severity,
  SymbolKind,
  TextEdit,
} from '@orchion/schemas/language';
import * as vscode from 'vscode';

export function toPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(toPosition(start), toPosition(end));
}

export function toEdit({ range, newText }: TextEdit): vscode.TextEdit {
  return new vscode.TextEdit(toRange(range), newText);
}

export function toWorkspaceEdit(uri: vscode.Uri, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(uri, edits.map(toEdit));
  return edit;
}

/** A file that is named from the document's folder; null is the document itself. */
export function toLocation(document: vscode.TextDocument, { file, range }: Location): vscode.Location {
  const uri = file === null ? document.uri : vscode.Uri.joinPath(document.uri, '..', file);
  return new vscode.Location(uri, toRange(range));
}

function toMarkdown(text: string): vscode.MarkdownString | undefined {
  return text === '' ? undefined : new vscode.MarkdownString(text);
}

export function toCompletion(item: CompletionItem): vscode.CompletionItem {
  const label = item.detail === '' ? item.label : { label: item.label, description: item.detail };
  const shown = new vscode.CompletionItem(label, completionKinds[item.kind]);
  const documentation = toMarkdown(item.documentation);
  if (documentation !== undefined) shown.documentation = documentation;
  shown.range = toRange(item.edit.range);
  shown.insertText = item.isSnippet ? new vscode.SnippetString(item.edit.newText) : item.edit.newText;
  // The service has indented every line already.
  shown.keepWhitespace = true;
  shown.filterText = item.filterText;
  shown.sortText = item.sortText;
  if (item.asksAgain) shown.command = { command: 'editor.action.triggerSuggest', title: '' };
  return shown;
}

export function toDiagnostic(document: vscode.TextDocument, diagnostic: Diagnostic): vscode.Diagnostic {
  const shown = new vscode.Diagnostic(toRange(diagnostic.range), diagnostic.message, severities[diagnostic.severity]);
  shown.source = 'orchion';
  shown.code = diagnostic.code;
  if (diagnostic.isUnnecessary) shown.tags = [vscode.DiagnosticTag.Unnecessary];
  shown.relatedInformation = diagnostic.related.map(
    ({ location, message }) => new vscode.DiagnosticRelatedInformation(toLocation(document, location), message),
  );
  return shown;
}

export function toSymbol(symbol: DocumentSymbol): vscode.DocumentSymbol {
  const shown = new vscode.DocumentSymbol(
    symbol.name,
    symbol.detail,
    symbolKinds[symbol.kind],
    toRange(symbol.range),
    toRange(symbol.selectionRange),
  );
  shown.children = symbol.children.map(toSymbol);
  return shown;
}

const completionKinds: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  field: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  snippet: vscode.CompletionItemKind.Snippet,
  step: vscode.CompletionItemKind.Class,
  input: vscode.CompletionItemKind.Variable,
  output: vscode.CompletionItemKind.Field,
  axis: vscode.CompletionItemKind.Variable,
  context: vscode.CompletionItemKind.Module,
  function: vscode.CompletionItemKind.Function,
  variable: vscode.CompletionItemKind.Variable,
  file: vscode.CompletionItemKind.File,
  node: vscode.CompletionItemKind.Reference,
};

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

const symbolKinds: Readonly<Record<SymbolKind, vscode.SymbolKind>> = {
  step: vscode.SymbolKind.Class,
  input: vscode.SymbolKind.Variable,
  output: vscode.SymbolKind.Field,
  variable: vscode.SymbolKind.Constant,
  section: vscode.SymbolKind.Namespace,
  axis: vscode.SymbolKind.Enum,
  artifact: vscode.SymbolKind.File,
};
