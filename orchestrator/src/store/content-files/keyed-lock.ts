/** One at a time for each key, in the order of asking; different keys side by side. */
export interface KeyedLock<K> {
  run<T>(key: K, work: () => Promise<T>): Promise<T>;
}

export function createKeyedLock<K>(): KeyedLock<K> {
  const tails = new Map<K, Promise<unknown>>();
  return {
    run(key, work) {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(work);
      // Whoever comes next waits for the end of this, however it ends.
      const tail: Promise<unknown> = result.then(
        () => undefined,
        () => undefined,
      );
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return result;
    },
  };
}
