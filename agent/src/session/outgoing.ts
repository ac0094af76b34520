/**
 * What waits to be sent in a session. Bounded by how it is used: heartbeats come at intervals, changes are gathered per
 * turn, and a session whose other side stopped reading is given up for its silence within a lease.
 */
export interface Outgoing<T> {
  push(message: T): void;
  /** No more is sent. */
  end(): void;
  /** Everything pushed, in order, until the end. Read once. */
  read(): AsyncIterable<T>;
}

export function createOutgoing<T>(): Outgoing<T> {
  const waiting: T[] = [];
  let wake: (() => void) | null = null;
  let isEnded = false;

  function rouse(): void {
    wake?.();
    wake = null;
  }

  return {
    push(message) {
      if (isEnded) return;
      waiting.push(message);
      rouse();
    },
    end() {
      isEnded = true;
      waiting.length = 0;
      rouse();
    },
    async *read() {
      while (!isEnded) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
