/** What is wrong with the YAML itself, in words that help who wrote it: the parser's own speak of its internals. */
import type { YAMLParseError, YAMLWarning } from 'yaml';

export const noTags = 'tags (!...) are not supported; write the plain value';

const sentences: Readonly<Partial<Record<string, string>>> = {
  BAD_INDENT: 'the indentation does not fit: entries of one map or list begin in the same column',
  BLOCK_AS_IMPLICIT_KEY:
    'this line is neither a new entry nor part of the one before; check its indentation and colons',
  BLOCK_IN_FLOW: 'a block cannot stand inside [ ] or { }',
  MISSING_CHAR: 'something is missing here: a colon, a comma, a closing bracket or a quote',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line; check its colon and the quotes before it',
  MULTIPLE_ANCHORS: 'a value has one anchor at most',
  NON_STRING_KEY: 'a key must be text',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
  TAG_RESOLVE_FAILED: noTags,
  UNEXPECTED_TOKEN: 'this is not expected here; text with special characters needs quotes',
};

export function sentenceOfYamlError(error: YAMLParseError | YAMLWarning): string {
  // The parser's code for an open bracket is the one for a wrong indentation.
  if (error.code === 'BAD_INDENT' && error.message.startsWith('Flow')) return 'a [ or { before this is not closed';
  return sentences[error.code] ?? `not valid YAML: ${error.message}`;
}
