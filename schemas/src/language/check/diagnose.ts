/**
 * What is wrong with a file: everything that the parser says, which the CLI and the API say too, in an editor's terms; what
 * only the cluster knows; and more ways to mend it.
 */
import type { JobSpec, PipelineSpec } from '@orchion/domain';
import { parseJobFile } from '../../job/parse-job-file.ts';
import { parsePipelineFile } from '../../pipeline/parse-pipeline-file.ts';
import type { Position as Place, Problem } from '../../problem.ts';
import type { ProblemCode } from '../../words/problem-codes.ts';
import type { Surroundings } from '../live-values.ts';
import type { FileModel } from '../model.ts';
import { namesOf, usedFile } from '../names/pipeline-names.ts';
import { resolveUsed } from '../../pipeline/used-path.ts';
import type { Diagnostic, Position, Range } from '../shapes.ts';
import { spanOf } from '../tree.ts';
import { liveDiagnostics } from './live-checks.ts';
import { furtherFixes } from './mend.ts';

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** Null: there are errors, or the file is the other one. */
  readonly pipeline: PipelineSpec | null;
  readonly job: JobSpec | null;
}

export function check(model: FileModel, around: Surroundings): Checked {
  const { fileName, text } = model;
  if (model.language === 'job') {
    const result = parseJobFile(text, fileName, model.yaml);
    const problems = 'spec' in result ? result.warnings : result.problems;
    return {
      diagnostics: [...problems.map((problem) => diagnosticFrom(model, problem)), ...liveDiagnostics(model, around)],
      pipeline: null,
      job: 'spec' in result ? result.spec : null,
    };
  }
  const { pipeline, problems } = parsePipelineFile({ text, fileName, readUsed: around.readUsed, yaml: model.yaml });
  const own = problems.filter(({ file }) => file === fileName);
  const diagnostics = [
    ...own.map((problem) => diagnosticFrom(model, problem)),
    ...usedFileDiagnostics(model, problems),
    ...liveDiagnostics(model, around),
  ];
  return { diagnostics, pipeline, job: null };
}

export function diagnose(model: FileModel, around: Surroundings): readonly Diagnostic[] {
  return check(model, around).diagnostics;
}

/** What has no effect is drawn faded. */
const unnecessary: ReadonlySet<ProblemCode> = new Set([
  'unreachable-step',
  'unused-exclude',
  'duplicate-cell',
  'duplicate-need',
]);

function diagnosticFrom(model: FileModel, problem: Problem): Diagnostic {
  const diagnostic: Diagnostic = {
    range: rangeOf(problem),
    severity: problem.severity,
    // Without the field's path, which the CLI says: here the place itself is underlined.
    message: problem.message,
    code: problem.code,
    related: problem.related.map(({ file, message, ...place }) => ({
      location: { file: file === model.fileName ? null : file, range: rangeOf(place) },
      message,
    })),
    isUnnecessary: unnecessary.has(problem.code),
    fixes: problem.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map(({ start, end, newText }) => ({ range: rangeOf({ ...start, end }), newText })),
    })),
  };
  return { ...diagnostic, fixes: [...diagnostic.fixes, ...furtherFixes(model, diagnostic)] };
}

/** Errors of a used pipeline are shown where it is used: its own editor shows each of them. */
function usedFileDiagnostics(model: FileModel, problems: readonly Problem[]): readonly Diagnostic[] {
  const folder = model.fileName.slice(0, model.fileName.length - (/[^/\\]*$/.exec(model.fileName)?.[0] ?? '').length);
  return namesOf(model).steps.flatMap((step): readonly Diagnostic[] => {
    const path = usedFile(step);
    const span = spanOf(step.work?.value);
    if (path === null || span === null) return [];
    const key = resolveUsed('', path);
    const errors = problems.filter(
      ({ file, severity }) => file === `${folder}${key}` && severity === 'error' && file !== model.fileName,
    );
    const [first] = errors;
    if (first === undefined) return [];
    const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
    return [
      {
        range: model.lines.rangeOf(span),
        severity: 'error',
        message: `${key} has ${count}: ${first.message}`,
        code: 'used-file',
        related: errors.slice(0, 5).map((error) => ({
          location: { file: key, range: rangeOf(error) },
          message: error.message,
        })),
        isUnnecessary: false,
        fixes: [],
      },
    ];
  });
}

/** Problems count lines and columns from 1. */
function rangeOf(place: Place & { readonly end: Place }): Range {
  const position = ({ line, column }: Place): Position => ({ line: line - 1, character: column - 1 });
  return { start: position(place), end: position(place.end) };
}
