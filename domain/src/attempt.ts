/**
 * One try at a job on one node. Every transition is a compare-and-swap on (job, attempt number, lease): reports of an old
 * lease are dropped, so a late or duplicated message can never move a newer attempt.
 */
import type { Products } from './content.ts';
import type { GpuDeviceId, JobId, NodeId } from './ids.ts';
import { isTerminalIn, mayFollow, type TransitionTable } from './transition-table.ts';

export type AttemptState =
  'placed' | 'starting' | 'running' | 'stopping' | 'unknown' | 'succeeded' | 'failed' | 'cancelled' | 'lost';

export type LiveAttemptState = Extract<AttemptState, 'placed' | 'starting' | 'running' | 'stopping' | 'unknown'>;
export type EndedAttemptState = Exclude<AttemptState, LiveAttemptState>;

/**
 * Why an attempt ended. `refused`, `preempted`, `node_lost` are the machine's doing; `executor_error` is configuration;
 * `output_error` is the program's: what it should leave behind could not be collected.
 */
export type AttemptEndReason =
  | 'exit_code'
  | 'signal'
  | 'timeout'
  | 'out_of_memory'
  | 'preempted'
  | 'node_lost'
  | 'refused'
  | 'executor_error'
  | 'output_error'
  | 'cancelled';

/** Why an attempt is asked to end: becomes its end's reason. */
export type StopReason = Extract<AttemptEndReason, 'cancelled' | 'preempted' | 'timeout'>;

export interface AttemptEnd {
  readonly reason: AttemptEndReason;
  /** The command's exit code, 0 to 255, where it exited by itself. */
  readonly exitCode: number | null;
  /** The signal's name ('SIGKILL') where one ended the command. */
  readonly signal: string | null;
  /** One sentence for a person: what happened, where. */
  readonly message: string;
}

/** What the attempt holds of its node from placement to end. */
export interface Allocation {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly gpus: readonly GpuAllocation[];
  readonly custom: Readonly<Record<string, number>>;
}

export interface GpuAllocation {
  readonly device: GpuDeviceId;
  /** 1000 is the whole device. */
  readonly shareMillis: number;
  readonly vramBytes: number;
}

/** Bytes per stream; what a reader must have seen before the log is complete. */
export interface LogLengths {
  readonly stdout: number;
  readonly stderr: number;
}

export interface Attempt {
  readonly jobId: JobId;
  /** 1, 2, 3 ...: strictly increasing within a job, never reused. Given to the command as ORCHION_FENCE. */
  readonly number: number;
  readonly nodeId: NodeId;
  /** Cluster-wide increasing number: the right to run this attempt. */
  readonly lease: number;
  readonly state: AttemptState;
  /** What the orchestrator wants: set to `stop` by cancel, drain deadline, preemption. */
  readonly desired: 'run' | 'stop';
  /** Why it is to stop, while `desired` is `stop`: becomes the end's reason. */
  readonly stopReason: StopReason | null;
  readonly allocation: Allocation;
  /** Milliseconds since the epoch, on the orchestrator's clock. */
  readonly placedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Present exactly when the state is an ended one. */
  readonly end: AttemptEnd | null;
  /** The log's final length per stream, told by the agent when the attempt ended; null before that. */
  readonly logLengths: LogLengths | null;
  /** What it left behind, told with its end; null before that, and where it left nothing. */
  readonly products: Products | null;
}

export interface AttemptRef {
  readonly jobId: JobId;
  readonly number: number;
}

export const attemptTransitions: TransitionTable<AttemptState> = {
  of: 'attempt',
  initial: 'placed',
  states: {
    placed: {
      means: 'The scheduler chose a node and the launch is on its way; nothing has started.',
      next: {
        starting: 'the agent took the launch',
        running: 'the agent reports that the command runs',
        stopping: 'a cancel, drain deadline or preemption asks it to end',
        unknown: 'the node fell silent before it answered',
        succeeded: 'a report of exit code 0',
        failed: 'a report of any other end, or a refusal',
        cancelled: 'it was cancelled before it started',
        lost: 'the node was given up',
      },
    },
    starting: {
      means: 'The agent has written its intent and is about to start the command.',
      next: {
        running: 'the command runs',
        stopping: 'a cancel, drain deadline or preemption asks it to end',
        unknown: 'the node fell silent',
        succeeded: 'a report of exit code 0',
        failed: 'a report of any other end',
        cancelled: 'it was stopped by a cancel',
        lost: 'the node was given up',
      },
    },
    running: {
      means: 'The command runs.',
      next: {
        stopping: 'a cancel, drain deadline or preemption asks it to end',
        unknown: 'the node fell silent',
        succeeded: 'a report of exit code 0',
        failed: 'a report of any other end',
        cancelled: 'it was stopped by a cancel',
        lost: 'the node was given up, or restarted under the command',
      },
    },
    stopping: {
      means: 'It was asked to end: politely first, killed after the grace.',
      next: {
        unknown: 'the node fell silent',
        succeeded: 'it ended with exit code 0 before it could be stopped',
        failed: 'it ended otherwise, or ran out of time',
        cancelled: 'it was stopped by a cancel',
        lost: 'the node was given up',
      },
    },
    unknown: {
      means: 'Its node is silent: it may still run. Its result still counts when the node comes back.',
      next: {
        placed: 'the node is back and had never taken the launch: it is sent again',
        starting: 'the node is back, the command is about to start',
        running: 'the node is back, the command runs',
        stopping: 'the node is back, the command is being ended',
        succeeded: 'the node is back with exit code 0',
        failed: 'the node is back with any other end',
        cancelled: 'it was cancelled',
        lost: 'the node was given up, by time or by the user',
      },
    },
    succeeded: { means: 'The command exited with code 0.', next: {} },
    failed: { means: 'The command ended otherwise, or could not be started.', next: {} },
    cancelled: { means: 'A user or a policy ended it.', next: {} },
    lost: { means: 'Its node was given up with the attempt on it; what the command did is not known.', next: {} },
  },
};

export function isLiveAttempt(state: AttemptState): state is LiveAttemptState {
  return !isTerminalIn(attemptTransitions, state);
}

export function attemptMayBecome(from: AttemptState, to: AttemptState): boolean {
  return mayFollow(attemptTransitions, from, to);
}

/** The state in which an attempt ends, from why it ended. */
export function endedStateOf(end: Pick<AttemptEnd, 'reason' | 'exitCode'>): EndedAttemptState {
  switch (end.reason) {
    case 'exit_code':
      return end.exitCode === 0 ? 'succeeded' : 'failed';
    case 'cancelled':
      return 'cancelled';
    case 'node_lost':
      return 'lost';
    case 'signal':
    case 'timeout':
    case 'out_of_memory':
    case 'preempted':
    case 'refused':
    case 'executor_error':
    case 'output_error':
      return 'failed';
  }
}

/** `job-…/2`: how an attempt is written in logs, paths of the API and messages. */
export function attemptName(ref: AttemptRef): string {
  return `${ref.jobId}/${ref.number}`;
}
