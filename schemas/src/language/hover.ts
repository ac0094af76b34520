/** What stands under the cursor: a name, a field, a value, a piece of an expression. */
import { isScalar } from 'yaml';
import { contextInfo, contextNames } from '../expression/contexts.ts';
import { functionTable } from '../expression/functions.ts';
import { describeTarget, paragraphs } from './describe.ts';
import { fieldDocs, inline } from './field-docs.ts';
import { expressionsOf, type ExpressionAt } from './expressions/expressions-of.ts';
import { previewOf } from './known-values.ts';
import type { Span } from './line-index.ts';
import type { Surroundings } from './live-values.ts';
import type { FileModel } from './model.ts';
import { typeOf } from './names/context-entries.ts';
import { namesOf } from './names/pipeline-names.ts';
import { referenceAt } from './names/references.ts';
import { schemaAt } from './schema-view.ts';
import type { Hover, Position } from './shapes.ts';
import { foundAt, innerSpan, textOf, type Found } from './tree.ts';
import { usedModel } from './used-model.ts';

export function hover(model: FileModel, position: Position, around: Surroundings): Hover | null {
  const offset = model.lines.offsetAt(position);
  const shown = (contents: string, span: Span): Hover | null =>
    contents === '' ? null : { contents, range: model.lines.rangeOf(span) };

  const expression = expressionsOf(model).find(({ span }) => span.start <= offset && offset <= span.end);
  if (expression !== undefined) return hoverInExpression(model, expression, offset, shown);
  const reference = referenceAt(model, offset);
  const named = reference === null ? null : describeTarget(model, reference.target);
  if (reference !== null && named !== null) return shown(named, reference);
  const found = foundAt(model.document, offset);
  if (found === null) return null;
  const { node } = found;
  const span = (isScalar(node) ? innerSpan(node) : null) ?? { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
  return shown(fieldHover(model, found, around), span);
}

function hoverInExpression(
  model: FileModel,
  expression: ExpressionAt,
  offset: number,
  shown: (contents: string, span: Span) => Hover | null,
): Hover | null {
  const preview = previewOf(model, expression);
  const value = preview === null ? '' : `With the defaults: \`${inline(preview.value)}\``;
  const token = expression.tokens.find(({ start, end }) => start <= offset && offset <= end);
  if (token === undefined) return shown(value, expression.span);
  const called = expression.tokens[expression.tokens.indexOf(token) + 1]?.text === '(';
  const info = called ? functionTable.get(token.text.toLowerCase()) : undefined;
  if (info !== undefined) return shown(paragraphs([`\`${info.signature}\``, info.about, value]), token);
  const isRoot = expression.chains.some(({ segments }) => segments[0]?.start === token.start);
  const context = isRoot ? contextNames.find((name) => name === token.text.toLowerCase()) : undefined;
  if (context !== undefined) return shown(paragraphs([`**${context}** · context`, contextInfo[context], value]), token);
  const reference = referenceAt(model, offset);
  const named = reference === null ? null : describeTarget(model, reference.target);
  return shown(paragraphs([named ?? '', value]), named === null ? expression.span : token);
}

function fieldHover(model: FileModel, { path, part, node }: Found, around: Surroundings): string {
  const schema = schemaAt(model.language, path);
  if (schema === null) return '';
  const text = part === 'value' ? textOf(node) : null;
  const last = path.at(-1);
  if (text !== null && last === 'uses') return usedHover(text, around);
  const liveNode = last === 'node' ? around.live?.nodes.find(({ name }) => name === text) : undefined;
  const live = liveNode === undefined ? '' : `**${liveNode.name}** · ${liveNode.summary}`;
  return paragraphs([live, fieldDocs(schema.field)]);
}

/** The pipeline that a step uses: what it wants and what it gives. */
function usedHover(path: string, around: Surroundings): string {
  const used = usedModel(path, around);
  if (used === null) return '';
  const { inputs, outputs, steps } = namesOf(used);
  return paragraphs([
    `**${path}** · pipeline of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`,
    inputs.map((input) => `- \`${input.name}\`: ${typeOf(used, input)}`).join('\n'),
    outputs.length === 0 ? '' : `Gives ${outputs.map(({ name }) => `\`${name}\``).join(', ')}`,
  ]);
}
