/** The smallest way to tell several listeners that something is different. */
export interface Emitter<T> {
  /** Answers how to stop listening. */
  readonly on: (listener: (value: T) => void) => () => void;
  readonly emit: (value: T) => void;
}

export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(value) {
      // A copy, since a listener may end itself.
      for (const listener of [...listeners]) listener(value);
    },
  };
}
