/** What the structure alone cannot say of each step: reserved words, fields without use, matrices, artifacts, reach. */
import { firstOf, type Finding } from '../finding.ts';
import { fetches } from './check-artifacts.ts';
import { matrixFindings } from './check-matrix.ts';
import { unreachable } from './check-reach.ts';
import { namePattern } from './name-pattern.ts';
import { fieldsOf, listOf, type Outline, type StepOutline } from './step-outline.ts';

export function checkSteps(outline: Outline): readonly Finding[] {
  return [...firstOf(eachStep(outline)), ...firstOf(unreachable(outline))];
}

function* eachStep(outline: Outline): Generator<Finding> {
  for (const step of outline.values()) {
    yield* reservedWords(step);
    yield* workFields(step);
    yield* outputNames(step);
    yield* matrixFindings(step);
    yield* fetches(step, outline);
    yield* cacheFields(step);
  }
}

const reserved: Readonly<Record<string, string>> = {
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
  'image',
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
  const hasJob = ['run', 'command', 'image'].some((field) => fields[field] !== undefined);
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

function cacheFields({ path, fields }: StepOutline): readonly Finding[] {
  const cache = fieldsOf(fields.cache);
  if (cache['restore-keys'] === undefined || cache.paths !== undefined) return [];
  const message = 'these give folders back; name the folders under "paths"';
  return [{ path: [...path, 'cache', 'restore-keys'], code: 'missing-field', message, at: 'key' }];
}
