/** Every request of the service at one position: for tests that no text makes it throw, and for measurements. */
import { codeActions, fixAll } from '../check/code-actions.ts';
import { diagnose } from '../check/diagnose.ts';
import { unchecked } from '../check/live-checks.ts';
import { complete } from '../complete/complete.ts';
import { codeLenses } from '../foresight/code-lenses.ts';
import { graphOf, stepAt } from '../foresight/graph.ts';
import { inlayHints } from '../foresight/inlay-hints.ts';
import { hover } from '../hover.ts';
import type { Surroundings } from '../live-values.ts';
import type { FileModel } from '../model.ts';
import { definitionAt, highlightsAt, referencesAt } from '../navigate.ts';
import { rename, renameableAt } from '../rename.ts';
import type { Position } from '../shapes.ts';
import { foldingRanges } from '../structure/folding.ts';
import { formatEdits, indentEdits } from '../structure/format.ts';
import { documentLinks } from '../structure/links.ts';
import { selectionRanges } from '../structure/selection.ts';
import { semanticTokens } from '../structure/semantic-tokens.ts';
import { documentSymbols } from '../structure/symbols.ts';

export type Ask = (model: FileModel, position: Position, around: Surroundings) => unknown;

const wholeFile = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };

export const requests: Readonly<Record<string, Ask>> = {
  diagnostics: (model, _, around) => {
    const found = diagnose(model, around);
    return [found, codeActions(found, wholeFile), fixAll(found), unchecked(model, around)];
  },
  completion: complete,
  hover,
  definition: definitionAt,
  references: (model, position) => referencesAt(model, position, { withDeclaration: true }),
  highlights: highlightsAt,
  'prepare rename': renameableAt,
  rename: (model, position) => rename(model, position, 'other-name'),
  symbols: documentSymbols,
  folding: foldingRanges,
  selection: selectionRanges,
  links: documentLinks,
  colours: semanticTokens,
  formatting: formatEdits,
  'indent a new line': indentEdits,
  'inlay hints': (model, _, { live }) => inlayHints(model, wholeFile, [], live),
  lenses: (model) => codeLenses(model, null, 0),
  graph: (model, _, { live }) => graphOf(model, { forecasts: [], live, last: null, now: 0 }),
  'step under the cursor': stepAt,
};
