/** Bugs planted around the orchestrator's core: its loop, its full disk, its feed, its logs. */
import type { Mutant } from './mutant.ts';

const app = 'orchestrator/src/app';

export const orchestratorShellMutants: readonly Mutant[] = [
  {
    name: 'what a full disk refused is answered as if it were stored',
    isRare: true,
    edits: [
      {
        file: `${app}/run-loop.ts`,
        find: '        return afterFullDisk(batch, mayRetry);',
        replace:
          '        for (const [i, { reply }] of batch.entries()) { const answer = answers[i]; if (answer !== undefined) reply?.(answer); }\n        return afterFullDisk(batch, mayRetry);',
      },
    ],
    caughtBy: ['acknowledged-jobs', 'assertion'],
  },
  {
    name: 'what a full disk refused stays in memory',
    isRare: true,
    edits: [
      {
        file: `${app}/run-loop.ts`,
        find: '    reload();\n    state.diskFull = true;',
        replace: '    state.diskFull = true;',
      },
    ],
    caughtBy: ['memory-equals-store', 'assertion', 'acknowledged-jobs'],
  },
  {
    name: 'a disk that was full once stays closed to new jobs',
    isRare: true,
    edits: [
      {
        file: `${app}/run-loop.ts`,
        find: 'if (store.holdBallast()) state.diskFull = false;',
        replace: 'store.holdBallast();',
      },
    ],
    caughtBy: ['all-work-ends', 'answers'],
  },
  {
    name: 'watchers are not told of nodes that change',
    edits: [
      {
        file: `${app}/feed-entry.ts`,
        find: 'nodes: [...draft.touchedNodes].flatMap',
        replace: 'nodes: [...draft.touchedNodes].slice(1).flatMap',
      },
    ],
    caughtBy: ['watchers-agree'],
  },
  {
    name: 'watchers are not told that a node was removed',
    isRare: true,
    edits: [
      {
        file: `${app}/feed-entry.ts`,
        find: '[...draft.removedNodes].filter((nodeId) => !state.nodes.has(nodeId))',
        replace: '[...draft.removedNodes].filter((nodeId) => state.nodes.has(nodeId))',
      },
    ],
    caughtBy: ['watchers-agree'],
  },
  {
    name: 'a reader is told that a log is complete while bytes are missing',
    edits: [
      {
        file: `${app}/tail-log.ts`,
        find: "return found.nodeGone ? 'abandoned' : 'growing';",
        replace: "return found.nodeGone ? 'abandoned' : 'complete';",
      },
    ],
    caughtBy: ['logs'],
  },
  {
    name: 'bytes that are sent twice are stored twice',
    edits: [
      {
        file: 'orchestrator/src/store/log-memory/create-memory-log-store.ts',
        find: 'chunk.offset > log.cursor[chunk.stream] ? null : cutChunk(chunk, log.cursor[chunk.stream]);',
        replace: 'chunk.offset > log.cursor[chunk.stream] ? null : cutChunk(chunk, chunk.offset);',
      },
    ],
    caughtBy: ['logs'],
  },
  {
    name: 'launches are sent to a session that is gone and not again',
    edits: [
      {
        file: 'orchestrator/src/core/observe.ts',
        find: 'outgoingTo(draft, node)?.launches.add(attempt.jobId);',
        replace: 'void outgoingTo(draft, node);',
      },
    ],
    caughtBy: ['all-work-ends'],
  },
];
