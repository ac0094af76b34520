/** The known word that was probably meant by an unknown one. */

/** The nearest of `known`, or null where none is near: a third of the letters may be wrong, swapped or missing. */
export function nearest(word: string, known: readonly string[]): string | null {
  const written = normal(word);
  let best: string | null = null;
  // Of a single letter every other one would be near.
  let bestDistance = Math.max(written.length > 1 ? 1 : 0, Math.floor(written.length / 3)) + 1;
  if (written.length > 60) return null;
  for (const candidate of known) {
    // Every letter more or less is a change: most candidates need no closer look.
    if (Math.abs(candidate.length - word.length) > bestDistance + 4) continue;
    const distance = editDistance(written, normal(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `logBytesMax`, `log_bytes_max` and `log-bytes-max` are the same word to a person. */
function normal(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Insertions, deletions, changes and swaps of neighbours, from one word to the other. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        least = Math.min(least, at(i - 2, j - 2) + 1);
      }
      row.push(least);
    }
  }
  return at(from.length, to.length);
}
