/**
 * Virtual time: events in the order of (time, sequence), one at a time, each with everything that its promises lead to
 * before the next one. Nothing in here reads a clock, so a run takes as long as its events do.
 */
import { createRandom, type Random } from './random.ts';
import { createTrace, type Trace } from './trace.ts';
import { Violation } from './violation.ts';

export interface World {
  readonly seed: number;
  readonly trace: Trace;
  /** Milliseconds since the run began. */
  now(): number;
  /** Calls once, `delayMs` from now. */
  after(delayMs: number, run: () => void): Cancel;
  /** The stream of dice of this name; the same name gives the same stream. */
  random(name: string): Random;
  note(who: string, what: string): void;
  /** Ends the run: a referee saw a broken promise. The first one counts. */
  fail(violation: Violation): void;
  readonly failure: Violation | null;
  readonly events: number;
  /** Runs until the time, or until `isDone` answers true, or a failure. */
  run(untilMs: number, isDone?: () => boolean): Promise<void>;
}

export type Cancel = () => void;

interface Planned {
  readonly at: number;
  readonly sequence: number;
  run: (() => void) | null;
}

/** A loop that does not move time forward would run for ever. */
const eventsAtOnceMax = 200_000;

export function createWorld(seed: number, tell: ((line: string) => void) | null): World {
  const planned = createPlan();
  const streams = new Map<string, Random>();
  const trace = createTrace(tell);
  let now = 0;
  let sequence = 0;
  let failure: Violation | null = null;
  let events = 0;
  let eventsNow = 0;
  const world: World = {
    seed,
    trace,
    now: () => now,
    after(delayMs, run) {
      const entry: Planned = { at: now + Math.max(0, delayMs), sequence: sequence++, run };
      planned.push(entry);
      return () => {
        entry.run = null;
      };
    },
    random(name) {
      const known = streams.get(name);
      if (known !== undefined) return known;
      const made = createRandom(seed, name);
      streams.set(name, made);
      return made;
    },
    note: (who, what) => trace.note(Math.floor(now), who, what),
    fail(violation) {
      failure ??= violation;
    },
    get failure() {
      return failure;
    },
    get events() {
      return events;
    },
    async run(untilMs, isDone = () => false) {
      // What was begun between two runs.
      await settled();
      while (failure === null && !isDone()) {
        const next = planned.pop(untilMs);
        if (next === null) {
          now = untilMs;
          return;
        }
        if (next.run === null) continue;
        eventsNow = next.at === now ? eventsNow + 1 : 0;
        if (eventsNow > eventsAtOnceMax) failure = new Violation('progress', 'time stands still: events without end');
        now = next.at;
        events++;
        try {
          next.run();
        } catch (error) {
          world.fail(violationFrom(error));
        }
        await settled();
      }
    },
  };
  return world;
}

/** What broke, as a violation: a bug's own assertion is one as well. */
export function violationFrom(error: unknown): Violation {
  if (error instanceof Violation) return error;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Violation('assertion', message);
}

/** Resolves when every promise that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A binary heap by (time, sequence). */
function createPlan() {
  const heap: Planned[] = [];
  const goesBefore = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
  return {
    push(entry: Planned): void {
      let i = heap.push(entry) - 1;
      while (i > 0) {
        const parent = (i - 1) >> 1;
        const above = heap[parent];
        if (above === undefined || !goesBefore(entry, above)) break;
        heap[i] = above;
        i = parent;
      }
      heap[i] = entry;
    },
    /** The first entry that is due by then, or null. */
    pop(untilMs: number): Planned | null {
      const first = heap[0];
      if (first === undefined || first.at > untilMs) return null;
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      let i = 0;
      for (;;) {
        const left = heap[2 * i + 1];
        const right = heap[2 * i + 2];
        if (left === undefined) break;
        const takeRight = right !== undefined && goesBefore(right, left);
        const child = takeRight ? right : left;
        if (!goesBefore(child, last)) break;
        heap[i] = child;
        i = takeRight ? 2 * i + 2 : 2 * i + 1;
      }
      heap[i] = last;
      return first;
    },
  };
}
