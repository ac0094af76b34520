/** What the structure alone cannot say of steps: reserved words, matrices, artifacts, conditions that never hold. */
import { nearest } from '../words/did-you-mean.ts';
import { asksForStatus } from '../expression/condition.ts';
import { constantTruth } from '../expression/constant.ts';
import { nothingKnown } from '../expression/contexts.ts';
import { expandMatrix } from '../expression/matrix.ts';
import { soleExpression } from '../expression/template.ts';
import type { FieldPath } from '../words/field-path.ts';
import type { Finding } from '../finding.ts';
import { unknownStep } from './check-needs.ts';
import { addNeedFix } from './fix-needs.ts';
import { matrixFrom } from './lower-matrix.ts';
import { namePattern } from './name-pattern.ts';
import { fieldsOf, listOf, upstreamOf, type Outline, type StepOutline } from './step-outline.ts';

export function checkSteps(outline: Outline): readonly Finding[] {
  const steps = [...outline.values()];
  return [
    ...steps.flatMap((step) => [
      ...reservedWords(step),
      ...workFields(step),
      ...outputNames(step),
      ...matrixFindings(step),
      ...fetches(step, outline),
      ...cacheFields(step),
    ]),
    ...unreachable(outline),
  ];
}

const reserved: Readonly<Record<string, string>> = {
  image: 'containers are not run yet; a step is a process of the node: write "run" or "command"',
  prompt: 'steps in which a language model acts are not built yet; write "run" or "command"',
  model: 'steps in which a language model acts are not built yet; write "run" or "command"',
};

function reservedWords({ path, fields }: StepOutline): readonly Finding[] {
  return Object.entries(reserved)
    .filter(([field]) => Object.hasOwn(fields, field))
    .map(([field, message]) => ({ path: [...path, field], code: 'not-supported', message, at: 'key' }));
}

/** Fields that belong to a job have no use where another pipeline is run, and the other way round. */
const ofPipelines = ['inputs'];
const ofJobs = [
  'artifacts',
  'cache',
  'env',
  'exclusive',
  'grace',
  'idempotent',
  'labels',
  'log-bytes-max',
  'node',
  'on-disconnect',
  'on-lost',
  'outputs',
  'priority',
  'queue-timeout',
  'resources',
  'retries',
  'timeout',
  'working-directory',
  'workspace',
];

function workFields({ path, fields }: StepOutline): readonly Finding[] {
  const usesPipeline = fields.uses !== undefined;
  const hasJob = fields.run !== undefined || fields.command !== undefined;
  const odd = usesPipeline && !hasJob ? ofJobs : hasJob && !usesPipeline ? ofPipelines : [];
  const why = usesPipeline
    ? 'has no use in a step that runs another pipeline: say it in that pipeline'
    : 'is for steps that use another pipeline; give values to a command under "env"';
  return odd
    .filter((field) => Object.hasOwn(fields, field))
    .map((field) => ({ path: [...path, field], code: 'exclusive-fields', message: why, at: 'key' }));
}

function outputNames({ path, fields }: StepOutline): readonly Finding[] {
  return listOf(fields.outputs).flatMap((name, i): readonly Finding[] => {
    if (typeof name !== 'string' || new RegExp(namePattern).test(name)) return [];
    const message = `${JSON.stringify(name.slice(0, 40))} is no name for an output: a letter or _ first, then letters, digits, - and _`;
    return [{ path: [...path, 'outputs', i], code: 'wrong-name', message, at: 'value' }];
  });
}

function matrixFindings({ path, fields }: StepOutline): readonly Finding[] {
  const { matrix } = fields;
  if (matrix === undefined || typeof matrix === 'string') return [];
  const at: FieldPath = [...path, 'matrix'];
  const written = fieldsOf(matrix);
  const found: Finding[] = [];
  const axes: Record<string, readonly unknown[]> = {};
  let isKnown = !holdsExpression(written.include) && !holdsExpression(written.exclude);
  for (const [name, values] of Object.entries(written)) {
    if (['include', 'exclude', 'fail-fast', 'max-parallel'].includes(name)) continue;
    if (!new RegExp(namePattern).test(name)) {
      const message = `${JSON.stringify(name.slice(0, 40))} is no name for an axis: a letter or _ first, then letters, digits, - and _`;
      found.push({ path: [...at, name], code: 'wrong-name', message, at: 'key' });
    }
    if (!Array.isArray(values) || holdsExpression(values)) {
      isKnown = false;
      continue;
    }
    axes[name] = listOf(values);
    if (values.length === 0) {
      found.push({ path: [...at, name], code: 'empty-matrix', message: 'the axis has no values', at: 'key' });
    }
    found.push(...repeated(listOf(values), [...at, name], 'value of this axis'));
  }
  found.push(...repeated(listOf(written.include), [...at, 'include'], 'entry'));
  const hasAxes = Object.keys(written).some(
    (name) => !['include', 'exclude', 'fail-fast', 'max-parallel'].includes(name),
  );
  if (!hasAxes && written.include === undefined) {
    found.push({ path: at, code: 'empty-matrix', message: 'the matrix has no axis, so it makes no cell', at: 'key' });
  }
  if (found.length > 0 || !isKnown) return found;
  return [...cellFindings(written, at), ...unusedExcludes(written, axes, at)];
}

