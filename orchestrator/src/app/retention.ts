/** Drops what has ended and is too old or too much: runs with their jobs, jobs, kept results; facts first, then logs. */
import { limits, trustId } from '@orchion/domain';
import type { Clock } from '../ports/clock.ts';
import type { LogStore } from '../ports/log-store.ts';
import type { Store } from '../ports/store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { RunLoop } from './run-loop.ts';

export interface Retention {
  /** One round; answers how many jobs were dropped. */
  apply(): Promise<number>;
}

/** Jobs in one commit, so that a round never holds the loop for long. */
const batchSize = 500;

export function createRetention(parts: {
  readonly loop: RunLoop;
  readonly store: Store;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, 'jobsForgotten'>;
  readonly logStore: Pick<LogStore, 'remove'>;
  readonly keepMs: number;
  readonly keepMax: number;
}): Retention {
  const { loop, store, clock, keepMax } = parts;
  return {
    async apply() {
      await forgetRuns(parts);
      await forgetCache(parts);
      let dropped = 0;
      for (;;) {
        const endedBefore = clock.now() - parts.keepMs;
        const jobIds = store.expired({ endedBefore, keepMax, limit: batchSize });
        if (jobIds.length === 0) return dropped;
        const answer = await loop.ask({ kind: 'forget-jobs', jobIds });
        if (answer.kind === 'refused') return dropped;
        for (const jobId of jobIds) await parts.logStore.remove(trustId('job', jobId));
        parts.telemetry.jobsForgotten(jobIds.length);
        dropped += jobIds.length;
      }
    },
  };
}

type Parts = Parameters<typeof createRetention>[0];

/** Ended runs, each with the runs that it used and all their jobs. */
async function forgetRuns({ loop, store, clock, logStore, telemetry, keepMs }: Parts): Promise<void> {
  for (;;) {
    const endedBefore = clock.now() - keepMs;
    const [runId] = store.expiredRuns({ endedBefore, keepMax: limits.retentionRunsMax, limit: 1 });
    if (runId === undefined) return;
    const { runIds, jobIds } = store.familyOfRun(runId);
    const answer = await loop.ask({ kind: 'forget-runs', runIds, jobIds });
    if (answer.kind === 'refused') return;
    for (const jobId of jobIds) await logStore.remove(jobId);
    telemetry.jobsForgotten(jobIds.length);
  }
}

async function forgetCache({ loop, store, clock }: Parts): Promise<void> {
  const keys = store.expiredCache({
    usedBefore: clock.now() - limits.cacheUnusedMs,
    entriesMax: limits.cacheEntriesMax,
    bytesMax: limits.cacheBytesMax,
  });
  if (keys.length > 0) await loop.ask({ kind: 'forget-cache', keys, principal: null });
}
