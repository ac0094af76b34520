/** Everything that the editor asks of a pipeline file at a position, handed on to the language service. */
import {
  complete,
  definitionAt,
  documentLinks,
  documentSymbols,
  foldingRanges,
  forecastHover,
  formatEdits,
  highlightsAt,
  hover,
  indentEdits,
  inlayHints,
  referencesAt,
  rename,
  renameableAt,
  selectionRanges,
  semanticTokens,
  semanticTokenTypes,
  stepNameAt,
} from '@orchion/schemas/language';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { toCompletion, toEdit, toLocation, toPosition, toRange, toSymbol, toWorkspaceEdit } from './convert.ts';
import type { Foresight } from './foresight.ts';
import { pipelineLanguage } from './pipeline-language.ts';
import type { PipelineModels } from './pipeline-models.ts';
import type { SurroundingsReader } from './surroundings.ts';

export interface LanguageParts {
  readonly models: PipelineModels;
  readonly surroundings: SurroundingsReader;
  readonly foresight: Foresight;
}

const selector: vscode.DocumentSelector = { language: pipelineLanguage };
/** What may begin something new to choose from; letters do so by themselves. */
const triggers = [':', ' ', '-', '.', '{', '[', ',', '"', "'", '$'];

export function registerLanguageProviders(session: Session, parts: LanguageParts): void {
  registerWriting(session, parts);
  registerReading(session, parts);
  registerStructure(session, parts);
}

function registerWriting(session: Session, { models, surroundings }: LanguageParts): void {
  const { languages } = vscode;
  session.own(
    languages.registerCompletionItemProvider(
      selector,
      {
        async provideCompletionItems(document, position) {
          const around = await surroundings.around(document);
          const model = models.of(document);
          return complete(model, position, around).map(toCompletion);
        },
      },
      ...triggers,
    ),
  );
  session.own(
    languages.registerRenameProvider(selector, {
      prepareRename(document, position) {
        const model = models.of(document);
        const asked = renameableAt(model, position);
        // The editor shows the message of the error at the cursor.
        if ('refusal' in asked) throw new Error(asked.refusal);
        return { range: toRange(asked.range), placeholder: asked.name };
      },
      provideRenameEdits(document, position, newName) {
        const model = models.of(document);
        const renamed = rename(model, position, newName);
        if ('refusal' in renamed) throw new Error(renamed.refusal);
        return toWorkspaceEdit(document.uri, renamed.edits);
      },
    }),
  );
  session.own(
    languages.registerDocumentFormattingEditProvider(selector, {
      provideDocumentFormattingEdits(document) {
        const model = models.of(document);
        return formatEdits(model).map(toEdit);
      },
    }),
  );
  session.own(
    languages.registerOnTypeFormattingEditProvider(
      selector,
      {
        provideOnTypeFormattingEdits(document, position) {
          const model = models.of(document);
          return indentEdits(model, position).map(toEdit);
        },
      },
      '\n',
    ),
  );
}

function registerReading(session: Session, { models, surroundings, foresight }: LanguageParts): void {
  const { languages } = vscode;
  session.own(
    languages.registerHoverProvider(selector, {
      async provideHover(document, position) {
        const around = await surroundings.around(document);
        const model = models.of(document);
        const found = hover(model, position, around);
        if (found === null) return undefined;
        const contents = [new vscode.MarkdownString(found.contents)];
        const stepId = stepNameAt(model, position);
        const forecast = foresight.of(document).forecasts.find((one) => one.stepId === stepId);
        const placement = forecast === undefined ? '' : forecastHover(forecast, around.live);
        if (placement !== '') contents.push(new vscode.MarkdownString(placement));
        return new vscode.Hover(contents, toRange(found.range));
      },
    }),
  );
  session.own(
    languages.registerDefinitionProvider(selector, {
      async provideDefinition(document, position) {
        const around = await surroundings.around(document);
        const model = models.of(document);
        return definitionAt(model, position, around).map((location) => toLocation(document, location));
      },
    }),
  );
  session.own(
    languages.registerReferenceProvider(selector, {
      provideReferences(document, position, { includeDeclaration }) {
        const model = models.of(document);
        const found = referencesAt(model, position, { withDeclaration: includeDeclaration });
        return found.map((location) => toLocation(document, location));
      },
    }),
  );
  session.own(
    languages.registerDocumentHighlightProvider(selector, {
      provideDocumentHighlights(document, position) {
        const model = models.of(document);
        const { Read, Write } = vscode.DocumentHighlightKind;
        return highlightsAt(model, position).map(
          ({ range, kind }) => new vscode.DocumentHighlight(toRange(range), kind === 'read' ? Read : Write),
        );
      },
    }),
  );
  session.own(
    languages.registerInlayHintsProvider(selector, {
      onDidChangeInlayHints: foresight.onChange,
      async provideInlayHints(document, range) {
        const around = await surroundings.around(document);
        const model = models.of(document);
        return inlayHints(model, range, foresight.of(document).forecasts, around.live).map((hint) => {
          const shown = new vscode.InlayHint(toPosition(hint.position), hint.label);
          shown.paddingLeft = true;
          shown.tooltip = new vscode.MarkdownString(hint.tooltip);
          return shown;
        });
      },
    }),
  );
}

function registerStructure(session: Session, { models }: LanguageParts): void {
  const { languages } = vscode;
  session.own(
    languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols(document) {
        const model = models.of(document);
        return documentSymbols(model).map(toSymbol);
      },
    }),
  );
  session.own(
    languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges(document) {
        const model = models.of(document);
        return foldingRanges(model).map(({ startLine, endLine, isComment }) => {
          return new vscode.FoldingRange(startLine, endLine, isComment ? vscode.FoldingRangeKind.Comment : undefined);
        });
      },
    }),
  );
  session.own(
    languages.registerSelectionRangeProvider(selector, {
      provideSelectionRanges(document, positions) {
        const model = models.of(document);
        return positions.map((position) => {
          const ranges = selectionRanges(model, position);
          const outer = ranges.reduceRight<vscode.SelectionRange | undefined>(
            (parent, range) => new vscode.SelectionRange(toRange(range), parent),
            undefined,
          );
          return outer ?? new vscode.SelectionRange(new vscode.Range(position, position));
        });
      },
    }),
  );
  session.own(
    languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks(document) {
        const model = models.of(document);
        return documentLinks(model).map(({ range, target, tooltip }) => {
          const link = new vscode.DocumentLink(toRange(range), vscode.Uri.joinPath(document.uri, '..', target));
          link.tooltip = tooltip;
          return link;
        });
      },
    }),
  );
  const legend = new vscode.SemanticTokensLegend([...semanticTokenTypes], ['declaration']);
  session.own(
    languages.registerDocumentSemanticTokensProvider(
      selector,
      {
        provideDocumentSemanticTokens(document) {
          const model = models.of(document);
          const builder = new vscode.SemanticTokensBuilder(legend);
          for (const { range, type, isDeclaration } of semanticTokens(model)) {
            builder.push(toRange(range), type, isDeclaration ? ['declaration'] : []);
          }
          return builder.build();
        },
      },
      legend,
    ),
  );
}