function cellFindings(written: Readonly<Record<string, unknown>>, at: FieldPath): readonly Finding[] {
  const spec = matrixFrom(written);
  if (spec === null) return [];
  const expanded = expandMatrix({ ...spec, failFast: true, maxParallel: null }, nothingKnown);
  if ('problem' in expanded) {
    const isMany = expanded.problem.includes('at most');
    return [{ path: at, code: isMany ? 'too-many-cells' : 'wrong-type', message: expanded.problem, at: 'key' }];
  }
  if (expanded.cells.length > 0) return [];
  const message = `no cell is left: "exclude" takes all of them away`;
  return [{ path: at, code: 'empty-matrix', message, at: 'key' }];
}

function holdsExpression(value: unknown): boolean {
  return value !== undefined && JSON.stringify(value).includes('${{');
}

function repeated(values: readonly unknown[], path: FieldPath, what: string): readonly Finding[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, i): readonly Finding[] => {
    const key = JSON.stringify(value);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, i);
      return [];
    }
    const related = [{ path: [...path, first], at: 'value' as const, message: 'the first one' }];
    const message = `the same ${what} is there already, so the cell would run twice`;
    return [{ path: [...path, i], code: 'duplicate-cell', message, at: 'value', related }];
  });
}

function unusedExcludes(
  written: Readonly<Record<string, unknown>>,
  axes: Readonly<Record<string, readonly unknown[]>>,
  at: FieldPath,
): readonly Finding[] {
  return listOf(written.exclude).flatMap((entry, i): readonly Finding[] => {
    const wrong = Object.entries(fieldsOf(entry)).find(
      ([name, value]) => !(axes[name] ?? []).some((known) => JSON.stringify(known) === JSON.stringify(value)),
    );
    if (wrong === undefined) return [];
    const [name, value] = wrong;
    const message =
      axes[name] === undefined
        ? `there is no axis "${name}", so this takes nothing away`
        : `${JSON.stringify(value)} is not among the values of ${name}, so this takes nothing away`;
    return [{ path: [...at, 'exclude', i], code: 'unused-exclude', message, at: 'value', severity: 'warning' }];
  });
}

function fetches(step: StepOutline, outline: Outline): readonly Finding[] {
  const path: FieldPath = [...step.path, 'artifacts', 'fetch'];
  const upstream = upstreamOf(outline, step.id);
  return listOf(fieldsOf(step.fields.artifacts).fetch).flatMap((entry, i): readonly Finding[] => {
    const isShort = typeof entry === 'string';
    const { from, name } = isShort ? { from: entry, name: undefined } : fieldsOf(entry);
    if (typeof from !== 'string') return [];
    const at: FieldPath = isShort ? [...path, i] : [...path, i, 'from'];
    const source = outline.get(from);
    if (source === undefined)
      return [unknownStep(from, step, outline, { path: at, code: 'unknown-artifact', at: 'value' })];
    if (from === step.id) {
      return [{ path: at, code: 'unknown-artifact', message: 'a step cannot fetch its own artifacts', at: 'value' }];
    }
    if (!upstream.has(from) && !(step.isFinally && !source.isFinally)) {
      const message = `"${from}" need not have ended before this step; add it to "needs"`;
      return [{ path: at, code: 'not-upstream', message, at: 'value', fixes: addNeedFix(step, from) }];
    }
    if (source.artifacts.length === 0) {
      const message = `${from} leaves no artifacts; name them there under artifacts.leave`;
      return [{ path: at, code: 'unknown-artifact', message, at: 'value' }];
    }
    return typeof name === 'string' ? artifactName(source, name, [...path, i, 'name']) : [];
  });
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

function cacheFields({ path, fields }: StepOutline): readonly Finding[] {
  const cache = fieldsOf(fields.cache);
  if (cache['restore-keys'] === undefined || cache.paths !== undefined) return [];
  const message = 'these give folders back; name the folders under "paths"';
  return [{ path: [...path, 'cache', 'restore-keys'], code: 'missing-field', message, at: 'key' }];
}

/** Steps whose condition is false whatever happens, and those that need one of them. */
function unreachable(outline: Outline): readonly Finding[] {
  const never = new Set<string>();
  const found: Finding[] = [];
  for (const step of outline.values()) {
    if (conditionOf(step) !== false) continue;
    never.add(step.id);
    const message = `the condition is never true, so "${step.id}" never runs`;
    found.push({ path: [...step.path, 'if'], code: 'unreachable-step', message, at: 'value', severity: 'warning' });
  }
  // In waves: what needs an unreachable step may itself stand before it in the file.
  for (let before = -1; before !== never.size;) {
    before = never.size;
    for (const step of outline.values()) {
      const need = step.needs.find(({ id }) => never.has(id));
      if (need === undefined || never.has(step.id) || conditionOf(step) === 'status') continue;
      never.add(step.id);
      const message = `"${step.id}" never runs, because "${need.id}" never does`;
      found.push({ path: need.path, code: 'unreachable-step', message, at: 'value', severity: 'warning' });
    }
  }
  return found;
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
