/**
 * A state machine as data: which state may follow which, and why. The tables in `attempt`, `job` and `node` are the single
 * source: code checks against them, and `docs/state-machines.md` is generated from them.
 */
export interface TransitionTable<State extends string> {
  /** What the machine is of, for docs and error texts: 'attempt', 'job', ... */
  readonly of: string;
  readonly initial: State;
  readonly states: Readonly<Record<State, StateInfo<State>>>;
}

export interface StateInfo<State extends string> {
  /** One sentence for a person. */
  readonly means: string;
  /** The states that may follow, each with what makes it happen. Empty: terminal. */
  readonly next: Readonly<Partial<Record<State, string>>>;
}

/** True when `to` may follow `from`. Staying in a state is not a transition and answers false. */
export function mayFollow<State extends string>(table: TransitionTable<State>, from: State, to: State): boolean {
  return table.states[from].next[to] !== undefined;
}

export function isTerminalIn<State extends string>(table: TransitionTable<State>, state: State): boolean {
  return Object.keys(table.states[state].next).length === 0;
}

/** Every state of the table, in the order it was written. */
export function statesOf<State extends string>(table: TransitionTable<State>): readonly State[] {
  // Object.keys loses the key type; the record's keys are exactly State.
  return Object.keys(table.states) as State[];
}
