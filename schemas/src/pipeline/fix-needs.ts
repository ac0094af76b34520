/** Adds a step to the `needs` of another, in the way in which they are written. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Fix } from '../problem.ts';
import { nodeAt, positionAt, type YamlFile } from '../yaml/read-yaml.ts';
import { blockMapIndent } from '../yaml/block-map.ts';
import type { StepOutline } from './step-outline.ts';

export function addNeedFix(step: StepOutline, need: string): (file: YamlFile) => readonly Fix[] {
  return (file) => {
    const edit = insertion(file, step, need);
    if (edit === null) return [];
    const at = positionAt(file.lines, edit.offset);
    const end = positionAt(file.lines, edit.offset + edit.length);
    return [{ title: `Add ${need} to needs`, edits: [{ start: at, end, newText: edit.text }] }];
  };
}

interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

function insertion(file: YamlFile, step: StepOutline, need: string): Edit | null {
  const needs = nodeAt(file, [...step.path, 'needs']);
  if (isScalar(needs) && needs.range && typeof needs.value === 'string') {
    const [start, end] = needs.range;
    return { offset: start, length: end - start, text: `[${needs.value}, ${need}]` };
  }
  if (isSeq(needs)) {
    const last: unknown = needs.items.at(-1);
    if (!isScalar(last) || !last.range) return null;
    const [, end] = last.range;
    if (needs.flow === true) return { offset: end, length: 0, text: `, ${need}` };
    const lineStart = file.source.lastIndexOf('\n', last.range[0] - 1) + 1;
    const dash = /^\s*- */.exec(file.source.slice(lineStart, last.range[0]))?.[0];
    return dash === undefined ? null : { offset: end, length: 0, text: `\n${dash}${need}` };
  }
  if (needs !== undefined) return null;
  const fields = nodeAt(file, step.path);
  if (!isMap(fields) || !fields.range) return null;
  const indent = blockMapIndent(file, fields);
  return indent === null ? null : { offset: fields.range[0], length: 0, text: `needs: ${need}\n${indent}` };
}
