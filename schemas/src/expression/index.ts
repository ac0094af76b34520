/**
 * Expressions and what is made with them, pure: no YAML, no validator, no clock. The orchestrator's core decides with these;
 * the language service asks them what a file means.
 */
export { asksForStatus, evaluateCondition } from './condition.ts';
export {
  contextInfo,
  contextNames,
  places,
  runProperties,
  type ContextName,
  type ExpressionContext,
  type Place,
  type PlaceName,
} from './contexts.ts';
export type { Evaluated } from './evaluate.ts';
export { functionTable, type FunctionInfo } from './functions.ts';
export { resolveInputs, type InputProblem, type ResolvedInputs } from './inputs.ts';
export { cellsMax, expandMatrix, type ExpandedMatrix } from './matrix.ts';
export { readOutputs } from './outputs.ts';
export { resolveStep } from './resolve-step.ts';
export { resolveTemplate, resolveText } from './template.ts';
