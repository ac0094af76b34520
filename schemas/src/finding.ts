/** A problem before it has a place in the text: the stages of reading a file speak of fields, not of lines. */
import type { FieldPath } from './words/field-path.ts';
import type { ProblemCode } from './words/problem-codes.ts';
import type { Fix } from './problem.ts';
import type { YamlFile } from './yaml/read-yaml.ts';

export interface Finding {
  readonly path: FieldPath;
  readonly code: ProblemCode;
  readonly message: string;
  /** Where to point: at the field's name or at its value. */
  readonly at: 'key' | 'value';
  /** Left out: an error. */
  readonly severity?: 'error' | 'warning';
  /** A part of the value's text, as offsets in the value. */
  readonly within?: { readonly start: number; readonly end: number };
  /** What should stand there instead, where that is known. */
  readonly replacement?: string;
  /** Fields whose absence it is about: a misspelt one beside them says enough. */
  readonly wouldHelp?: readonly string[];
  readonly related?: readonly { readonly path: FieldPath; readonly at: 'key' | 'value'; readonly message: string }[];
  /** Further ways to mend it. */
  readonly fixes?: (file: YamlFile) => readonly Fix[];
}

/** Of one check: more than are ever shown, and few enough that looking for what was meant costs nothing. */
const findingsMax = 200;

export function firstOf(findings: Iterable<Finding>): readonly Finding[] {
  const found: Finding[] = [];
  for (const finding of findings) {
    if (found.push(finding) === findingsMax) break;
  }
  return found;
}
