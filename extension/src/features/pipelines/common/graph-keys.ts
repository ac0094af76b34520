/** Where the arrow keys go in a graph: up and down along its rows to the nearest box, left and right within a row. */
import type { GraphBox } from './graph-layout.ts';

export type GraphKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

/** Null for any other key. */
export function graphKeyFrom(key: string): GraphKey | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown':
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'Home':
    case 'End':
      return key;
    default:
      return null;
  }
}

/** The box that the key leads to; null where there is none in that direction. */
export function boxAfter(boxes: readonly GraphBox[], id: string, key: GraphKey): GraphBox | null {
  if (key === 'Home') return boxes[0] ?? null;
  if (key === 'End') return boxes.at(-1) ?? null;
  const here = boxes.find((box) => box.id === id);
  if (here === undefined) return boxes[0] ?? null;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const column = here.column + (key === 'ArrowLeft' ? -1 : 1);
    return boxes.find((box) => box.row === here.row && box.column === column) ?? null;
  }
  const row = here.row + (key === 'ArrowUp' ? -1 : 1);
  let nearest: GraphBox | null = null;
  for (const box of boxes) {
    if (box.row !== row) continue;
    if (nearest === null || Math.abs(box.x - here.x) < Math.abs(nearest.x - here.x)) nearest = box;
  }
  return nearest;
}
