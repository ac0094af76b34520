/**
 * An expression's value. Total: whatever the expression and the values are, the answer is a value or a sentence, after a
 * bounded amount of work.
 */
import type { Expr, FunctionCall } from '@actions/expressions/ast';
import { BooleanData } from '@actions/expressions/data/boolean';
import { Dictionary } from '@actions/expressions/data/dictionary';
import type { ExpressionData } from '@actions/expressions/data/expressiondata';
import { Evaluator } from '@actions/expressions/evaluator';
import { falsy } from '@actions/expressions/result';
import type { JsonValue } from '@orchion/domain';
import { contextNames, type ExpressionContext } from './contexts.ts';
import { ExpressionFault, functionTable, weightOf } from './functions.ts';
import { parseExpression } from './syntax.ts';
import { dataFromJson, jsonFromData } from './values.ts';

/** Entries and characters that one expression may look at. */
const workMax = 16 * 1024 * 1024;

export type Evaluated<T> = { readonly value: T } | { readonly problem: string };

export function evaluateExpression(text: string, context: ExpressionContext): Evaluated<JsonValue> {
  return evaluated(text, context, jsonFromData);
}

/** Whether it counts as true: everything but false, 0, NaN, null and ''. */
export function evaluateTruth(text: string, context: ExpressionContext): Evaluated<boolean> {
  return evaluated(text, context, (data) => !falsy(data));
}

function evaluated<T>(text: string, context: ExpressionContext, read: (data: ExpressionData) => T): Evaluated<T> {
  const parsed = parseExpression(text);
  if ('problem' in parsed) return { problem: `${shownExpression(text)}: ${parsed.problem}` };
  try {
    return { value: read(new BoundedEvaluator(parsed.tree, context).evaluate()) };
  } catch (error) {
    // Besides our own, the library throws for wrong arguments; a stack that overflows ends up here too.
    return { problem: `${shownExpression(text)}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

class BoundedEvaluator extends Evaluator {
  readonly #status: ExpressionContext['status'];
  #work = 0;

  constructor(tree: Expr, context: ExpressionContext) {
    super(tree, rootOf(context), new Map(functionTable));
    this.#status = context.status;
  }

  protected override eval(node: Expr): ExpressionData {
    const data = super.eval(node);
    this.#work += 1 + weightOf(data);
    if (this.#work > workMax) throw new ExpressionFault('it looks at more values than one expression may');
    return data;
  }

  override visitFunctionCall(call: FunctionCall): ExpressionData {
    const { success, failure, cancelled } = this.#status;
    switch (call.functionName.lexeme.toLowerCase()) {
      case 'success':
        return new BooleanData(success);
      case 'failure':
        return new BooleanData(failure);
      case 'cancelled':
        return new BooleanData(cancelled);
      case 'always':
        return new BooleanData(true);
      default:
        return super.visitFunctionCall(call);
    }
  }
}

function rootOf(context: ExpressionContext): Dictionary {
  const values: Readonly<Record<(typeof contextNames)[number], Readonly<Record<string, JsonValue>>>> = {
    inputs: context.inputs,
    env: context.env,
    needs: context.needs,
    steps: context.steps,
    matrix: context.matrix,
    run: context.run,
    node: {},
    secrets: {},
  };
  return new Dictionary(...contextNames.map((key) => ({ key, value: dataFromJson(values[key]) })));
}

function shownExpression(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return `\${{ ${line.length > 60 ? `${line.slice(0, 60)}…` : line} }}`;
}
