/**
 * Time comes in here and nowhere else. The clock starts at the wall clock's time and then runs by a counter that goes on in
 * sleep (Linux: /proc/uptime; Node's own monotonic clock stops there), so a wall clock that is set does not move leases,
 * timeouts or backoffs.
 */
export interface Clock {
  /** Milliseconds since the epoch; never goes back. */
  now(): number;
  /** Calls once at or soon after `at`. Only one alarm is armed at a time: a new one replaces it. Null disarms. */
  setAlarm(at: number | null, ring: () => void): void;
  /** Calls once when the current turn's other work is done: where an inbox gathers what arrives together. */
  defer(run: () => void): void;
}
