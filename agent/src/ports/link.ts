/** The way to the orchestrator: one session at a time, and the log data plane beside it. Reconnecting is the agent's part. */
import type {
  AgentHello,
  AgentReport,
  AttemptRef,
  Directive,
  LogChunk,
  LogCursor,
  NodeId,
  Welcome,
} from '@orchion/domain';

export interface Link {
  /** Opens a session. Exactly one `closed` ends it, also where it never opened. Nothing is told before this returns or after. */
  open(hello: AgentHello, events: LinkEvents): LinkSession;
  /** Delivers log pieces; answers how far each log is durable, in the order of the request. Rejects with `LinkError`. */
  appendLogs(nodeId: NodeId, logs: readonly AttemptLog[]): Promise<readonly AttemptLogAck[]>;
}

export interface LinkEvents {
  welcome(welcome: Welcome): void;
  directive(directive: Directive): void;
  closed(error: LinkError): void;
}

export interface LinkSession {
  report(report: AgentReport): void;
  /** Ends it from this side; `closed` follows. */
  close(): void;
}

export interface AttemptLog {
  readonly attempt: AttemptRef;
  /** Each begins where the one before it ended, per stream. None: only asks how far the log is durable. */
  readonly chunks: readonly LogChunk[];
}

export interface AttemptLogAck {
  readonly attempt: AttemptRef;
  readonly durable: LogCursor;
  readonly unwanted: boolean;
}

/**
 * `unavailable`: not reachable, try again soon. `refused`: it answered that it does not want this agent (token, cluster,
 * version): a person has to act. `exhausted`: it has no room now.
 */
export type LinkErrorCode = 'unavailable' | 'refused' | 'exhausted';

export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code: LinkErrorCode;
  constructor(code: LinkErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
