/**
 * The language service: a text and a position in, data out, in the shapes of the Language Server Protocol. Pure: what the
 * cluster has, what other files hold and what a plan says come in as values.
 */
export { check, diagnose, type Checked } from './check/diagnose.ts';
export { codeActions, fixAll } from './check/code-actions.ts';
export { unchecked } from './check/live-checks.ts';
export { complete } from './complete/complete.ts';
export { codeLenses, type CodeLens } from './foresight/code-lenses.ts';
export { gpusAsked, standInsOf } from './foresight/before-a-run.ts';
export type { LastRun, StepForecast } from './foresight/forecast.ts';
export { explanationTable, forecastHover, markdownText } from './foresight/forecast-hover.ts';
export { fateOf, forecastWords } from './foresight/forecast-words.ts';
export { forecastOfJob, forecastsFrom } from './foresight/forecasts-from-plan.ts';
export { gutterMarks } from './foresight/gutter-marks.ts';
export { graphOf, stepAt, type GraphData, type GraphNode, type PipelineGraph } from './foresight/graph.ts';
export { inlayHints, placementDiagnostics, type InlayHint } from './foresight/inlay-hints.ts';
export { hover } from './hover.ts';
export { nothingAround, type LiveNode, type LiveValues, type Surroundings } from './live-values.ts';
export { createModel, type FileModel, type Language } from './model.ts';
export { stepNameAt } from './names/references.ts';
export { definitionAt, highlightsAt, referencesAt } from './navigate.ts';
export { usedFilesOf } from './used-model.ts';
export { rename, renameableAt, type Renaming } from './rename.ts';
export type {
  CodeAction,
  CompletionItem,
  CompletionKind,
  Diagnostic,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  Position,
  Range,
  Severity,
  SymbolKind,
  TextEdit,
} from './shapes.ts';
export { foldingRanges } from './structure/folding.ts';
export { formatEdits, indentEdits } from './structure/format.ts';
export { documentLinks } from './structure/links.ts';
export { selectionRanges } from './structure/selection.ts';
export { semanticTokens, semanticTokenTypes, type SemanticToken } from './structure/semantic-tokens.ts';
export { documentSymbols } from './structure/symbols.ts';
