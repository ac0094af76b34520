/**
 * Steps into rows: each below everything that it needs, in an order within its row that lets few lines cross. The classic
 * layered drawing: break cycles, layer by longest path, give long lines a place in every row that they pass, then sweep
 * down and up, sorting each row by where its neighbours are, and keep the best order seen.
 */

export interface GraphNode {
  readonly id: string;
  readonly needs: readonly string[];
}

/** A place in a row: of a step, or of a line that only passes through. */
export interface Place {
  /** The step; null: a line passes here. */
  readonly id: string | null;
  /** Places in the row above, and below, that it is joined with, as indexes into `places`. */
  readonly above: number[];
  readonly below: number[];
}

export interface Order {
  readonly places: readonly Place[];
  /** Indexes into `places`, row by row, left to right. */
  readonly rows: readonly (readonly number[])[];
  /** Each line as the places that it runs through, from the step that is needed to the one that needs it. */
  readonly lines: readonly (readonly number[])[];
}

const sweeps = 6;

/** Unknown needs are left out, and of a cycle the line that closes it: a file that is being typed has both. */
export function orderGraph(nodes: readonly GraphNode[]): Order {
  const needs = needsWithoutCycles(nodes);
  const rowOf = rowsByLongestPath(nodes, needs);
  const places: Place[] = [];
  const rows: number[][] = [];
  const put = (id: string | null, row: number): number => {
    const index = places.push({ id, above: [], below: [] }) - 1;
    (rows[row] ??= []).push(index);
    return index;
  };
  const placeOf = new Map<string, number>();
  for (const { id } of nodes) placeOf.set(id, put(id, rowOf.get(id) ?? 0));
  const lines: number[][] = [];
  for (const { id } of nodes) {
    for (const need of needs.get(id) ?? []) lines.push(lineBetween(need, id));
  }
  return { places, rows: fewestCrossings(places, rows), lines };

  function lineBetween(from: string, to: string): number[] {
    const [start, end] = [placeOf.get(from) ?? 0, placeOf.get(to) ?? 0];
    const line = [start];
    for (let row = (rowOf.get(from) ?? 0) + 1; row < (rowOf.get(to) ?? 0); row++) line.push(put(null, row));
    line.push(end);
    for (let i = 1; i < line.length; i++) join(places, line[i - 1] ?? 0, line[i] ?? 0);
    return line;
  }
}

function join(places: readonly Place[], upper: number, lower: number): void {
  places[upper]?.below.push(lower);
  places[lower]?.above.push(upper);
}

function needsWithoutCycles(nodes: readonly GraphNode[]): ReadonlyMap<string, readonly string[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const kept = new Map<string, string[]>();
  const state = new Map<string, 'open' | 'done'>();
  for (const { id } of nodes) {
    // A stack of our own: a chain of a thousand steps is deeper than is wise to recurse.
    const stack = [{ id, next: 0 }];
    while (stack.length > 0) {
      const top = stack.at(-1);
      if (top === undefined) break;
      const all = byId.get(top.id)?.needs ?? [];
      if (top.next === 0 && state.has(top.id)) {
        stack.pop();
        continue;
      }
      state.set(top.id, 'open');
      const own = kept.get(top.id) ?? [];
      kept.set(top.id, own);
      const need = all[top.next];
      top.next += 1;
      if (need === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (byId.has(need) && state.get(need) !== 'open' && !own.includes(need)) {
        own.push(need);
        if (!state.has(need)) stack.push({ id: need, next: 0 });
      }
    }
  }
  return kept;
}

function rowsByLongestPath(
  nodes: readonly GraphNode[],
  needs: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const waitsFor = new Map(nodes.map(({ id }) => [id, needs.get(id)?.length ?? 0]));
  const neededBy = new Map<string, string[]>();
  for (const { id } of nodes) {
    for (const need of needs.get(id) ?? []) neededBy.set(need, [...(neededBy.get(need) ?? []), id]);
  }
  const rows = new Map<string, number>();
  const ready = nodes.filter(({ id }) => waitsFor.get(id) === 0).map(({ id }) => id);
  for (const id of ready) {
    const row = rows.get(id) ?? 0;
    rows.set(id, row);
    for (const next of neededBy.get(id) ?? []) {
      rows.set(next, Math.max(rows.get(next) ?? 0, row + 1));
      const left = (waitsFor.get(next) ?? 1) - 1;
      waitsFor.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  return rows;
}

function fewestCrossings(
  places: readonly Place[],
  first: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  let rows = first.map((row) => [...row]);
  let best = rows;
  let bestCount = crossings(places, rows);
  for (let sweep = 0; sweep < sweeps && bestCount > 0; sweep++) {
    rows = rows.map((row) => [...row]);
    const isDown = sweep % 2 === 0;
    const from = isDown ? 1 : rows.length - 2;
    for (let r = from; isDown ? r < rows.length : r >= 0; r += isDown ? 1 : -1) {
      const beside = rows[isDown ? r - 1 : r + 1] ?? [];
      const at = new Map(beside.map((place, i) => [place, i]));
      const centre = (place: number, own: number): number => {
        const joined = (isDown ? places[place]?.above : places[place]?.below) ?? [];
        if (joined.length === 0) return own;
        return joined.reduce((sum, other) => sum + (at.get(other) ?? 0), 0) / joined.length;
      };
      const row = rows[r] ?? [];
      const centres = new Map(row.map((place, i) => [place, centre(place, i)]));
      // A stable sort: steps that are alike stay in the order of the file.
      row.sort((a, b) => (centres.get(a) ?? 0) - (centres.get(b) ?? 0));
    }
    const count = crossings(places, rows);
    if (count < bestCount) [best, bestCount] = [rows, count];
  }
  return best;
}

/** Pairs of lines that cross, over all neighbouring rows: inversions, counted with a Fenwick tree. */
export function crossings(places: readonly Place[], rows: readonly (readonly number[])[]): number {
  let count = 0;
  for (let r = 1; r < rows.length; r++) {
    const upper = new Map((rows[r - 1] ?? []).map((place, i) => [place, i]));
    const size = upper.size;
    const tree = new Array<number>(size + 1).fill(0);
    let seen = 0;
    for (const place of rows[r] ?? []) {
      const ends = (places[place]?.above ?? []).map((other) => upper.get(other) ?? 0);
      for (const end of ends) {
        let atMost = 0;
        for (let i = end + 1; i > 0; i -= i & -i) atMost += tree[i] ?? 0;
        count += seen - atMost;
      }
      for (const end of ends) {
        for (let i = end + 1; i <= size; i += i & -i) tree[i] = (tree[i] ?? 0) + 1;
      }
      seen += ends.length;
    }
  }
  return count;
}
