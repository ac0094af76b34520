/** Bugs planted in the orchestrator. */
import type { Mutant } from './mutant.ts';

const core = 'orchestrator/src/core';
const app = 'orchestrator/src/app';

export const orchestratorMutants: readonly Mutant[] = [
  {
    name: 'a submit is answered before its commit',
    edits: [
      {
        file: `${app}/run-loop.ts`,
        find: '    const passMs = clock.now() - now;\n',
        replace:
          '    const passMs = clock.now() - now;\n    for (const [i, { reply }] of batch.entries()) { const early = answers[i]; if (early) reply?.(early); }\n',
      },
    ],
    caughtBy: ['assertion', 'acknowledged-jobs'],
  },
  {
    name: 'directives and forgets are sent before the commit',
    edits: [
      {
        file: `${app}/run-loop.ts`,
        find: '    const passMs = clock.now() - now;\n',
        replace: '    const passMs = clock.now() - now;\n    ports.onCommitted(draft);\n',
      },
      {
        file: `${app}/run-loop.ts`,
        find: '    ports.onCommitted(draft);\n    for (const jobId of draft.touchedJobs)',
        replace: '    for (const jobId of draft.touchedJobs)',
      },
    ],
    caughtBy: ['single-start', 'no-surprise-run', 'watchers-agree', 'final-states', 'all-work-ends'],
  },
  {
    name: 'reports are taken whatever lease and attempt they are of',
    edits: [
      {
        file: `${core}/observe.ts`,
        find: 'const attempt = entry?.attempts[observation.number - 1];',
        replace: 'const attempt = entry?.attempts.at(-1);',
      },
      {
        file: `${core}/observe.ts`,
        find: 'attempt.nodeId === node.node.id && attempt.lease === observation.lease',
        replace: 'attempt.lease > 0',
      },
    ],
    caughtBy: ['final-states', 'no-surprise-run', 'single-start', 'logs', 'assertion'],
  },
  {
    name: 'the result of an attempt that was given up still counts for the job',
    edits: [
      {
        file: `${core}/observe.ts`,
        find: '    if (hasEnded) forget(draft, node, observation);\n',
        replace:
          "    if (entry !== undefined && observation.end?.exitCode === 0) record(draft, { kind: 'job-status', jobId: entry.job.id, status: { ...entry.job.status, outcome: { state: 'succeeded', at: draft.now, message: '' } } });\n    if (hasEnded) forget(draft, node, observation);\n",
      },
    ],
    caughtBy: ['final-states', 'assertion', 'memory-equals-store'],
  },
  {
    name: 'request ids are ignored',
    edits: [
      {
        file: `${core}/decide/submit.ts`,
        find: '  if (newJob.known !== null) return newJob.known;\n',
        replace: '  if (newJob.requestId.length > 0) return null;\n  if (newJob.known !== null) return newJob.known;\n',
      },
    ],
    caughtBy: ['acknowledged-jobs', 'assertion'],
  },
  {
    name: 'after its restart the orchestrator takes all silence at once for loss',
    edits: [
      {
        file: `${core}/load.ts`,
        find: 'entry.deadline = now + Math.max(settings.leaseMs, patienceMs);',
        replace: 'entry.deadline = now;',
      },
      {
        file: `${core}/load.ts`,
        find: 'lookAtNode(state, entry, now + settings.leaseMs);',
        replace: 'lookAtNode(state, entry, now);',
      },
    ],
    caughtBy: ['exclusive-jobs', 'patience'],
  },
  {
    name: 'a node is given one core too many',
    edits: [
      {
        file: `${core}/schedule/filter/capacity.ts`,
        find: "  return need > total - used ? 'not_now' : 'fits';",
        replace: "  return used >= total ? 'not_now' : 'fits';",
      },
    ],
    caughtBy: ['node-capacity'],
  },
  {
    name: 'a cancel is said once and not again after a reconnect',
    edits: [
      {
        file: `${core}/directives.ts`,
        find: "stop: desired === 'stop' ? (stopReason ?? 'cancelled') : null",
        replace: "stop: desired === 'stop' && lease < 0 ? (stopReason ?? 'cancelled') : null",
      },
    ],
    caughtBy: ['all-work-ends', 'no-orphans', 'drains'],
  },
  {
    name: 'a watcher that resumes misses a change',
    edits: [
      {
        file: `${app}/change-feed.ts`,
        find: '(kept[first - 1]?.revision ?? 0) > revision) first--;',
        replace: '(kept[first - 1]?.revision ?? 0) > revision + 1) first--;',
      },
    ],
    caughtBy: ['watchers-agree'],
  },
  {
    name: 'logs are acknowledged before they are durable',
    edits: [
      {
        file: 'orchestrator/src/store/log-memory/create-memory-log-store.ts',
        find: '      return turn;\n',
        replace:
          '      let early = disk.logs.get(key)?.cursor ?? startOfLog;\n      for (const chunk of chunks) if (chunk.offset <= early[chunk.stream]) early = advance(early, chunk);\n      turn.catch(() => undefined);\n      return Promise.resolve(early);\n',
      },
    ],
    caughtBy: ['logs'],
  },
  {
    name: 'a step begins when one of the steps that it needs has not ended',
    edits: [
      {
        file: `${core}/pipeline/run-entry.ts`,
        find: 'return stage.needsLeft === 0 && stage.open > 0',
        replace: 'return stage.needsLeft <= 1 && stage.open > 0',
      },
      {
        file: `${core}/pipeline/invariants.ts`,
        find: '        assert(stage.needsLeft === 0, `${id}/${key}: runs before what it needs has ended`);\n',
        replace: '',
      },
    ],
    caughtBy: ['runs', 'assertion'],
  },
  {
    name: 'what a job’s end makes due is decided only where the batch has one event',
    edits: [
      {
        file: `${core}/step.ts`,
        find: 'if (draft.pipelines.tasks.length > 0) advancePipelines(draft);',
        replace: 'if (draft.pipelines.tasks.length > 0 && events.length === 1) advancePipelines(draft);',
      },
    ],
    caughtBy: ['runs', 'assertion', 'all-work-ends'],
  },
  {
    name: 'request ids of runs are ignored',
    edits: [
      {
        file: `${core}/decide/start-run.ts`,
        find: 'const known = event.known ?? liveRunOf(draft, event);',
        replace: 'const known = draft.now < 0 ? (event.known ?? liveRunOf(draft, event)) : null;',
      },
    ],
    caughtBy: ['assertion', 'answers'],
  },
  {
    name: 'a run that has ended keeps its concurrency group',
    edits: [
      {
        file: `${core}/pipeline/end-run.ts`,
        find: "  if (run.group !== null) draft.pipelines.tasks.push({ kind: 'turn', group: run.group });\n",
        replace: '',
      },
    ],
    caughtBy: ['runs'],
  },
];
