/** Time and randomness as the client needs them: passed in, so that tests move the clock instead of sleeping. */
export interface Timing {
  /** Resolves after the time, or early when the signal is aborted. Never rejects. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 to 1, 1 excluded. */
  random(): number;
}

/** The real ones, of browsers and Node alike. */
export const realTiming: Timing = {
  delay: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
    }),
  random: () => Math.random(),
};
