/** Bugs planted in what the orchestrator decides: silence, loss, cancels, placements, numbers. */
import type { Mutant } from './mutant.ts';

const core = 'orchestrator/src/core';

export const decisionMutants: readonly Mutant[] = [
  {
    name: 'an agent whose connection is gone counts as lost at once',
    edits: [
      {
        file: `${core}/decide/agent-gone.ts`,
        find: '  if (entry !== undefined) leaveSession(draft, entry, event.sessionId);',
        replace:
          "  if (entry !== undefined) { leaveSession(draft, entry, event.sessionId); entry.deadline = draft.now; draft.state.agenda.add(draft.now, { kind: 'node', nodeId: entry.node.id }); }",
      },
    ],
    caughtBy: ['patience', 'exclusive-jobs'],
  },
  {
    name: 'after its own standstill the orchestrator holds the silence against its nodes',
    isRare: true,
    edits: [
      {
        file: `${core}/decide/time-passed.ts`,
        find: '  if (event.resumed) {',
        replace: '  if (event.resumed && now < 0) {',
      },
    ],
    caughtBy: ['patience', 'exclusive-jobs'],
  },
  {
    name: 'nodes are given up although most of them vanished together',
    isRare: true,
    edits: [
      {
        file: `${core}/decide/time-passed.ts`,
        find: 'if (all < 3 || together * 2 <= all) return null;',
        replace: 'if (all < 3 || together <= all) return null;',
      },
    ],
    caughtBy: ['mass-loss'],
  },
  {
    name: 'a job that is to be held is given up with its node',
    edits: [
      {
        file: `${core}/decide/time-passed.ts`,
        find: "if (job.job.spec.onLost === 'hold' && !cancelled) continue;",
        replace: "if (job.job.spec.onLost === 'hold' && !cancelled && job.attempts.length < 0) continue;",
      },
    ],
    caughtBy: ['on-lost'],
  },
  {
    name: 'a lost job that is not safe to repeat is run again',
    edits: [
      {
        file: 'domain/src/retry-policy.ts',
        find: "if (!question.neverStarted && question.onLost !== 'retry') return { kind: 'finish' };",
        replace: "if (!question.neverStarted && question.onLost === 'fail') return { kind: 'finish' };",
      },
    ],
    caughtBy: ['no-surprise-run'],
  },
  {
    name: 'a job is retried once more than its user asked for',
    edits: [
      {
        file: 'domain/src/retry-policy.ts',
        find: 'if (retriesUsed >= policy.retriesMax)',
        replace: 'if (retriesUsed > policy.retriesMax)',
      },
    ],
    caughtBy: ['no-surprise-run'],
  },
  {
    name: 'a failure is retried whatever its exit code',
    edits: [
      {
        file: 'domain/src/retry-policy.ts',
        find: 'if (policy.exitCodes !== null && !listed)',
        replace: 'if (policy.exitCodes !== null && !listed && retriesUsed < 0)',
      },
    ],
    caughtBy: ['no-surprise-run'],
  },
  {
    name: 'any exit code is a success',
    edits: [
      {
        file: 'domain/src/attempt.ts',
        find: "end.exitCode === 0 ? 'succeeded'",
        replace: "end.exitCode !== null ? 'succeeded'",
      },
    ],
    caughtBy: ['final-states'],
  },
  {
    name: 'a cancelled job is told to have failed',
    edits: [
      {
        file: `${core}/attempt-end.ts`,
        find: "if (status.cancelRequestedAt !== null) return finish(draft, entry, 'cancelled', 'cancelled by a user');",
        replace: '',
      },
    ],
    caughtBy: ['final-states', 'no-surprise-run'],
  },
  {
    name: 'the counter of leases is not stored',
    edits: [
      {
        file: `${core}/step.ts`,
        find: 'if (state.counters !== before)',
        replace: 'if (state.counters !== before && now < 0)',
      },
    ],
    caughtBy: ['one-lease', 'memory-equals-store', 'assertion'],
  },
  {
    name: 'a silent attempt’s place on its node is given away',
    edits: [
      {
        file: `${core}/apply.ts`,
        find: '      subtractAllocation(node.usage, attempt.allocation);\n',
        replace: '',
      },
      {
        file: `${core}/apply.ts`,
        find: '    if (isLive) node.live.set(attempt.jobId, attempt);\n',
        replace:
          "    if (isLive) node.live.set(attempt.jobId, attempt);\n    if (before !== null && before.state !== 'unknown' && (attempt.state === 'unknown' || !isLive)) subtractAllocation(node.usage, attempt.allocation);\n    if (before !== null && before.state === 'unknown' && isLive && attempt.state !== 'unknown') addAllocation(node.usage, attempt.allocation);\n",
      },
    ],
    caughtBy: ['node-capacity', 'memory-equals-store', 'assertion'],
  },
  {
    name: 'a stopping attempt’s place on its node is given away',
    edits: [
      {
        file: `${core}/apply.ts`,
        find: 'const isLive = isLiveAttempt(attempt.state);\n  if (node',
        replace: "const isLive = isLiveAttempt(attempt.state) && attempt.state !== 'stopping';\n  if (node",
      },
    ],
    caughtBy: ['node-capacity', 'memory-equals-store', 'assertion'],
  },
  {
    name: 'a share of a GPU is given out although too little of it is left',
    edits: [
      {
        file: `${core}/schedule/gpu-ledger.ts`,
        find: 'if (sharesFree < share) continue;',
        replace: 'if (sharesFree <= 0) continue;',
      },
    ],
    caughtBy: ['node-capacity', 'assertion'],
  },
  {
    name: 'a cordoned node is given work',
    edits: [
      {
        file: `${core}/schedule/filter/availability.ts`,
        find: "node.eligibility === 'schedulable' ?",
        replace: "node.eligibility !== 'draining' ?",
      },
    ],
    caughtBy: ['placements'],
  },
  {
    name: 'the deadline of a drain is forgotten',
    isRare: true,
    edits: [
      {
        file: `${core}/decide/time-passed.ts`,
        find: "if (at === null || eligibility !== 'draining') return;",
        replace: 'if (at === null || eligibility.length > 0) return;',
      },
    ],
    caughtBy: ['drains'],
  },
  {
    name: 'a job waits for ever in spite of its queue timeout',
    edits: [
      {
        file: `${core}/decide/time-passed.ts`,
        find: 'if (at > draft.now) state.agenda.add(at, due);\n      else finish',
        replace: 'if (at > 0) state.agenda.add(Math.max(at, draft.now + 60_000), due);\n      else finish',
      },
    ],
    caughtBy: ['time-limits'],
  },
];
