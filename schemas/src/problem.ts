/** What is wrong with a file that a person wrote: where, in which field, and in one sentence what would be right. */
import type { ProblemCode } from './words/problem-codes.ts';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export interface Problem extends Position {
  /** As the caller named it; a pipeline may use others, and their problems are told too. */
  readonly file: string;
  /** Behind its last character. */
  readonly end: Position;
  /** The field as written, `resources.gpus.vram`; empty for the file as a whole. */
  readonly path: string;
  /** Stable: what docs/problems.md explains, and what a search finds. */
  readonly code: ProblemCode;
  readonly message: string;
  /** A warning does not keep the file from being used. */
  readonly severity: 'error' | 'warning';
  /** Other places that belong to it, such as the steps of a cycle. */
  readonly related: readonly RelatedPlace[];
  /** Ways to mend it, the best one first. */
  readonly fixes: readonly Fix[];
}

export interface RelatedPlace extends Position {
  readonly file: string;
  readonly end: Position;
  readonly message: string;
}

export interface Fix {
  /** As an editor offers it: 'Change to "prepare"'. */
  readonly title: string;
  /** All in the problem's file, none overlapping. */
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly start: Position;
  readonly end: Position;
  readonly newText: string;
}

/** `job.yaml:3:5: error: resources.cpu: ...`: how compilers write it, so that editors and terminals make it a link. */
export function formatProblem(fileName: string, problem: Omit<Problem, 'file'>): string {
  const field = problem.path === '' ? '' : `${problem.path}: `;
  return `${fileName}:${problem.line}:${problem.column}: ${problem.severity}: ${field}${problem.message}`;
}
