/** The open sessions of agents: where effects go once their facts are durable. A session that is gone swallows its messages. */
import { assertNever, type SessionId } from '@orchion/domain';
import type { Effect } from '../core/effect.ts';
import type { JobTelemetry } from '../ports/telemetry.ts';
import type { AgentSessionPort } from './orchestrator.ts';

export interface Sessions {
  add(sessionId: SessionId, port: AgentSessionPort): void;
  drop(sessionId: SessionId): void;
  /** Sends the effects, in order. */
  release(effects: readonly Effect[]): void;
  closeAll(reason: string): void;
}

export function createSessions(telemetry: Pick<JobTelemetry, 'traceparent'>): Sessions {
  const open = new Map<SessionId, AgentSessionPort>();
  const send = (effect: Effect): void => {
    const port = open.get(effect.sessionId);
    if (port === undefined) return;
    switch (effect.kind) {
      case 'welcome':
        return port.welcome(effect.welcome);
      case 'directive': {
        // The trace context is not a fact of the cluster: it joins the launch on its way out.
        const launches = effect.directive.launches.map((launch) => ({
          ...launch,
          traceparent: telemetry.traceparent(launch.jobId),
        }));
        return port.directive({ ...effect.directive, launches });
      }
      case 'close-session':
        open.delete(effect.sessionId);
        return port.close(effect.reason);
      default:
        return assertNever(effect, 'effect');
    }
  };
  return {
    add: (sessionId, port) => void open.set(sessionId, port),
    drop: (sessionId) => void open.delete(sessionId),
    release: (effects) => {
      for (const effect of effects) send(effect);
    },
    closeAll: (reason) => {
      for (const port of open.values()) port.close(reason);
      open.clear();
    },
  };
}
