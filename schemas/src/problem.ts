/** What is wrong with a file that a person wrote: where, in which field, and in one sentence what would be right. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** The field as written, `resources.gpus.vram`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  /** A warning does not keep the file from being used. */
  readonly severity: 'error' | 'warning';
}

/** `job.yaml:3:5: error: resources.cpu: ...`: how compilers write it, so that editors and terminals make it a link. */
export function formatProblem(fileName: string, problem: Problem): string {
  const field = problem.path === '' ? '' : `${problem.path}: `;
  return `${fileName}:${problem.line}:${problem.column}: ${problem.severity}: ${field}${problem.message}`;
}
