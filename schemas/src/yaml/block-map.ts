/** The shape of maps as they are written, for edits that leave the rest of the file as it is. */
import type { YAMLMap } from 'yaml';
import type { YamlFile } from './read-yaml.ts';

/** The white space before each of its keys; null for a map in braces, or one that begins behind something else. */
export function blockMapIndent(file: YamlFile, map: YAMLMap): string | null {
  if (map.flow === true || !map.range) return null;
  const start = map.range[0];
  const lineStart = file.source.lastIndexOf('\n', start - 1) + 1;
  const before = file.source.slice(lineStart, start);
  return /^ *$/.test(before) ? before : null;
}
