/** What values are known before anything runs: the defaults of inputs, and variables that are made from them. */
import type { JsonValue } from '@orchion/domain';
import type { Node } from 'yaml';
import type { ExpressionContext } from '../expression/contexts.ts';
import { evaluateExpression } from '../expression/evaluate.ts';
import { resolveTemplate } from '../expression/template.ts';
import type { ExpressionAt } from './expressions/expressions-of.ts';
import type { FileModel } from './model.ts';
import { envLayers } from './names/context-entries.ts';
import { namesOf, stepNamed } from './names/pipeline-names.ts';
import { entryOf, textOf } from './tree.ts';

/** The value of an expression as far as inputs' defaults decide it; null: it needs more than those. */
export function previewOf(model: FileModel, expression: ExpressionAt): { readonly value: JsonValue } | null {
  if (expression.chains.length === 0 || expression.tokens.some(({ text }) => statusFunctions.has(text))) return null;
  const context = knownContext(model, expression);
  const isKnown = expression.chains.every(({ segments: [root, first] }) => {
    const values = root?.name === 'inputs' ? context.inputs : root?.name === 'env' ? context.env : {};
    return first !== undefined && Object.hasOwn(values, first.name);
  });
  if (!isKnown) return null;
  const result = evaluateExpression(model.text.slice(expression.span.start, expression.span.end), context);
  return 'value' in result ? result : null;
}

const statusFunctions = new Set(['success', 'failure', 'always', 'cancelled']);

function knownContext(model: FileModel, expression: ExpressionAt): ExpressionContext {
  const names = namesOf(model);
  const inputs: Record<string, JsonValue> = {};
  for (const { name, value } of names.inputs) {
    const written = jsonOf(model, entryOf(model.document, value, 'default')?.value ?? null);
    if (written !== undefined) inputs[name] = written;
  }
  let context: ExpressionContext = { ...nothingKnown, inputs };
  for (const { variables } of envLayers(names, stepNamed(names, expression.stepId), expression)) {
    const env: Record<string, JsonValue> = { ...context.env };
    for (const { name, value } of variables) {
      const text = textOf(value);
      const resolved = text === null ? null : resolveTemplate(text, context);
      // What an outer layer said no longer holds where this one's value is not known.
      if (resolved !== null && 'value' in resolved && isPlain(text ?? '')) env[name] = resolved.value;
      else delete env[name];
    }
    context = { ...context, env };
  }
  return context;
}

/** A template that looks at more than inputs and variables would resolve to a gap. */
function isPlain(text: string): boolean {
  return !/\b(?:needs|steps|matrix|run|node|secrets)\s*[.[]/.test(text);
}

/** A value as JSON; undefined where there is none. */
export function jsonOf({ document }: FileModel, node: Node | null): JsonValue | undefined {
  if (node === null || document === null) return undefined;
  try {
    // YAML without tags and with keys as text has no other values.
    return node.toJS(document, { maxAliasCount: 50 }) as JsonValue;
  } catch {
    // Aliases without an anchor, or too many of them: nothing is known then.
    return undefined;
  }
}

const nothingKnown: ExpressionContext = {
  inputs: {},
  env: {},
  needs: {},
  steps: {},
  matrix: {},
  run: {},
  status: { success: true, failure: false, cancelled: false },
};
