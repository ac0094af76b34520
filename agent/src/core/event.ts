/** What can happen to an agent, and what `reconcile` answers with: both plain data. */
import type { AttemptEnd, AttemptRef, Directive, Launch, LogLengths, Products } from '@orchion/domain';

export type AgentEvent =
  /** A session is open. `answersSentAtMs`: when the hello was sent: the lease counts from there. */
  | { readonly kind: 'welcomed'; readonly leaseMs: number; readonly answersSentAtMs: number }
  | { readonly kind: 'directive'; readonly directive: Directive }
  | { readonly kind: 'intent-durable'; readonly ref: AttemptRef }
  | { readonly kind: 'intent-failed'; readonly ref: AttemptRef; readonly message: string }
  /** Its files are in its private folder, and its image is on the node: it can be started. */
  | { readonly kind: 'files-ready'; readonly ref: AttemptRef }
  /** They are not and will not be; or it was stopped meanwhile, and `end` is null. */
  | {
      readonly kind: 'files-failed';
      readonly ref: AttemptRef;
      readonly end: AttemptEnd | null;
      /** Of what was told while they were brought. */
      readonly logLengths: LogLengths;
    }
  /** What it leaves is safe at the orchestrator; `problem`: one sentence about what could not be gathered. */
  | {
      readonly kind: 'gathered';
      readonly ref: AttemptRef;
      readonly products: Products;
      readonly problem: string | null;
    }
  /** It was stopped while it was gathered. */
  | { readonly kind: 'gather-stopped'; readonly ref: AttemptRef }
  /** `ranForMs`: how long it has been running already: more than 0 for an adopted one. */
  | { readonly kind: 'started'; readonly ref: AttemptRef; readonly startedAt: number; readonly ranForMs: number }
  | {
      readonly kind: 'ended';
      readonly ref: AttemptRef;
      /** Why, as the executor saw it. */
      readonly end: AttemptEnd;
      /** Null: the command never started. */
      readonly startedAt: number | null;
      readonly endedAt: number;
      readonly logLengths: LogLengths;
      /** A stop or kill reached one of its processes: the end is ours. */
      readonly signalled: boolean;
    }
  | { readonly kind: 'end-durable'; readonly ref: AttemptRef }
  | { readonly kind: 'log-done'; readonly ref: AttemptRef }
  /** A deadline may have passed. */
  | { readonly kind: 'tick' };

export type AgentAction =
  /** Write the intent; `intent-durable` follows. */
  | { readonly kind: 'journal-intent'; readonly ref: AttemptRef }
  /** Bring its files and its image; `files-ready` or `files-failed` follows. */
  | { readonly kind: 'prepare'; readonly launch: Launch }
  | { readonly kind: 'start'; readonly launch: Launch }
  /** Bring what it leaves to the orchestrator; `gathered` or `gather-stopped` follows. */
  | { readonly kind: 'gather'; readonly ref: AttemptRef }
  /** End the bringing of its files, in either direction. */
  | { readonly kind: 'stop-files'; readonly ref: AttemptRef }
  | { readonly kind: 'stop'; readonly ref: AttemptRef }
  | { readonly kind: 'kill'; readonly ref: AttemptRef }
  /** Write the end; `end-durable` follows. */
  | { readonly kind: 'journal-end'; readonly ref: AttemptRef }
  /** Tell the orchestrator what is now true of it. */
  | { readonly kind: 'report'; readonly ref: AttemptRef }
  /** Free everything that is kept for it. */
  | { readonly kind: 'forget'; readonly ref: AttemptRef; readonly hasFiles: boolean }
  /** The right to run now ends here: supervisors are told. */
  | { readonly kind: 'renew-lease'; readonly untilMs: number };
