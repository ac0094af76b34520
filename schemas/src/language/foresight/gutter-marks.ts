/** Beside each step's line: how it goes, or how it went the last time. */
import type { ShownState } from '@orchion/domain';
import type { FileModel } from '../model.ts';
import { namesOf } from '../names/pipeline-names.ts';
import type { Range } from '../shapes.ts';
import { outcomeOf, type LastRun } from './forecast.ts';

export interface GutterMark {
  /** Of the step's name. */
  readonly range: Range;
  readonly state: ShownState;
}

export function gutterMarks(model: FileModel, last: LastRun | null, now: number): readonly GutterMark[] {
  if (last === null) return [];
  return namesOf(model).steps.flatMap((step): readonly GutterMark[] => {
    const outcome = outcomeOf(last, step.name, now);
    return outcome === null ? [] : [{ range: model.lines.rangeOf(step), state: outcome.state }];
  });
}
