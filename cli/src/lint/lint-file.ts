/** One file checked: a pipeline with those that it uses, or a job. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { parseJobFile, parsePipelineFile, type Problem } from '@orchion/schemas';

export interface LintedFile {
  /** As it is shown: relative to where the command was started. */
  readonly file: string;
  readonly problems: readonly Problem[];
  /** The texts that the problems are about, by the files that they name. */
  readonly texts: ReadonlyMap<string, string>;
}

export function lintFile(path: string, text: string, currentDir: string): LintedFile {
  const file = shownPath(path, currentDir);
  const texts = new Map([[file, text]]);
  if (isJob(text)) {
    const result = parseJobFile(text, file);
    return { file, problems: 'problems' in result ? result.problems : result.warnings, texts };
  }
  const readUsed = (used: string): string | null => {
    const target = resolve(dirname(path), used);
    const content = readSmallFile(target);
    // The parser names it as it is seen from the folder of the first file.
    if (content !== null) texts.set(file.slice(0, file.lastIndexOf('/') + 1) + used, content);
    return content;
  };
  return { file, problems: parsePipelineFile({ text, fileName: file, readUsed }).problems, texts };
}

function shownPath(path: string, currentDir: string): string {
  const below = relative(currentDir, path);
  return (below.startsWith('..') ? path : below).split(sep).join('/');
}

/** A job file says what it is at its top; everything else is a pipeline, or should be. */
function isJob(text: string): boolean {
  return /^kind:\s*['"]?Job\b/m.test(text);
}

function readSmallFile(path: string): string | null {
  try {
    return statSync(path).size > 4 * 256 * 1024 ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
