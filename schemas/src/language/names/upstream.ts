/** Which steps have ended when a step begins: what it needs, and what that needs in turn. */
import { stepNamed, type PipelineNames, type StepNames } from './pipeline-names.ts';

/** Without itself; a circle of needs is walked once. Of a finally step: every step that is none, and what it needs. */
export function upstreamOf(names: PipelineNames, step: StepNames): readonly StepNames[] {
  const found = new Set<StepNames>();
  if (step.section === 'finally') for (const one of names.steps) if (one.section === 'steps') found.add(one);
  const pending = [...step.needs];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const needed = stepNamed(names, next.name);
    if (needed === null || found.has(needed)) continue;
    found.add(needed);
    pending.push(...needed.needs);
  }
  found.delete(step);
  return names.steps.filter((one) => found.has(one));
}

/** Steps that a step may name in `needs` without making a circle: those that do not come after it. */
export function mayNeed(names: PipelineNames, step: StepNames): readonly StepNames[] {
  const neededBy = Map.groupBy(
    names.steps.flatMap((by) => by.needs.map(({ name }) => ({ name, by }))),
    ({ name }) => name,
  );
  const after = new Set<StepNames>([step]);
  // A set is walked in the order in which it grows.
  for (const one of after) for (const { by } of neededBy.get(one.name) ?? []) after.add(by);
  return names.steps.filter((one) => one.section === step.section && !after.has(one));
}
