/** Every text of the file that may hold expressions: can they be read, do they know what they ask for, does it fit? */
import { asTextHint, checkExpression, type ExpressionFinding } from '../expression/check.ts';
import type { PlaceName } from '../expression/contexts.ts';
import { hasExpression, partsOf, soleExpression, type TemplatePart } from '../expression/template.ts';
import { typeWords, type ValueType } from '../expression/types.ts';
import type { FieldPath } from '../words/field-path.ts';
import { firstOf, type Finding } from '../finding.ts';
import { addNeedFix } from './fix-needs.ts';
import { pastedInRun } from './pasted-in-run.ts';
import { textFields, type TextField } from './schema-walk.ts';
import type { PipelineScopes } from './scopes.ts';
import type { Outline, StepOutline } from './step-outline.ts';

export interface ExpressionSources {
  readonly file: unknown;
  readonly outline: Outline;
  readonly scopes: PipelineScopes;
}

export function checkExpressions(sources: ExpressionSources): readonly Finding[] {
  return firstOf(expressionFindings(sources));
}

function* expressionFindings({ file, outline, scopes }: ExpressionSources): Generator<Finding> {
  for (const field of textFields(file)) {
    const step = stepOf(field.path, outline);
    if (field.place === 'condition') {
      if (field.path.length === 3) yield* conditionFindings(field, field.place, step, scopes);
    } else if (hasExpression(field.text)) yield* templateFindings(field, step, scopes);
  }
}

function stepOf([section, id]: FieldPath, outline: Outline): StepOutline | null {
  return (section === 'steps' || section === 'finally') && typeof id === 'string' ? (outline.get(id) ?? null) : null;
}

/** An `if` may leave the braces out; with them, nothing may stand around. */
function conditionFindings(
  { path, text }: TextField,
  place: PlaceName,
  step: StepOutline | null,
  scopes: PipelineScopes,
): readonly Finding[] {
  const sole = soleExpression(text);
  if (sole === null && hasExpression(text)) {
    const message = 'a condition is one expression: write all of it inside ${{ }}, or leave the braces out';
    return [{ path, code: 'expression-syntax', message, at: 'value' }];
  }
  const part: TemplatePart = sole ?? { kind: 'expression', text, start: 0, end: text.length };
  const { findings } = checkExpression(part.text, scopes.scopeOf(place, step));
  return findings.map((finding) => placed(finding, path, part, step));
}

function* templateFindings(field: TextField, step: StepOutline | null, scopes: PipelineScopes): Generator<Finding> {
  const { path, text, place } = field;
  if (place === null) {
    if (isProse(path)) return;
    const message = 'expressions (${{ }}) are not read in this field; it stays as it is';
    yield { path, code: 'expression-not-read', message, at: 'value', severity: 'warning' };
    return;
  }
  const scope = scopes.scopeOf(place, step);
  const sole = soleExpression(text);
  for (const part of partsOf(text)) {
    const within = { start: part.start - 3, end: part.kind === 'open' ? part.end : part.end + 2 };
    if (part.kind === 'open') {
      yield { path, code: 'expression-syntax', message: 'this ${{ has no closing }}', at: 'value', within };
    }
    if (part.kind !== 'expression') continue;
    const { type, findings } = checkExpression(part.text, scope);
    for (const finding of findings) yield placed(finding, path, part, step);
    const misfit = sole === null ? textMisfit(type) : soleMisfit(path, type);
    if (misfit !== null) yield { path, code: 'type-mismatch', message: misfit, at: 'value', within };
    if (isRun(path) && step !== null) yield pastedInRun(path, text, part, step);
  }
}

function placed(finding: ExpressionFinding, path: FieldPath, part: TemplatePart, step: StepOutline | null): Finding {
  const { code, message, severity, start, end, replacement, need } = finding;
  return {
    path,
    code,
    message,
    severity,
    at: 'value',
    within: { start: part.start + start, end: part.start + Math.max(end, start + 1) },
    ...(replacement === undefined ? {} : { replacement }),
    ...(need === undefined || step === null ? {} : { fixes: addNeedFix(step, need) }),
  };
}

function isProse(path: FieldPath): boolean {
  return path.at(-1) === 'description';
}

function isRun(path: FieldPath): boolean {
  return path.length === 3 && path[2] === 'run';
}

function textMisfit(type: ValueType): string | null {
  if (type.kind !== 'list' && type.kind !== 'map') return null;
  return `${typeWords(type)} has no form as text; ${asTextHint(type)}`;
}

/** What an expression that is all of a field's value must give there. */
function soleMisfit(path: FieldPath, type: ValueType): string | null {
  if (type.kind === 'any') return null;
  const [, , field, inner] = path;
  if (field === 'inputs') return null;
  if (field === 'matrix') return matrixMisfit(path, inner, type);
  if (field === 'continue-on-error' || path.join('.') === 'concurrency.cancel-in-progress') {
    return type.kind === 'boolean' ? null : `this gives ${typeWords(type)}; true or false is needed`;
  }
  return textMisfit(type);
}

function matrixMisfit(path: FieldPath, inner: FieldPath[number] | undefined, type: ValueType): string | null {
  const hint = type.kind === 'string' ? '; read it with fromJSON(…)' : '';
  if (path.length === 3 && type.kind !== 'map') return `this gives ${typeWords(type)}; a map of lists is needed${hint}`;
  if (path.length !== 4) return null;
  if (inner === 'fail-fast')
    return type.kind === 'boolean' ? null : `this gives ${typeWords(type)}; true or false is needed`;
  if (inner === 'max-parallel') {
    return type.kind === 'number' || type.kind === 'string'
      ? null
      : `this gives ${typeWords(type)}; a number is needed`;
  }
  return type.kind === 'list' ? null : `this gives ${typeWords(type)}; a list is needed${hint}`;
}
