/** One version of one file, and what is found out about it: each question is answered once, when it is first asked. */
import type { Document } from 'yaml';
import { createLineIndex, type LineIndex } from './line-index.ts';
import { isTooLarge } from '../yaml/bounds.ts';
import { readAroundSlips } from '../yaml/read-steps.ts';
import { readYaml, type YamlResult } from '../yaml/read-yaml.ts';
import { soundPart } from '../yaml/repair.ts';

export type Language = 'job' | 'pipeline';

export interface FileModel {
  /** A path or a name; its last part names what has no name. */
  readonly fileName: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly language: Language;
  /** Of the whole file where it is sound, else of what is sound in it. */
  readonly document: Document.Parsed | null;
  /** The text as it is, for the parsers. */
  readonly yaml: YamlResult;
  /** Computed once for this version, under a name of its own. */
  readonly memo: <T>(key: symbol, compute: () => T) => T;
}

export function createModel(file: { readonly fileName: string; readonly text: string }): FileModel {
  const { fileName } = file;
  // Editors keep the byte order mark of a file to themselves; offsets count without it.
  const text = file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text;
  const answers = new Map<symbol, unknown>();
  const memo = <T>(key: symbol, compute: () => T): T => {
    if (!answers.has(key)) answers.set(key, compute());
    // Each key is used by one caller, with one type.
    return answers.get(key) as T;
  };
  const yaml = (): YamlResult => memo(yamlKey, () => readYaml(text, fileName));
  return {
    fileName,
    text,
    lines: createLineIndex(text),
    language: languageOf(text),
    get yaml() {
      return yaml();
    },
    get document() {
      return memo(documentKey, () => (isTooLarge(text) ? null : readAroundSlips(text)) ?? soundPart(yaml(), text));
    },
    memo,
  };
}

const yamlKey = Symbol('yaml');
const documentKey = Symbol('document');

/** A file that does not say what it is counts as a pipeline, unless it has what only a job has. */
function languageOf(text: string): Language {
  const kind = /^kind:[ \t]*["']?(\w*)/m.exec(text)?.[1];
  return kind === 'Job' ? 'job' : 'pipeline';
}
