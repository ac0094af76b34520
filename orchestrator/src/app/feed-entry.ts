/** What watchers are told of one batch: everything that it touched, as it is now. */
import { headOfRun } from '@orchion/domain';
import type { Draft } from '../core/draft.ts';
import type { FeedEntry } from './orchestrator.ts';
import { jobViewOf, nodeViewOf, withLatestAttempt } from './views.ts';

export function feedEntryOf(draft: Draft): FeedEntry {
  const { state, changes } = draft;
  const steps = [...draft.touchedSteps.values()];
  return {
    revision: state.revision,
    nodes: [...draft.touchedNodes].flatMap((nodeId) => {
      const entry = state.nodes.get(nodeId);
      return entry === undefined ? [] : [nodeViewOf(entry)];
    }),
    nodesRemoved: [...draft.removedNodes].filter((nodeId) => !state.nodes.has(nodeId)),
    jobs: [...draft.touchedJobs].flatMap((jobId) => {
      const entry = state.jobs.get(jobId);
      return entry === undefined ? [] : [withLatestAttempt(jobViewOf(state, entry, draft.now))];
    }),
    jobsRemoved: changes.flatMap((change) => (change.kind === 'job-delete' ? [change.jobId] : [])),
    runs: [...draft.touchedRuns].flatMap((runId) => {
      const entry = state.runs.get(runId);
      return entry === undefined ? [] : [headOfRun(entry.run)];
    }),
    runsRemoved: changes.flatMap((change) => (change.kind === 'run-delete' ? [change.runId] : [])),
    steps: steps.flatMap(({ step }) => step ?? []),
    stepsRemoved: steps.flatMap(({ runId, key, step }) => (step === null ? [{ runId, stepKey: key }] : [])),
  };
}
