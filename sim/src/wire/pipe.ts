/** One direction of a body: what is pushed in at one end comes out at the other, until it ends or fails. */
export interface Pipe<T> extends AsyncIterable<T> {
  push(one: T): void;
  end(): void;
  /** What was pushed before still comes out. */
  fail(error: Error): void;
}

export function createPipe<T>(): Pipe<T> {
  const waiting: T[] = [];
  let isOver: { readonly error: Error | null } | null = null;
  let wake: () => void = () => {};
  return {
    push(one) {
      if (isOver !== null) return;
      waiting.push(one);
      wake();
    },
    end() {
      isOver ??= { error: null };
      wake();
    },
    fail(error) {
      isOver ??= { error };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else if (isOver?.error) throw isOver.error;
        else if (isOver !== null) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
