/** Short waits that decide nothing, such as how long a reader has heard nothing. Deadlines of the cluster are the clock's. */
export interface Timer {
  /** Rings once, `ms` from now, unless it is disposed of before. */
  after(ms: number, ring: () => void): { dispose(): void };
}
