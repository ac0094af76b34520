/** Time comes in here and nowhere else. */
export interface AgentClock {
  /** Milliseconds on a clock that never goes back and keeps running while the machine sleeps. */
  nowMs(): number;
  /** Milliseconds since the epoch: for what people read, never for deadlines. */
  wallMs(): number;
  /** Calls once, `delayMs` later by `nowMs`'s clock or soon after: after a sleep of the machine within about a second. */
  after(delayMs: number, run: () => void): Timer;
  /** Calls once when the current turn's other work is done: where reports gather what arrives together. */
  defer(run: () => void): void;
}

export interface Timer {
  cancel(): void;
}
