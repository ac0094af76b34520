/**
 * What is told to a reader before it has taken it, in order, up to a bound. A reader that lets the bound be reached is
 * stuck: it is dropped rather than buffered for, and it catches up when it comes back.
 */
export interface OutgoingQueue<T> {
  /** False where the message did not fit, or the queue has ended: it was dropped. */
  push(message: T, weight: number): boolean;
  /** What is queued is still handed out, then the reader sees the end, or the error. */
  end(error?: Error): void;
  /** For one reader. Ends without an error when the signal is aborted. */
  read(signal: AbortSignal): AsyncIterable<T>;
}

export interface OutgoingBounds {
  readonly messagesMax: number;
  /** Sum of the weights, about bytes. */
  readonly weightMax: number;
}

export function createOutgoingQueue<T>({ messagesMax, weightMax }: OutgoingBounds): OutgoingQueue<T> {
  let waiting: { readonly message: T; readonly weight: number }[] = [];
  let weight = 0;
  let ended: { readonly error: Error | null } | null = null;
  let wake: () => void = () => {};

  return {
    push(message, added) {
      if (ended !== null || waiting.length >= messagesMax || weight + added > weightMax) return false;
      waiting.push({ message, weight: added });
      weight += added;
      wake();
      return true;
    },
    end(error) {
      ended ??= { error: error ?? null };
      wake();
    },
    async *read(signal) {
      const onAbort = (): void => wake();
      signal.addEventListener('abort', onAbort);
      try {
        while (!signal.aborted) {
          const batch = waiting;
          waiting = [];
          for (const entry of batch) {
            // Counted until it is taken: the reader asks for the next one once this one is written.
            yield entry.message;
            weight -= entry.weight;
          }
          if (batch.length > 0) continue;
          if (ended !== null) {
            if (ended.error !== null) throw ended.error;
            return;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (signal.aborted) resolve();
          });
        }
      } finally {
        signal.removeEventListener('abort', onAbort);
        ended ??= { error: null };
      }
    },
  };
}
