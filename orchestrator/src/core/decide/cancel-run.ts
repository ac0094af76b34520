/** A user cancels a run: what waits ends at once, what runs is asked to, what cleans up goes on. */
import { done, refused, type Answer } from '../answer.ts';
import { audit, type Draft } from '../draft.ts';
import type { CancelRunEvent } from '../event.ts';
import { cancelSteps } from '../pipeline/cancel-steps.ts';
import { liveRun } from '../pipeline/record-step.ts';

export function decideCancelRun(draft: Draft, event: CancelRunEvent): Answer {
  const entry = liveRun(draft, event.runId);
  if (entry === null) return refused('not_found', `no live run ${event.runId}`);
  if (entry.run.status.cancelRequestedAt !== null && !event.force) return done;
  audit(draft, event.principal, event.force ? 'run.cancel-force' : 'run.cancel', event.runId);
  cancelSteps(draft, entry, event.force);
  return done;
}
