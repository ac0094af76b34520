/** Findings get their place in the text here, and become what people are shown. */
import type { Finding } from './finding.ts';
import type { Fix, Problem } from './problem.ts';
import { placeOf, spanOf, type Span, type YamlFile } from './yaml/read-yaml.ts';
import { spanWithin } from './yaml/span-within.ts';

/** More would help nobody, and a file that is no such file at all could make thousands. */
const problemsMax = 50;

export function problemFrom(file: YamlFile, finding: Finding): Problem {
  const { path, code, message, severity = 'error', related = [] } = finding;
  const span = spanOfFinding(file, finding);
  return {
    file: file.name,
    ...placeOf(file, span),
    path: path.join('.'),
    code,
    message,
    severity,
    related: related.map((other) => ({
      file: file.name,
      ...placeOf(file, spanOf(file, other.path, other.at)),
      message: other.message,
    })),
    fixes: [...replacementFix(file, finding, span), ...(finding.fixes?.(file) ?? [])],
  };
}

function spanOfFinding(file: YamlFile, { path, at, within }: Finding): Span {
  return within === undefined ? spanOf(file, path, at) : spanWithin(file, path, within);
}

function replacementFix(file: YamlFile, { replacement }: Finding, span: Span): readonly Fix[] {
  if (replacement === undefined) return [];
  const { line, column, end } = placeOf(file, span);
  return [{ title: `Change to ${replacement}`, edits: [{ start: { line, column }, end, newText: replacement }] }];
}

export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, problemsMax);
}
