/**
 * What watchers are told, commit by commit. The newest entries are kept, so that a watcher which was cut off resumes after
 * the revision it knows; one that is too far behind, or too slow, starts again from a snapshot. Nobody is waited for.
 */
import { limits, type JobId } from '@orchion/domain';
import type { FeedEntry } from './orchestrator.ts';

export interface ChangeFeed {
  /** Entries that only carry live figures have no revision of their own and are not kept. */
  publish(entry: FeedEntry, kind: 'committed' | 'figures'): void;
  /** The kept entries after the revision; null where some of them are gone. */
  since(revision: number): readonly FeedEntry[] | null;
  subscribe(): Subscription;
  /** Calls back when the job, or an attempt of it, has changed. */
  onJob(jobId: JobId, listener: () => void): { dispose(): void };
  readonly watchers: number;
  close(): void;
}

interface Subscription {
  /** The next entries; 'lagged' where some were dropped because nobody took them; null when the feed closed. */
  next(): Promise<readonly FeedEntry[] | 'lagged' | null>;
  dispose(): void;
}

export interface FeedBounds {
  /** Changes that are kept for watchers that come back. */
  readonly keptChanges: number;
  /** Entries that wait for one slow watcher before it is sent back to a snapshot. */
  readonly pendingMax: number;
}

export const defaultFeedBounds: FeedBounds = { keptChanges: limits.watchBacklogChanges, pendingMax: 1000 };

export function createChangeFeed(options: FeedBounds & { readonly startRevision: number }): ChangeFeed {
  const kept: FeedEntry[] = [];
  let keptChanges = 0;
  /** Everything after this revision is kept. */
  let floor = options.startRevision;
  const subscribers = new Set<Subscriber>();
  const jobListeners = new Map<JobId, Set<() => void>>();
  let closed = false;
  return {
    publish(entry, kind) {
      if (kind === 'committed') {
        kept.push(entry);
        keptChanges += sizeOf(entry);
        while (keptChanges > options.keptChanges && kept.length > 1) {
          const dropped = kept.shift();
          if (dropped === undefined) break;
          keptChanges -= sizeOf(dropped);
          floor = dropped.revision;
        }
      }
      for (const subscriber of subscribers) subscriber.push(entry);
      if (jobListeners.size === 0) return;
      for (const { job } of entry.jobs) for (const listener of jobListeners.get(job.id) ?? []) listener();
    },
    since(revision) {
      if (revision < floor) return null;
      // The newest are at the end: a watcher is rarely far behind.
      let first = kept.length;
      while (first > 0 && (kept[first - 1]?.revision ?? 0) > revision) first--;
      return kept.slice(first);
    },
    subscribe() {
      const subscriber = createSubscriber(options.pendingMax, () => subscribers.delete(subscriber));
      if (closed) subscriber.end();
      else subscribers.add(subscriber);
      return subscriber;
    },
    onJob(jobId, listener) {
      const listeners = jobListeners.get(jobId) ?? new Set();
      jobListeners.set(jobId, listeners.add(listener));
      return {
        dispose: () => {
          listeners.delete(listener);
          if (listeners.size === 0 && jobListeners.get(jobId) === listeners) jobListeners.delete(jobId);
        },
      };
    },
    get watchers() {
      return subscribers.size;
    },
    close() {
      closed = true;
      for (const subscriber of [...subscribers]) subscriber.end();
      for (const listeners of jobListeners.values()) for (const listener of listeners) listener();
    },
  };
}

interface Subscriber extends Subscription {
  push(entry: FeedEntry): void;
  end(): void;
}

function createSubscriber(pendingMax: number, leave: () => void): Subscriber {
  let pending: FeedEntry[] = [];
  let lagged = false;
  let ended = false;
  let wake: (() => void) | null = null;
  const ring = (): void => {
    wake?.();
    wake = null;
  };
  return {
    push(entry) {
      if (lagged) return;
      if (pending.length >= pendingMax) {
        pending = [];
        lagged = true;
      } else {
        pending.push(entry);
      }
      ring();
    },
    end() {
      ended = true;
      leave();
      ring();
    },
    async next() {
      for (;;) {
        if (lagged) {
          lagged = false;
          return 'lagged';
        }
        if (pending.length > 0) {
          const entries = pending;
          pending = [];
          return entries;
        }
        if (ended) return null;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    dispose() {
      ended = true;
      leave();
      ring();
    },
  };
}

/** How many things changed. */
export function sizeOf(entry: FeedEntry): number {
  const runs = entry.runs.length + entry.runsRemoved.length + entry.steps.length + entry.stepsRemoved.length;
  return entry.jobs.length + entry.nodes.length + entry.jobsRemoved.length + entry.nodesRemoved.length + runs;
}
