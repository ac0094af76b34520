/** Values that the cluster has now, by the field that they fit. */
import { formatBytes } from '../../amounts/bytes.ts';
import type { FieldPath } from '../../words/field-path.ts';
import type { Place } from '../cursor/place.ts';
import { liveGpus, liveLabels, type LiveValues } from '../live-values.ts';
import { writtenValue, type Draft } from './items.ts';

export function liveValueDrafts(place: Place, live: LiveValues): readonly Draft[] {
  const draft = (value: string, detail: string, kind: Draft['kind'] = 'value'): Draft => {
    return { label: value, kind, text: writtenValue(value, place), detail, group: 0 };
  };
  const [parent, last] = tail(place.path);
  if (last === 'node') return live.nodes.map(({ name, summary }) => draft(name, summary, 'node'));
  if (parent === 'labels' && typeof last === 'string') {
    return [...(liveLabels(live).get(last) ?? [])].map(([value, count]) => draft(value, nodesOf(count)));
  }
  if (parent === 'gpus' && (last === 'model' || last === 'vendor')) {
    return liveGpus(live, last).map(({ value, detail }) => draft(value, detail));
  }
  if (parent === 'gpus' && last === 'vram') {
    const sizes = new Set(
      live.nodes.flatMap(({ gpus }) => gpus.map(({ vramBytes }) => formatBytes(vramBytes).replace(' ', ''))),
    );
    return [...sizes].map((size) => draft(size, 'a whole device'));
  }
  if (last === 'image') return live.images.map((image) => draft(image, ''));
  if (last === 'model') return live.models.map((model) => draft(model, ''));
  return [];
}

/** Names for the keys of maps that hold what users chose: labels and counters. */
export function liveKeyDrafts(place: Place, live: LiveValues): readonly Draft[] {
  const last = place.path.at(-1);
  const draft = (name: string, detail: string): Draft => {
    return { label: name, kind: 'field', text: place.hasColon ? name : `${name}: `, detail, asksAgain: true, group: 1 };
  };
  const names =
    last === 'labels'
      ? [...liveLabels(live)].map(([name, values]) => draft(name, [...values.keys()].slice(0, 3).join(', ')))
      : last === 'custom'
        ? [...new Set(live.nodes.flatMap(({ custom }) => custom))].map((name) => draft(name, ''))
        : [];
  return names.filter(({ label }) => !place.siblings.includes(label));
}

function nodesOf(count: number): string {
  return count === 1 ? 'on 1 node' : `on ${count} nodes`;
}

function tail(path: FieldPath): readonly [string | number | undefined, string | number | undefined] {
  return [path.at(-2), path.at(-1)];
}
