/**
 * Text of a job file to a complete job spec, or everything that is wrong with it at once:
 *
 *     text -> YAML with positions -> validator (structure) -> lowering (amounts, defaults) -> domain rules -> spec
 *
 * Each stage runs only where the one before found nothing, and reports all that it finds.
 */
import type { JobSpec } from '@orchion/domain';
import validate from '../../generated/validate-job.js';
import type { Problem } from '../problem.ts';
import { positionOf, readYaml, writtenText } from '../yaml/read-yaml.ts';
import { lowerJobFile } from './lower.ts';
import type { JobFile } from './schema.ts';
import { findingsFrom, type Finding } from './sentences.ts';

export type JobFileResult =
  | { readonly spec: JobSpec; readonly warnings: readonly Problem[] }
  /** In the file's order; at least one is an error. */
  | { readonly problems: readonly Problem[] };

/** More would help nobody, and a file that is no job file at all could make thousands. */
const problemsMax = 50;

/** Never throws. `fileName` may be a path: its last part, without its ending, names a job that has no `name`. */
export function parseJobFile(text: string, fileName: string): JobFileResult {
  const yaml = readYaml(text);
  if ('problems' in yaml) return { problems: yaml.problems.slice(0, problemsMax) };
  const problemFrom = ({ path, message, at }: Finding): Problem => {
    return { ...positionOf(yaml, path, at), path: path.join('.'), message, severity: 'error' };
  };
  if (!validate(yaml.value)) return { problems: inOrder(findingsFrom(validate.errors ?? []).map(problemFrom)) };
  // The validator has just proved the shape; a test holds it and the type's source together.
  const file = yaml.value as JobFile;
  const { spec, findings } = lowerJobFile({
    file,
    defaultName: nameFrom(fileName),
    writtenText: (path) => writtenText(yaml, path),
  });
  if (findings.length > 0) return { problems: inOrder(findings.map(problemFrom)) };
  return { spec, warnings: warningsOf(file).map(problemFrom).map(asWarning) };
}

function warningsOf(file: JobFile): readonly Finding[] {
  if (file.run?.includes('${{') !== true) return [];
  const message = 'expressions (${{ }}) are not replaced in a job file; the shell gets them as they are';
  return [{ path: ['run'], message, at: 'value' }];
}

function asWarning(problem: Problem): Problem {
  return { ...problem, severity: 'warning' };
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, problemsMax);
}

/** `jobs/train.yaml` -> `train`. Where that is no name (standard input, control characters), `job`. */
function nameFrom(fileName: string): string {
  const stem = (/[^/\\]*$/.exec(fileName)?.[0] ?? '').replace(/\.(?:ya?ml|json)$/i, '');
  return /^[^\p{Cc}]{1,128}$/u.test(stem) && stem !== '-' ? stem : 'job';
}
