/** Runs work on every entry, only so many at once; the first failure ends it, once what runs has ended. Keeps the order. */
export async function inPool<T, R>(
  entries: readonly T[],
  atOnce: number,
  work: (entry: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const runner = async (): Promise<void> => {
    while (!failed) {
      const place = next++;
      if (place >= entries.length) return;
      try {
        // In bounds: just asked.
        results[place] = await work(entries[place] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(atOnce, entries.length) }, runner));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return results;
}
