/** Artifacts that are fetched: is there such a step, has it ended by then, does it leave them? */
import type { Finding } from '../finding.ts';
import { nearest } from '../words/did-you-mean.ts';
import type { FieldPath } from '../words/field-path.ts';
import { unknownStep } from './check-needs.ts';
import { addNeedFix } from './fix-needs.ts';
import { fieldsOf, listOf, upstreamOf, type Outline, type StepOutline } from './step-outline.ts';

export function* fetches(step: StepOutline, outline: Outline): Generator<Finding> {
  const path: FieldPath = [...step.path, 'artifacts', 'fetch'];
  const entries = listOf(fieldsOf(step.fields.artifacts).fetch);
  const upstream = entries.length === 0 ? new Set() : upstreamOf(outline, step.id);
  for (const [i, entry] of entries.entries()) {
    const isShort = typeof entry === 'string';
    const { from, name } = isShort ? { from: entry, name: undefined } : fieldsOf(entry);
    if (typeof from !== 'string') continue;
    const at: FieldPath = isShort ? [...path, i] : [...path, i, 'from'];
    const source = outline.get(from);
    const unknown = (message: string): Finding => ({ path: at, code: 'unknown-artifact', message, at: 'value' });
    if (source === undefined) {
      yield unknownStep(from, step, outline, { path: at, code: 'unknown-artifact', at: 'value' });
    } else if (from === step.id) {
      yield unknown('a step cannot fetch its own artifacts');
    } else if (!upstream.has(from) && !(step.isFinally && !source.isFinally)) {
      const message = `this step may begin before "${from}" has ended; add it to "needs"`;
      yield { path: at, code: 'not-upstream', message, at: 'value', fixes: addNeedFix(step, from) };
    } else if (source.artifacts.length === 0) {
      yield unknown(`${from} leaves no artifacts; name them there under artifacts.leave`);
    } else if (typeof name === 'string') yield* artifactName(source, name, [...path, i, 'name']);
  }
}

function artifactName(source: StepOutline, name: string, path: FieldPath): readonly Finding[] {
  if (source.artifacts.includes(name)) return [];
  const meant = nearest(name, source.artifacts);
  const rest = meant === null ? `; it leaves ${source.artifacts.join(', ')}` : `; did you mean "${meant}"?`;
  const finding = {
    path,
    code: 'unknown-artifact',
    message: `${source.id} leaves no artifact "${name}"${rest}`,
  } as const;
  return [{ ...finding, at: 'value', ...(meant === null ? {} : { replacement: meant }) }];
}
