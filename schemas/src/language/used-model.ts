/** The pipelines that a file's steps use: which they are, and each as a model of its own. */
import { resolveUsed } from '../pipeline/used-path.ts';
import type { Surroundings } from './live-values.ts';
import { createModel, type FileModel } from './model.ts';
import { namesOf, usedFile } from './names/pipeline-names.ts';

/** `written` as in `uses`: './lib/train.orchion.yaml'. Null: there is no such file. */
export function usedModel(written: string, { readUsed }: Surroundings): FileModel | null {
  const path = resolveUsed('', written);
  const text = readUsed(path);
  return text === null ? null : createModel({ fileName: path, text });
}

/** Their paths from the file's folder, each once, as `readUsed` is asked for them. */
export function usedFilesOf(model: FileModel): readonly string[] {
  const written = namesOf(model).steps.flatMap((step) => usedFile(step) ?? []);
  return [...new Set(written.map((path) => resolveUsed('', path)))];
}
