/**
 * Text of a job file to a complete job spec, or everything that is wrong with it at once:
 *
 *     text -> YAML with positions -> validator (structure) -> lowering (amounts, defaults) -> domain rules -> spec
 *
 * Each stage runs only where the one before found nothing, and reports all that it finds.
 */
import type { JobSpec } from '@orchion/domain';
import validate from '../../generated/validate-job.js';
import type { Finding } from '../finding.ts';
import type { Problem } from '../problem.ts';
import { inOrder, problemFrom } from '../problem-from.ts';
import { findingsFrom } from '../sentences.ts';
import { readYaml, writtenText } from '../yaml/read-yaml.ts';
import { jobWords } from './field-hints.ts';
import { lowerJobFile } from './lower.ts';
import type { JobFile } from './schema.ts';

export type JobFileResult =
  | { readonly spec: JobSpec; readonly warnings: readonly Problem[] }
  /** In the file's order; at least one is an error. */
  | { readonly problems: readonly Problem[] };

/**
 * Never throws. `fileName` may be a path: its last part, without its ending, names a job that has no `name`. `yaml`: the text as
 * read already.
 */
export function parseJobFile(text: string, fileName: string, yaml = readYaml(text, fileName)): JobFileResult {
  if ('problems' in yaml) return { problems: inOrder(yaml.problems) };
  const told = (findings: readonly Finding[]): readonly Problem[] =>
    inOrder(findings.map((finding) => problemFrom(yaml, finding)));
  if (!validate(yaml.value)) return { problems: told(findingsFrom(validate.errors ?? [], jobWords)) };
  // The validator has just proved the shape; a test holds it and the type's source together.
  const file = yaml.value as JobFile;
  const { spec, findings } = lowerJobFile({
    file,
    defaultName: nameFrom(fileName),
    writtenText: (path) => writtenText(yaml, path),
  });
  if (findings.length > 0) return { problems: told(findings) };
  return { spec, warnings: told(warningsOf(file)).map((problem) => ({ ...problem, severity: 'warning' })) };
}

function warningsOf(file: JobFile): readonly Finding[] {
  if (file.run?.includes('${{') !== true) return [];
  const message = 'expressions (${{ }}) are not replaced in a job file; the shell gets them as they are';
  return [{ path: ['run'], code: 'expression-not-read', message, at: 'value' }];
}

/** `jobs/train.yaml` -> `train`. Where that is no name (standard input, control characters), `job`. */
function nameFrom(fileName: string): string {
  const stem = (/[^/\\]*$/.exec(fileName)?.[0] ?? '').replace(/\.(?:ya?ml|json)$/i, '');
  return /^[^\p{Cc}]{1,128}$/u.test(stem) && stem !== '-' ? stem : 'job';
}
