/** Every kind of problem that a file can have. The codes are stable; docs/problems.md is made from this table. */

interface CodeInfo {
  readonly means: string;
  /** What to do about it, one sentence. */
  readonly remedy: string;
}

export const problemCodes = {
  'yaml-syntax': {
    means: 'The text is not valid YAML.',
    remedy: 'Look at the line and the one before it: indentation, colons, quotes, brackets.',
  },
  'yaml-unsupported': {
    means: 'Valid YAML that is not read: tags, merge keys, several documents, another version than 1.2.',
    remedy: 'Write the plain values out.',
  },
  'yaml-bounds': {
    means: 'The file is too large, nested too deep, or its aliases unfold to too much.',
    remedy: 'Split it: a pipeline can use others.',
  },
  'empty-file': { means: 'There is nothing in the file.', remedy: 'Begin with `apiVersion: orchion/v1`.' },
  'unknown-field': {
    means: 'A field that is not known at this place.',
    remedy: 'Take the suggestion, or one of the fields that the message names.',
  },
  'missing-field': { means: 'A field that must be there is not.', remedy: 'Add it.' },
  'wrong-type': {
    means: 'The value is of a kind that the field does not take.',
    remedy: 'Write what the message asks for.',
  },
  'wrong-value': {
    means: 'The value has the right kind and does not fit: out of range, too long, not one of the words.',
    remedy: 'Write what the message asks for.',
  },
  'exclusive-fields': {
    means: 'Two fields that exclude each other are given, or neither of them.',
    remedy: 'Keep one of them.',
  },
  'wrong-name': {
    means: 'A name that cannot be used in expressions: a letter or _ first, then letters, digits, - and _.',
    remedy: 'Rename it.',
  },
  'not-supported': {
    means: 'A word of the language that has its place and is not built yet, or that cannot work there.',
    remedy: 'Do what the message says instead.',
  },
  'too-many-steps': {
    means: 'The pipeline, together with those that it uses, has too many steps.',
    remedy: 'Use a matrix, or several pipelines.',
  },
  'duplicate-step': {
    means: 'A step under `steps` and one under `finally` have the same name.',
    remedy: 'Rename one of them.',
  },
  'unknown-need': { means: '`needs` names a step that is not there.', remedy: 'Take the suggestion, or add the step.' },
  'duplicate-need': { means: '`needs` names a step twice.', remedy: 'Keep one of them.' },
  'need-cycle': {
    means: 'Steps need each other in a circle, so none of them could ever start.',
    remedy: 'Take out one `needs` of the circle that the message shows.',
  },
  'finally-need': {
    means: 'A step needs a finally step, or a finally step needs one that is none.',
    remedy: 'A finally step begins after all others anyway; it may read `steps.NAME`.',
  },
  'unreachable-step': {
    means: 'A step that can never run: its condition is always false, or it needs a step that never runs.',
    remedy: 'Change the condition, or remove the step.',
  },
  'empty-matrix': {
    means: 'A matrix without any cell.',
    remedy: 'Give at least one axis with a value, or one `include`.',
  },
  'too-many-cells': { means: 'A matrix of more than 256 cells.', remedy: 'Take out values, or split the step.' },
  'duplicate-cell': { means: 'Two cells of a matrix are the same.', remedy: 'Remove the value that is there twice.' },
  'unused-exclude': {
    means: 'An entry of `exclude` that fits no cell.',
    remedy: 'Write names and values as the axes have them, or remove it.',
  },
  'expression-syntax': { means: 'An expression that cannot be read.', remedy: 'See the grammar in docs/pipelines.md.' },
  'expression-not-read': {
    means: 'A `${{ }}` in a field that takes no expressions; it stays as it is.',
    remedy: 'Write the value out.',
  },
  'unknown-context': {
    means: 'An expression begins with a name that is none.',
    remedy: 'Take one of the contexts that the message names.',
  },
  'unknown-function': {
    means: 'A function that does not exist.',
    remedy: 'Take one of the functions that the message names.',
  },
  'context-not-allowed': {
    means: 'A context or a status function at a place where it is not known.',
    remedy: 'See the table of contexts in docs/pipelines.md.',
  },
  'unknown-property': {
    means: 'A context does not have what is asked of it: an input, a step, an output, an axis.',
    remedy: 'Take the suggestion, or declare it.',
  },
  'type-mismatch': {
    means: 'A value of a kind that does not fit: a list where text is needed, text compared with a number.',
    remedy: 'Convert it with toJSON(), fromJSON() or join().',
  },
  'expression-in-run': {
    means: 'An expression is pasted into a shell line, so what is in the value could run as a command.',
    remedy: 'Give it to the step under `env`, and write "$NAME" in the line.',
  },
  'unknown-artifact': {
    means: '`artifacts.fetch` names a step or an artifact that is not there.',
    remedy: 'Take the suggestion, or let the step leave it.',
  },
  'not-upstream': {
    means: 'A step reads from another that may still run then.',
    remedy: 'Add that step to `needs`.',
  },
  'wrong-default': { means: 'An input’s default is not of its type.', remedy: 'Change the default or the type.' },
  'used-file': {
    means:
      'The pipeline that `uses` names cannot be used: it is not there, it uses this one, or it is nested too deep.',
    remedy: 'Correct the path; it begins with ./ or ../ and is relative to the file that names it.',
  },
  'used-inputs': {
    means: 'The inputs given to a used pipeline are not the ones that it has.',
    remedy: 'Take the suggestion; the message names the inputs.',
  },
} as const satisfies Readonly<Record<string, CodeInfo>>;

export type ProblemCode = keyof typeof problemCodes;
