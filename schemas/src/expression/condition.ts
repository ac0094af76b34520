/** The `if` of a step. */
import { FunctionCall, Grouping, IndexAccess, Binary, Logical, Unary, type Expr } from '@actions/expressions/ast';
import type { ExpressionText } from '@orchion/domain';
import type { ExpressionContext } from './contexts.ts';
import { evaluateTruth, type Evaluated } from './evaluate.ts';
import { functionTable } from './functions.ts';
import { parseExpression } from './syntax.ts';

/** Null is `success()`; an expression that asks for no status is joined with it. */
export function evaluateCondition(expression: ExpressionText | null, context: ExpressionContext): Evaluated<boolean> {
  if (expression === null) return { value: context.status.success };
  const truth = evaluateTruth(expression, context);
  if ('problem' in truth || asksForStatus(expression)) return truth;
  return { value: truth.value && context.status.success };
}

/** Whether a status function stands anywhere in it. */
export function asksForStatus(expression: ExpressionText): boolean {
  const parsed = parseExpression(expression);
  if ('problem' in parsed) return false;
  const pending: Expr[] = [parsed.tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node instanceof FunctionCall && functionTable.get(node.functionName.lexeme.toLowerCase())?.isStatus)
      return true;
    pending.push(...childrenOf(node));
  }
  return false;
}

/** The parts of an expression's node, in the order of the text. */
export function childrenOf(node: Expr): readonly Expr[] {
  if (node instanceof Unary) return [node.expr];
  if (node instanceof Binary) return [node.left, node.right];
  if (node instanceof Logical || node instanceof FunctionCall) return node.args;
  if (node instanceof Grouping) return [node.group];
  if (node instanceof IndexAccess) return [node.expr, node.index];
  return [];
}
