/** One watcher: the changes after the revision it knows, or a snapshot in pieces, then every commit. */
import type { ChangeFeed } from './change-feed.ts';
import type { FeedEntry, FeedMessage } from './orchestrator.ts';

/** Jobs, nodes, runs or steps in one message of a snapshot. */
const pieceSize = 500;

export async function* watchFeed(options: {
  readonly feed: ChangeFeed;
  readonly fromRevision: number;
  readonly signal: AbortSignal;
  readonly snapshot: () => FeedEntry;
}): AsyncIterable<FeedMessage> {
  const { feed, signal } = options;
  const subscription = feed.subscribe();
  const onAbort = (): void => subscription.dispose();
  signal.addEventListener('abort', onAbort);
  try {
    if (signal.aborted) return;
    const missed = options.fromRevision > 0 ? feed.since(options.fromRevision) : null;
    if (missed === null) yield* pieces(options.snapshot());
    else if (missed.length === 0) yield { ...nothing(options.fromRevision), reset: false, snapshotComplete: true };
    else for (const entry of missed) yield { ...entry, reset: false, snapshotComplete: true };
    for (;;) {
      const entries = await subscription.next();
      if (entries === null || signal.aborted) return;
      if (entries === 'lagged') yield* pieces(options.snapshot());
      else for (const entry of entries) yield { ...entry, reset: false, snapshotComplete: true };
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    subscription.dispose();
  }
}

function* pieces(whole: FeedEntry): Iterable<FeedMessage> {
  const { revision } = whole;
  const longest = Math.max(whole.jobs.length, whole.nodes.length, whole.runs.length, whole.steps.length);
  const count = Math.max(1, Math.ceil(longest / pieceSize));
  for (let i = 0; i < count; i++) {
    yield {
      ...nothing(revision),
      nodes: whole.nodes.slice(i * pieceSize, (i + 1) * pieceSize),
      jobs: whole.jobs.slice(i * pieceSize, (i + 1) * pieceSize),
      runs: whole.runs.slice(i * pieceSize, (i + 1) * pieceSize),
      steps: whole.steps.slice(i * pieceSize, (i + 1) * pieceSize),
      reset: i === 0,
      snapshotComplete: i === count - 1,
    };
  }
}

function nothing(revision: number): FeedEntry {
  return {
    revision,
    nodes: [],
    nodesRemoved: [],
    jobs: [],
    jobsRemoved: [],
    runs: [],
    runsRemoved: [],
    steps: [],
    stepsRemoved: [],
  };
}
