/** Names that the file itself gives: step ids, artifacts, inputs of a used pipeline, axes; and skeletons of what gets a name. */
import type { FieldPath } from '../../words/field-path.ts';
import type { Place } from '../cursor/place.ts';
import type { Surroundings } from '../live-values.ts';
import type { FileModel } from '../model.ts';
import { typeOf } from '../names/context-entries.ts';
import { namesOf, stepNamed, type StepNames } from '../names/pipeline-names.ts';
import { mayNeed, upstreamOf } from '../names/upstream.ts';
import { stepOf } from '../expressions/expressions-of.ts';
import { textOf } from '../tree.ts';
import { usedModel } from '../used-model.ts';
import { writtenValue, type Draft } from './items.ts';

export function nameDrafts(model: FileModel, place: Place, around: Surroundings): readonly Draft[] {
  if (model.language !== 'pipeline') return [];
  const names = namesOf(model);
  const step = stepNamed(names, stepOf(place.path));
  if (step === null) return [];
  const field = place.path.slice(2);
  const draft = (name: string, kind: Draft['kind'], detail: string): Draft => {
    return { label: name, kind, text: writtenValue(name, place), detail, group: 0 };
  };
  if (field[0] === 'needs') {
    const taken = new Set(step.needs.filter((need) => !holds(need, place)).map(({ name }) => name));
    return mayNeed(names, step)
      .filter(({ name }) => !taken.has(name))
      .map((one) => draft(one.name, 'step', workOf(model, one)));
  }
  if (isFetch(field, 'from')) {
    return upstreamOf(names, step)
      .filter(({ leaves }) => leaves.length > 0)
      .map((one) => draft(one.name, 'step', one.leaves.map(({ name }) => name).join(', ')));
  }
  if (isFetch(field, 'name')) {
    const from = step.fetches[Number(field[2])]?.from.name ?? null;
    return (stepNamed(names, from)?.leaves ?? []).map(({ name }) => draft(name, 'value', 'artifact'));
  }
  if (field.length === 1 && field[0] === 'uses') {
    return around.pipelineFiles.map((path) => draft(path, 'file', 'pipeline'));
  }
  return [];
}

/** Keys that are names: axes in `include`, inputs of the pipeline that a step uses. */
export function nameKeyDrafts(model: FileModel, place: Place, around: Surroundings): readonly Draft[] {
  if (model.language !== 'pipeline') return [];
  const step = stepNamed(namesOf(model), stepOf(place.path));
  const [first, second, third] = place.path.slice(2);
  const behind = place.hasColon ? '' : ': ';
  const draft = (name: string, detail: string, group = 0): Draft => {
    return { label: name, kind: 'field', text: name + behind, detail, asksAgain: behind !== '', group };
  };
  const drafts: Draft[] = [];
  if (step !== null && first === 'inputs' && second === undefined) {
    const path = textOf(step.work?.name === 'uses' ? step.work.value : null);
    const used = path === null ? null : usedModel(path, around);
    if (used !== null) {
      drafts.push(...namesOf(used).inputs.map((input) => draft(input.name, typeOf(used, input))));
    }
  } else if (
    step !== null &&
    first === 'matrix' &&
    (second === 'include' || second === 'exclude') &&
    third !== undefined
  ) {
    drafts.push(...step.axes.map(({ name }) => draft(name, 'axis')));
  }
  return drafts.filter(({ label }) => !place.siblings.includes(label));
}

function isFetch(field: FieldPath, part: 'from' | 'name'): boolean {
  if (field[0] !== 'artifacts' || field[1] !== 'fetch' || typeof field[2] !== 'number') return false;
  return field[3] === part || (part === 'from' && field.length === 3);
}

function holds(span: { readonly start: number; readonly end: number }, { word }: Place): boolean {
  return span.start <= word.end && word.start <= span.end;
}

/** What a step does, in a few words. */
export function workOf({ text }: FileModel, { work }: StepNames): string {
  if (work === null) return '';
  const value = work.value?.range === undefined ? '' : text.slice(...(work.value?.range ?? [0, 0]));
  const line =
    value
      .replace(/^[|>][^\n]*\n/, '')
      .trim()
      .split('\n', 1)[0]
      ?.trim() ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
