/** Where a forecast stands: at each step's name; of a job file, which is one thing, at what makes it one. */
import type { Span } from '../line-index.ts';
import type { FileModel } from '../model.ts';
import { namesOf } from '../names/pipeline-names.ts';
import { entryOf } from '../tree.ts';

/** The `stepId` of the forecast of a job file. */
export const wholeJob = '';

export function anchorsOf(model: FileModel): readonly (Span & { readonly name: string })[] {
  if (model.language === 'pipeline') return namesOf(model).steps;
  const kind = entryOf(model.document, model.document?.contents ?? null, 'kind')?.key ?? null;
  return kind === null ? [] : [{ ...kind, name: wholeJob }];
}
