/** Bugs planted in what only the wire shows: codecs, services, the client's folds. */
import type { Mutant } from './mutant.ts';

export const wireMutants: readonly Mutant[] = [
  {
    name: 'a reader of a job without an attempt is sent what it does not understand',
    level: 'wire',
    edits: [
      {
        file: 'proto/src/codec/log-tail.ts',
        find: "event.case === 'chunk' ? attemptNumberFromWire(message.attempt) : message.attempt",
        replace: 'attemptNumberFromWire(message.attempt)',
      },
    ],
    caughtBy: ['assertion'],
  },
  {
    name: 'nodes that were removed are not named on the wire',
    level: 'wire',
    isRare: true,
    edits: [
      {
        file: 'proto/src/codec/cluster-view.ts',
        find: 'nodesRemoved: [...feed.nodesRemoved],',
        replace: 'nodesRemoved: [],',
      },
    ],
    caughtBy: ['wire-watchers-agree'],
  },
  {
    name: 'what waits for an agent is sent without its first message',
    level: 'wire',
    edits: [
      {
        file: 'orchestrator/src/rpc/outgoing-queue.ts',
        find: '          const batch = waiting;\n',
        replace: '          const batch = waiting.length > 1 ? waiting.slice(1) : waiting;\n',
      },
    ],
    caughtBy: ['all-work-ends', 'no-orphans', 'patience', 'logs'],
  },
  {
    name: 'a client that comes back late keeps what the new snapshot no longer has',
    level: 'wire',
    isRare: true,
    edits: [
      {
        file: 'client/src/watch-cluster.ts',
        find: '        if (message.reset) draft = emptyFold();',
        replace: '        if (message.reset) draft = state ?? emptyFold();',
      },
    ],
    caughtBy: ['wire-watchers-agree', 'assertion'],
  },
  {
    name: 'a log is followed from its beginning again after a cut',
    level: 'wire',
    edits: [
      {
        file: 'client/src/follow-log.ts',
        find: '  return { ...request, attempt, cursor: place.cursor };',
        replace: '  return { ...request, attempt, cursor: startOfLog };',
      },
      {
        file: 'client/src/follow-log.ts',
        find: '    const chunk = unseenPart(event.chunk, place.cursor);',
        replace: '    const chunk = unseenPart(event.chunk, startOfLog);',
      },
    ],
    caughtBy: ['logs'],
  },
];
