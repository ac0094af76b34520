/**
 * A machine or cluster that runs work. Two fields, never mixed: liveness is what the orchestrator sees, eligibility is what
 * the user wants.
 */
import type { InstanceId, NodeId } from './ids.ts';
import type { NodeInventory } from './resources.ts';
import type { TransitionTable } from './transition-table.ts';

export type NodeLiveness = 'ready' | 'unreachable' | 'lost';
export type NodeEligibility = 'schedulable' | 'cordoned' | 'draining';

export interface Node {
  readonly id: NodeId;
  /** Unique in the cluster; what people type. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly liveness: NodeLiveness;
  readonly eligibility: NodeEligibility;
  /** While draining: when running work is stopped, ms since the epoch; null waits for ever. */
  readonly drainDeadline: number | null;
  /** Set when two live agents claim this identity: nothing is placed until one of them has gone. */
  readonly quarantine: string | null;
  readonly inventory: NodeInventory;
  readonly instanceId: InstanceId;
  /** The machine's boot: process ids of another boot mean nothing. */
  readonly bootId: string;
  readonly agentPid: number;
  readonly registeredAt: number;
  /** When the liveness last changed, ms since the epoch. */
  readonly livenessSince: number;
}

export const nodeLivenessTransitions: TransitionTable<NodeLiveness> = {
  of: 'node liveness',
  initial: 'ready',
  states: {
    ready: {
      means: 'Its agent is connected and its lease is running.',
      next: { unreachable: 'no heartbeat for a whole lease (15 s by default)' },
    },
    unreachable: {
      means: 'Silent: asleep, cut off or down. Its attempts are unknown, nothing is given up yet.',
      next: { ready: 'its agent says hello again', lost: 'silent for five minutes more (settable)' },
    },
    lost: {
      means: 'Given up: each attempt on it is decided by the job’s on-lost policy.',
      next: { ready: 'its agent says hello again' },
    },
  },
};

export const nodeEligibilityTransitions: TransitionTable<NodeEligibility> = {
  of: 'node eligibility',
  initial: 'schedulable',
  states: {
    schedulable: {
      means: 'New work may be placed on it.',
      next: { cordoned: 'the user cordons it', draining: 'the user drains it' },
    },
    cordoned: {
      means: 'No new placements; running work goes on.',
      next: { schedulable: 'the user uncordons it', draining: 'the user drains it' },
    },
    draining: {
      means: 'No new placements; running work finishes, or is stopped at the deadline.',
      next: { schedulable: 'the user uncordons it', cordoned: 'the last running work ended, or the user cordons it' },
    },
  },
};
