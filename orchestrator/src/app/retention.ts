/** Drops ended jobs that are too old or too many: facts first, in one commit, then their logs. */
import { trustId } from '@orchion/domain';
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
