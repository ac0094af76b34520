/**
 * What kind of weather a seed has. Each seed switches every fault on or off and scales it, since faults that always come
 * together hide what each of them alone would show (a machine that reboots all the time never runs a long job).
 */
import { limits } from '@orchion/domain';
import type { World } from './world.ts';

export const faultKinds = [
  'agent-crash',
  'machine-reboot',
  'output-wiped',
  'machine-copied',
  'sleep',
  'wall-clock-jump',
  'agent-disk-full',
  'orchestrator-crash',
  'orchestrator-crash-at-commit',
  'orchestrator-disk-full',
  'orchestrator-disk-error',
  'orchestrator-stands-still',
  'partition',
  'one-way-partition',
  'connection-cut',
  'log-disk-full',
  'log-disk-error',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Swarm {
  readonly nodes: number;
  readonly leaseMs: number;
  readonly lostAfterMs: number;
  readonly heartbeatIntervalMs: number;
  /** The weight of each fault that this seed has; empty: fair weather. */
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly faultEveryMs: number;
  readonly network: {
    /** Of calls: request or answer is lost. */
    readonly lost: number;
    readonly duplicated: number;
    readonly slow: number;
    readonly delayMs: number;
    readonly slowMs: number;
  };
  readonly watch: {
    readonly keptChanges: number;
    readonly pendingMax: number;
    /** Between two messages, a slow reader takes up to this long. */
    readonly pauseMs: number;
  };
  readonly diskSyncMs: number;
  /** Timers ring up to this much late. */
  readonly timerSlackMs: number;
  readonly executor: { readonly hangs: number; readonly startMs: number };
  readonly load: {
    readonly clients: number;
    readonly submitEveryMs: number;
    readonly cancelled: number;
    readonly exclusive: number;
    readonly endless: number;
    readonly stubborn: number;
    readonly floods: number;
    readonly fails: number;
    readonly gpus: number;
    readonly nodeCommandEveryMs: number;
    /** How likely a user gives a silent attempt up, and how soon users look again. */
    readonly retryUnknown: number;
    readonly retryEveryMs: number;
    /** Of what users start, how much is a run of a pipeline. */
    readonly pipelines: number;
  };
  readonly spoolBytesMax: number;
  /** Only on the wire: whose messages are of the next release. */
  readonly skew: { readonly inRequests: boolean; readonly inAnswers: boolean };
}

export function swarmOf(world: World): Swarm {
  const dice = world.random('swarm');
  const some = (chance: number, low: number, high: number): number =>
    dice.chance(chance) ? dice.between(low, high) : 0;
  const faults = new Map<FaultKind, number>();
  const fairWeather = dice.chance(0.05);
  for (const kind of faultKinds) {
    const weight = some(0.5, 0.2, 1);
    if (weight > 0 && !fairWeather) faults.set(kind, weight);
  }
  return {
    nodes: dice.pick([1, 2, 3, 4, 5]),
    leaseMs: dice.pick([15_000, 15_000, 6_000]),
    lostAfterMs: dice.pick([1_000, 10_000, 300_000]),
    heartbeatIntervalMs: 2_000,
    faults,
    faultEveryMs: dice.pick([2_000, 8_000, 30_000]),
    network: {
      lost: some(0.5, 0.01, 0.15),
      duplicated: some(0.5, 0.01, 0.1),
      slow: dice.chance(0.25) ? 0.3 : some(0.5, 0.005, 0.05),
      delayMs: dice.pick([2, 20, 100]),
      slowMs: dice.pick([1_000, 9_000, 12_000]),
    },
    watch: {
      keptChanges: dice.pick([20, 300, limits.watchBacklogChanges]),
      pendingMax: dice.pick([2, 20, 1_000]),
      pauseMs: some(0.5, 50, 3_000),
    },
    diskSyncMs: dice.pick([2, 15, 1_500]),
    timerSlackMs: dice.pick([5, 100, 250]),
    executor: { hangs: some(0.4, 0.01, 0.1), startMs: dice.pick([5, 50, 500]) },
    load: {
      clients: dice.pick([1, 2, 3]),
      submitEveryMs: dice.pick([3_000, 8_000, 20_000]),
      cancelled: some(0.7, 0.02, 0.3),
      exclusive: some(0.7, 0.05, 0.6),
      endless: some(0.6, 0.02, 0.1),
      stubborn: some(0.5, 0.05, 0.4),
      floods: some(0.4, 0.02, 0.15),
      fails: some(0.7, 0.05, 0.3),
      gpus: some(0.6, 0.1, 0.5),
      nodeCommandEveryMs: some(0.5, 20_000, 120_000),
      retryUnknown: some(0.6, 0.1, 0.9),
      retryEveryMs: dice.pick([400, 10_000]),
      pipelines: some(0.6, 0.05, 0.4),
    },
    spoolBytesMax: dice.pick([64 * 1024, 1024 * 1024, 16 * 1024 * 1024]),
    skew: { inRequests: dice.chance(0.3), inAnswers: dice.chance(0.3) },
  };
}
