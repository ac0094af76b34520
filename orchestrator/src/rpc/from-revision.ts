/** From where a watch goes on. */
import type { WatchRequest } from '@orchion/proto';
import { invalid } from './refusal-error.ts';

export function fromRevisionOf({ fromRevision }: WatchRequest): number {
  if (fromRevision <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(fromRevision);
  throw invalid([{ field: 'from_revision', message: 'is beyond every revision: use one that a watch has given' }]);
}
