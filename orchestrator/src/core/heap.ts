/** A binary heap: the entry that goes before all others comes out first. */
export interface Heap<Entry> {
  push(entry: Entry): void;
  pop(): Entry | null;
  peek(): Entry | null;
}

export function createHeap<Entry extends object>(goesBefore: (a: Entry, b: Entry) => boolean): Heap<Entry> {
  const entries: Entry[] = [];
  // No arrays to take pairs apart here: a scheduling pass comes through some ten million times.
  const before = (i: number, j: number): boolean => {
    const a = entries[i];
    const b = entries[j];
    return a !== undefined && b !== undefined && goesBefore(a, b);
  };
  const swap = (i: number, j: number): void => {
    const a = entries[i];
    const b = entries[j];
    if (a === undefined || b === undefined) return;
    entries[i] = b;
    entries[j] = a;
  };
  return {
    peek: () => entries[0] ?? null,
    push(entry) {
      let i = entries.push(entry) - 1;
      while (i > 0) {
        const parent = (i - 1) >> 1;
        if (!before(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    pop() {
      const first = entries[0];
      const last = entries.pop();
      if (first === undefined || last === undefined) return null;
      if (entries.length === 0) return first;
      entries[0] = last;
      for (let i = 0; ;) {
        let least = i;
        if (before(2 * i + 1, least)) least = 2 * i + 1;
        if (before(2 * i + 2, least)) least = 2 * i + 2;
        if (least === i) return first;
        swap(i, least);
        i = least;
      }
    },
  };
}
