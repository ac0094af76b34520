/** The inputs that a step gives to the pipeline that it uses. */
import type { JsonValue, PipelineSpec } from '@orchion/domain';
import { checkExpression } from '../expression/check.ts';
import { readInput, typeSentence } from '../expression/inputs.ts';
import { hasExpression, soleExpression } from '../expression/template.ts';
import { typeWords } from '../expression/types.ts';
import { nearest } from '../words/did-you-mean.ts';
import type { Finding } from '../finding.ts';
import type { PipelineScopes } from './scopes.ts';
import { fieldsOf, type StepOutline } from './step-outline.ts';

export function checkUsedInputs(step: StepOutline, used: PipelineSpec, scopes: PipelineScopes): readonly Finding[] {
  const given = fieldsOf(step.fields.inputs);
  const known = Object.keys(used.inputs);
  const found: Finding[] = [];
  for (const name of Object.keys(given).filter((each) => !known.includes(each))) {
    const meant = nearest(name, known);
    const rest = known.length === 0 ? 'it has none' : `its inputs are ${known.join(', ')}`;
    found.push({
      path: [...step.path, 'inputs', name],
      code: 'used-inputs',
      message: `the pipeline has no input "${name}"; ${meant === null ? rest : `did you mean "${meant}"?`}`,
      at: 'key',
      ...(meant === null ? {} : { replacement: meant }),
    });
  }
  for (const [name, spec] of Object.entries(used.inputs)) {
    const path = [...step.path, 'inputs', name];
    const value = given[name];
    if (value === undefined) {
      if (!spec.isRequired || spec.default !== null) continue;
      const message = `the pipeline must be given its input "${name}", ${typeSentence(spec)}`;
      found.push({ path: [...step.path, 'uses'], code: 'used-inputs', message, at: 'value' });
      continue;
    }
    const problem = misfit(spec, value, step, scopes);
    if (problem !== null) found.push({ path, code: 'used-inputs', message: problem, at: 'value' });
  }
  return found;
}

function misfit(
  spec: PipelineSpec['inputs'][string],
  value: unknown,
  step: StepOutline,
  scopes: PipelineScopes,
): string | null {
  if (typeof value !== 'string' || !hasExpression(value)) {
    // An expression deeper inside is known when the step begins.
    if (JSON.stringify(value).includes('${{')) return null;
    const read = readInput(spec, value as JsonValue);
    return 'problem' in read ? read.problem : null;
  }
  const sole = soleExpression(value);
  if (sole === null || spec.type === 'json' || spec.type === 'string' || spec.type === 'choice') return null;
  const { kind } = checkExpression(sole.text, scopes.scopeOf('step', step)).type;
  if (kind === 'any' || kind === 'string' || kind === spec.type) return null;
  return `this gives ${typeWords(checkExpression(sole.text, scopes.scopeOf('step', step)).type)}; the input is ${typeSentence(spec)}`;
}
