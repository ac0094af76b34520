/** Messages to send once the facts they rest on are durable. The loop releases them after its commit, in order. */
import type { Directive, NodeId, SessionId, Welcome } from '@orchion/domain';

export type Effect =
  /** Opens the session that said hello. */
  | { readonly kind: 'welcome'; readonly sessionId: SessionId; readonly welcome: Welcome }
  | {
      readonly kind: 'directive';
      readonly sessionId: SessionId;
      readonly nodeId: NodeId;
      readonly directive: Directive;
    }
  /** Ends a session: it was replaced, refused or its node removed. */
  | { readonly kind: 'close-session'; readonly sessionId: SessionId; readonly reason: string };
