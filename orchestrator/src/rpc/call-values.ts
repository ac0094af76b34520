/** What is known of a call beside its message. */
import { createContextKey } from '@connectrpc/connect';
import type { Role } from './role.ts';

/** Null: a caller without a token, which only public methods see. */
export const callerKey = createContextKey<Role | null>(null, { description: 'who calls' });

/** The caller's own, or one that was made for it; in the log and in the answer. */
export const requestIdKey = createContextKey<string>('', { description: 'the id of this request' });

/** Ends the connection or stream under a call whose reader no longer takes anything. */
export const hangUpKey = createContextKey<() => void>(() => {}, { description: 'ends the call from below' });
