/**
 * The steps of a run in the order of its file. The watch tells of steps as they change, in any order, and not of those of
 * runs that had ended before; the run itself, asked for once, tells the order and what the watch left out.
 */
import type { RunDetailSeen } from '@orchion/client';
import type { StepRun } from '@orchion/domain';

/** Undefined: nothing is known of them yet. */
export function stepsInOrder(
  watched: ReadonlyMap<string, StepRun> | undefined,
  detail: RunDetailSeen | undefined,
): readonly StepRun[] | undefined {
  if (detail === undefined) return watched === undefined ? undefined : inPlace([...watched.values()], new Map());
  const places = new Map<string, number>();
  for (const { stepId } of detail.steps) if (!places.has(stepId)) places.set(stepId, places.size);
  if (watched === undefined) return inPlace(detail.steps, places);
  // What was watched is as new or newer; a step that gave way to its cells is no longer in it.
  const told = new Set([...watched.values()].map(({ stepId }) => stepId));
  const before = detail.steps.filter(({ stepId }) => !told.has(stepId));
  return inPlace([...before, ...watched.values()], places);
}

function inPlace(steps: readonly StepRun[], places: ReadonlyMap<string, number>): readonly StepRun[] {
  const placeOf = ({ stepId }: StepRun): number => places.get(stepId) ?? places.size;
  // Steps of one place keep their order, but for cells, which have a number of their own.
  return steps.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.stepId === b.stepId ? cellOf(a) - cellOf(b) : 0));
}

/** `train[12]` is the twelfth after the first; without a matrix 0. */
function cellOf({ key, stepId }: StepRun): number {
  const place = Number(key.slice(stepId.length + 1, -1));
  return Number.isInteger(place) ? place : 0;
}
