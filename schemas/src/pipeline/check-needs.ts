/** Who waits for whom: names that are not there, circles, the rules of finally steps. */
import { nearest } from '../words/did-you-mean.ts';
import { firstOf, type Finding } from '../finding.ts';
import { fieldsOf, type Outline, type StepOutline } from './step-outline.ts';

export function checkNeeds(outline: Outline, file: unknown): readonly Finding[] {
  return [...doubleNames(file), ...firstOf(needsOfAll(outline)), ...cycles(outline)];
}

function doubleNames(file: unknown): readonly Finding[] {
  const { steps, finally: last } = fieldsOf(file);
  return Object.keys(fieldsOf(last))
    .filter((id) => Object.hasOwn(fieldsOf(steps), id))
    .map((id) => ({
      path: ['finally', id],
      code: 'duplicate-step',
      message: `there is a step "${id}" under "steps" already; give this one another name`,
      at: 'key',
      related: [{ path: ['steps', id], at: 'key', message: 'the other one' }],
    }));
}

function* needsOfAll(outline: Outline): Generator<Finding> {
  for (const step of outline.values()) yield* needsOf(step, outline);
}

function* needsOf(step: StepOutline, outline: Outline): Generator<Finding> {
  const seen = new Set<string>();
  for (const { id, path } of step.needs) {
    const at = 'value';
    if (seen.has(id))
      yield { path, code: 'duplicate-need', message: `"${id}" is named twice`, severity: 'warning', at };
    if (seen.has(id)) continue;
    seen.add(id);
    const needed = outline.get(id);
    if (needed === undefined) yield unknownStep(id, step, outline, { path, code: 'unknown-need', at });
    else if (needed.isFinally !== step.isFinally) {
      const message = step.isFinally
        ? `a finally step begins after all others anyway; it needs no "${id}", and may read steps.${id}`
        : `"${id}" is a finally step: it begins only when this one has ended`;
      yield { path, code: 'finally-need', message, at };
    }
  }
}

export function unknownStep(
  id: string,
  step: StepOutline,
  outline: Outline,
  finding: Pick<Finding, 'path' | 'code' | 'at'>,
): Finding {
  const others = [...outline.keys()].filter((name) => name !== step.id);
  const meant = nearest(id, others);
  if (meant !== null) {
    return { ...finding, message: `there is no step "${id}"; did you mean "${meant}"?`, replacement: meant };
  }
  const shown = others.slice(0, 20).join(', ');
  const rest =
    others.length === 0 ? 'there is no other step' : `the steps are ${shown}${others.length > 20 ? ' ...' : ''}`;
  return { ...finding, message: `there is no step "${id}"; ${rest}` };
}

/** Enough to begin with. */
const cyclesMax = 20;

/** One finding for each circle, at the need that closes it as the file is read. */
function cycles(outline: Outline): readonly Finding[] {
  const found: Finding[] = [];
  const done = new Set<string>();
  for (const start of outline.values()) {
    // Depth first, without recursion: a chain may be a thousand steps long.
    const trail: { readonly step: StepOutline; next: number }[] = [];
    const onTrail = new Map<string, number>();
    const enter = (step: StepOutline): void => {
      onTrail.set(step.id, trail.length);
      trail.push({ step, next: 0 });
    };
    if (!done.has(start.id)) enter(start);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const need = top.step.needs[top.next++];
      if (need === undefined) {
        done.add(top.step.id);
        onTrail.delete(top.step.id);
        trail.pop();
        continue;
      }
      const place = onTrail.get(need.id);
      const step = outline.get(need.id);
      // Between steps and finally steps a need is wrong already, and told so.
      if (step === undefined || step.isFinally !== top.step.isFinally) continue;
      if (place === undefined) {
        if (!done.has(need.id)) enter(step);
        continue;
      }
      const circle = trail.slice(place).map((entry) => entry.step);
      found.push(cycleOf(circle, need.path));
      if (found.length === cyclesMax) return found;
    }
  }
  return found;
}

function cycleOf(steps: readonly StepOutline[], path: Finding['path']): Finding {
  const names = steps.map(({ id }) => id);
  const [first = ''] = names;
  const circle = [...names, first];
  const shown = circle.length > 12 ? [...circle.slice(0, 6), '…', ...circle.slice(-5)] : circle;
  const message =
    steps.length === 1 ? `"${first}" needs itself` : `the steps need each other in a circle: ${shown.join(' needs ')}`;
  const related = steps.slice(0, 20).map((step, i) => ({
    path: step.path,
    at: 'key' as const,
    message: `${step.id} needs ${circle[i + 1] ?? ''}`,
  }));
  return { path, code: 'need-cycle', message, at: 'value', related };
}
