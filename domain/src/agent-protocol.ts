/**
 * What agent and orchestrator tell each other, as domain values. Level-triggered: a full report names everything that the
 * agent holds, a full directive everything that it should hold, and what is missing on either side is sent again; the
 * messages in between feed the same code.
 */
import type { Allocation, AttemptEnd, AttemptRef, AttemptState, LogLengths, StopReason } from './attempt.ts';
import type { Products } from './content.ts';
import type { ClusterId, InstanceId, NodeId, SessionId } from './ids.ts';
import type { JobSpec } from './job.ts';
import type { NodeInventory, NodeMetrics } from './resources.ts';

/** What an agent knows of one attempt. */
export interface Observation extends AttemptRef {
  readonly lease: number;
  /** starting, running, stopping, or an ended state. */
  readonly state: AttemptState;
  /** On the agent's wall clock, ms since the epoch. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Present with an ended state, like `logLengths`. */
  readonly end: AttemptEnd | null;
  readonly logLengths: LogLengths | null;
  /** With an ended state, where it left anything. */
  readonly products: Products | null;
}

/** First message of a session: who the agent is and what it holds. */
export interface AgentHello {
  readonly nodeId: NodeId;
  /** The cluster that the agent belongs to; null before its first welcome. */
  readonly clusterId: ClusterId | null;
  /** The name it would like. */
  readonly nodeName: string;
  readonly instanceId: InstanceId;
  readonly bootId: string;
  readonly agentPid: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly inventory: NodeInventory;
  readonly held: readonly Observation[];
  /** The agent's own suspend-aware clock when it sent this, ms: echoed, so that it can renew its lease. */
  readonly sentAtMs: number;
}

export interface AgentReport {
  readonly sentAtMs: number;
  /** True: a heartbeat; `held` is everything that it holds. False: `held` is what changed. */
  readonly full: boolean;
  readonly held: readonly Observation[];
  readonly metrics: NodeMetrics | null;
  /** Where it changed. */
  readonly inventory: NodeInventory | null;
}

export interface Welcome {
  readonly clusterId: ClusterId;
  readonly sessionId: SessionId;
  readonly nodeName: string;
  readonly heartbeatIntervalMs: number;
  /** How long the right to run lasts, from when an answered heartbeat was sent. */
  readonly leaseMs: number;
  /** The hello's `sentAtMs`: the first lease counts from there. */
  readonly answersSentAtMs: number;
}

export interface Directive {
  /** Renews the agent's lease from the moment it sent this heartbeat; null: answers none. */
  readonly answersSentAtMs: number | null;
  /** True: `wanted` is everything that the node should hold; what is held besides is stopped and forgotten. */
  readonly full: boolean;
  /** Attempts to start. Each is also in `wanted`. */
  readonly launches: readonly Launch[];
  readonly wanted: readonly WantedAttempt[];
  /** Ended attempts whose end is durable: forgotten once their log is acknowledged too. */
  readonly forget: readonly AttemptRef[];
  /** Not null: two agents claim this identity; start nothing. */
  readonly quarantine: string | null;
  /** Where it changed. */
  readonly heartbeatIntervalMs: number | null;
}

export interface Launch extends AttemptRef {
  /** Refused where the agent knows a higher one for this job, or an attempt number as high. */
  readonly lease: number;
  readonly spec: JobSpec;
  readonly allocation: Allocation;
  /** W3C trace context of the submit; empty without tracing. */
  readonly traceparent: string;
}

export interface WantedAttempt extends AttemptRef {
  readonly lease: number;
  /** Not null: end it, politely first, and give this as the reason of its end. */
  readonly stop: StopReason | null;
}
