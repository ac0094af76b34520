/**
 * Where this window stands with its orchestrator, as values. Every view, the status bar and the welcome texts are made from
 * this one state, so they cannot contradict each other.
 *
 *     idle -> connecting -> connected <-> connected, cut
 *               |   |           |
 *               |   +-> failed  +-> (gone: crashed) -> starting -> connecting
 *               +-> not_started -> starting -> connecting | failed
 *     untrusted: nothing is looked at before the workspace is trusted
 */
export type ConnectionState =
  /** Nothing was shown yet, so nothing was looked at. */
  | { readonly kind: 'idle' }
  /** The workspace is not trusted: nothing runs. */
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'connecting' }
  /** No orchestrator runs on this machine. */
  | { readonly kind: 'not_started' }
  | ({ readonly kind: 'starting' } & StartReason)
  /** `cut`: why the figures are those of a moment ago; null while they are live. */
  | { readonly kind: 'connected'; readonly version: string; readonly cut: string | null }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The user asked for it, or the one that was there died: for the how manieth time lately, and after which wait. */
type StartReason =
  { readonly why: 'asked' } | { readonly why: 'crashed'; readonly times: number; readonly waitMs: number };

/** Why it does not work, for a person. */
export interface Failure {
  /** Stable: 'unavailable', 'no_runtime', 'unauthenticated' ... */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  /** What to do about it; empty where nothing is known. */
  readonly hint: string;
  /** The program's log, where it has one. */
  readonly logFile: string | null;
}

export type ConnectionEvent =
  | { readonly kind: 'distrusted' }
  | { readonly kind: 'looking' }
  /** Another orchestrator is meant from now on: nothing of the one before is shown any more. */
  | { readonly kind: 'left' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'starts'; readonly reason: StartReason }
  | { readonly kind: 'answered'; readonly version: string }
  | { readonly kind: 'live' }
  | { readonly kind: 'cut'; readonly message: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The state after the event; the very same object where nothing is different. */
export function afterEvent(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  switch (event.kind) {
    case 'distrusted':
      return state.kind === 'untrusted' ? state : { kind: 'untrusted' };
    case 'looking':
      // A second look at what is known must not flicker through "connecting".
      return state.kind === 'idle' || state.kind === 'untrusted' || state.kind === 'starting'
        ? { kind: 'connecting' }
        : state;
    case 'left':
      return state.kind === 'idle' || state.kind === 'connecting' ? state : { kind: 'connecting' };
    case 'nobody':
      return state.kind === 'not_started' ? state : { kind: 'not_started' };
    case 'starts':
      return { kind: 'starting', ...event.reason };
    case 'answered':
      return state.kind === 'connected' && state.cut === null && state.version === event.version
        ? state
        : { kind: 'connected', version: event.version, cut: null };
    case 'live':
      return state.kind === 'connected' && state.cut !== null ? { ...state, cut: null } : state;
    case 'cut':
      return state.kind === 'connected' && state.cut !== event.message ? { ...state, cut: event.message } : state;
    case 'failed':
      return sameFailure(state, event.failure) ? state : { kind: 'failed', failure: event.failure };
  }
}

function sameFailure(state: ConnectionState, failure: Failure): boolean {
  return state.kind === 'failed' && JSON.stringify(state.failure) === JSON.stringify(failure);
}
