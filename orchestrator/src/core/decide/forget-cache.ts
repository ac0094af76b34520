/** Kept results of steps are dropped: by retention, or because a user wants them made anew. */
import { done, type Answer } from '../answer.ts';
import { audit, record, type Draft } from '../draft.ts';
import type { ForgetCacheEvent } from '../event.ts';

export function decideForgetCache(draft: Draft, event: ForgetCacheEvent): Answer {
  for (const key of event.keys) record(draft, { kind: 'cache-delete', key });
  if (event.principal !== null) audit(draft, event.principal, 'cache.remove', `${event.keys.length} entries`);
  return done;
}
