/** Steps that can never run. */
import { asksForStatus } from '../expression/condition.ts';
import { constantTruth } from '../expression/constant.ts';
import { soleExpression } from '../expression/template.ts';
import type { Finding } from '../finding.ts';
import type { FieldPath } from '../words/field-path.ts';
import type { Outline, StepOutline } from './step-outline.ts';

/** Steps whose condition is false whatever happens, and those that need one of them. */
export function* unreachable(outline: Outline): Generator<Finding> {
  const conditions = new Map([...outline.values()].map((step) => [step, conditionOf(step)]));
  const dependents = new Map<string, { readonly step: StepOutline; readonly path: FieldPath }[]>();
  for (const step of outline.values()) {
    for (const { id, path } of step.needs) {
      const known = dependents.get(id) ?? [];
      known.push({ step, path });
      dependents.set(id, known);
    }
  }
  const never = new Set<string>();
  const pending: string[] = [];
  const add = (id: string): void => {
    never.add(id);
    pending.push(id);
  };
  for (const [step, condition] of conditions) {
    if (condition !== false) continue;
    add(step.id);
    const message = `the condition is never true, so "${step.id}" never runs`;
    yield { path: [...step.path, 'if'], code: 'unreachable-step', message, at: 'value', severity: 'warning' };
  }
  for (let id = pending.shift(); id !== undefined; id = pending.shift()) {
    for (const { step, path } of dependents.get(id) ?? []) {
      if (never.has(step.id) || conditions.get(step) === 'status') continue;
      add(step.id);
      const message = `"${step.id}" never runs, because "${id}" never does`;
      yield { path, code: 'unreachable-step', message, at: 'value', severity: 'warning' };
    }
  }
}

/** False: never. `status`: it looks at how things went itself. Null: it depends. */
function conditionOf({ fields }: StepOutline): false | 'status' | null {
  const written = fields.if;
  if (written === false) return false;
  if (typeof written !== 'string') return null;
  const expression = soleExpression(written)?.text ?? written;
  if (asksForStatus(expression)) return 'status';
  return constantTruth(expression) === false ? false : null;
}
