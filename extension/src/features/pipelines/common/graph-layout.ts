/**
 * Where each step of a pipeline is drawn, and along which points its lines run. Rows from top to bottom, since the graph
 * stands beside the editor, where there is more height than width. Pure: the page only draws what comes out of this.
 */
import { orderGraph, type GraphNode, type Order } from './graph-order.ts';

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly GraphBox[];
  readonly lines: readonly GraphLine[];
}

/** Top left corner, in pixels at scale 1; all boxes are of `boxSize`. */
export interface GraphBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** From 0, top to bottom and left to right: where the arrow keys go. */
  readonly row: number;
  readonly column: number;
}

export interface GraphLine {
  readonly from: string;
  readonly to: string;
  /** From the middle of the upper box's lower edge to the middle of the lower box's upper edge. */
  readonly points: readonly (readonly [number, number])[];
}

export const boxSize = { width: 208, height: 56 } as const;
const gap = { x: 24, y: 44, passing: 16, margin: 16 } as const;
const passes = 8;

export function layoutGraph(nodes: readonly GraphNode[]): GraphLayout {
  const order = orderGraph(nodes);
  const centres = centresOf(order);
  const rowOf = new Map(order.rows.flatMap((row, r) => row.map((place) => [place, r] as const)));
  const topOf = (place: number): number => gap.margin + (rowOf.get(place) ?? 0) * (boxSize.height + gap.y);
  const centreOf = (place: number): number => centres[place] ?? 0;
  const boxes = order.rows.flatMap((row, r) => {
    const steps = row.flatMap((place) => {
      const id = order.places[place]?.id ?? null;
      return id === null ? [] : [{ id, x: centreOf(place) - boxSize.width / 2, y: topOf(place) }];
    });
    return steps.map((box, column) => ({ ...box, row: r, column }));
  });
  const lines = order.lines.flatMap((line): GraphLine[] => {
    const [from, to] = [order.places[line[0] ?? -1]?.id ?? null, order.places[line.at(-1) ?? -1]?.id ?? null];
    if (from === null || to === null) return [];
    const points = line.map((place, i): readonly [number, number] => {
      const top = topOf(place);
      if (i === 0) return [centreOf(place), top + boxSize.height];
      return [centreOf(place), i === line.length - 1 ? top : top + boxSize.height / 2];
    });
    return [{ from, to, points }];
  });
  return {
    boxes,
    lines,
    width: Math.max(0, ...centres.map((centre, place) => centre + halfWidth(order, place))) + gap.margin,
    height: gap.margin * 2 + order.rows.length * boxSize.height + Math.max(0, order.rows.length - 1) * gap.y,
  };
}

function halfWidth(order: Order, place: number): number {
  return order.places[place]?.id === null ? 0 : boxSize.width / 2;
}

/** Every place as near to the middle of its neighbours as its row allows, down and up a few times. */
function centresOf(order: Order): number[] {
  const centres = new Array<number>(order.places.length).fill(0);
  for (const row of order.rows) settle(order, row, centres, () => 0);
  for (let pass = 0; pass < passes; pass++) {
    const rows = pass % 2 === 0 ? order.rows : [...order.rows].reverse();
    for (const row of rows) {
      settle(order, row, centres, (place) => {
        const { above = [], below = [] } = order.places[place] ?? {};
        const joined = pass === passes - 1 ? [...above, ...below] : pass % 2 === 0 ? above : below;
        if (joined.length === 0) return centres[place] ?? 0;
        return joined.reduce((sum, other) => sum + (centres[other] ?? 0), 0) / joined.length;
      });
    }
  }
  const left = Math.min(0, ...centres.map((centre, place) => centre - halfWidth(order, place)));
  return centres.map((centre) => Math.round(centre - left + gap.margin));
}

/**
 * Puts a row's places where they wish to be, as near as their order and the room between them allow: least squares under
 * fixed distances, which is isotonic regression once those distances are subtracted (pool adjacent violators).
 */
function settle(order: Order, row: readonly number[], centres: number[], wish: (place: number) => number): void {
  const wishes = row.map(wish);
  const offsets: number[] = [];
  let offset = 0;
  for (const [i, place] of row.entries()) {
    const before = row[i - 1];
    if (before !== undefined)
      offset += halfWidth(order, before) + halfWidth(order, place) + roomBetween(order, before, place);
    offsets.push(offset);
  }
  const pools: { sum: number; size: number }[] = [];
  for (const [i, wished] of wishes.entries()) {
    pools.push({ sum: wished - (offsets[i] ?? 0), size: 1 });
    for (;;) {
      const [a, b] = [pools.at(-2), pools.at(-1)];
      if (a === undefined || b === undefined || a.sum / a.size <= b.sum / b.size) break;
      pools.splice(-2, 2, { sum: a.sum + b.sum, size: a.size + b.size });
    }
  }
  let i = 0;
  for (const { sum, size } of pools) {
    for (let k = 0; k < size; k++, i++) centres[row[i] ?? 0] = sum / size + (offsets[i] ?? 0);
  }
}

function roomBetween(order: Order, a: number, b: number): number {
  const isStep = (place: number): boolean => order.places[place]?.id !== null;
  return isStep(a) && isStep(b) ? gap.x : gap.passing;
}
