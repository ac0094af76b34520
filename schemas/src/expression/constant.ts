/** Expressions that look at nothing: their value is known before anything runs. */
import { ContextAccess, FunctionCall, type Expr } from '@actions/expressions/ast';
import { childrenOf } from './condition.ts';
import { nothingKnown } from './contexts.ts';
import { evaluateTruth } from './evaluate.ts';
import { functionTable } from './functions.ts';
import { parseExpression } from './syntax.ts';

/** Null: it depends, or it cannot be read. */
export function constantTruth(expression: string): boolean | null {
  const parsed = parseExpression(expression);
  if ('problem' in parsed) return null;
  const pending: Expr[] = [parsed.tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node instanceof ContextAccess) return null;
    if (node instanceof FunctionCall && functionTable.get(node.functionName.lexeme.toLowerCase())?.isStatus)
      return null;
    pending.push(...childrenOf(node));
  }
  const truth = evaluateTruth(expression, nothingKnown);
  return 'problem' in truth ? null : truth.value;
}
