/** Explanations of jobs, submitted or not, from the committed state. */
import { isLiveAttempt, jobStateOf, limits, type Explanation, type JobId, type JobSpec } from '@orchion/domain';
import { explainDemand } from '../core/schedule/explain.ts';
import { firstFailure } from '../core/schedule/filter/index.ts';
import { demandFor, demandOf, queuePositionOf, type Demand } from '../core/schedule/queue.ts';
import { latestAttempt } from '../core/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { JobView } from './orchestrator.ts';
import type { RunLoop } from './run-loop.ts';

export interface Explainer {
  explainJob(jobId: JobId): Explanation | null;
  preview(spec: JobSpec): Explanation;
  /** What a user should know right after a submit: jobs that no node of this cluster can ever run. */
  warnings(jobs: readonly JobView[]): string[];
}

export function createExplainer(parts: {
  readonly loop: RunLoop;
  readonly store: Store;
  readonly clock: Clock;
}): Explainer {
  const { loop, store, clock } = parts;
  return {
    explainJob(jobId) {
      const state = loop.state();
      const entry = state.jobs.get(jobId);
      if (entry === undefined) return endedExplanation(store, jobId);
      const latest = latestAttempt(entry);
      const own = state.queue.classOf.get(jobId) ?? null;
      const explained = explainDemand(state, demandOf(entry), own, clock.now());
      if (latest !== null && isLiveAttempt(latest.state)) {
        const name = state.nodes.get(latest.nodeId)?.node.name ?? latest.nodeId;
        const summary = `${jobStateOf(entry.job.status, latest)} on ${name}, attempt ${latest.number}`;
        return { ...explained, verdict: 'placed', summary, nodeId: latest.nodeId, behind: null, queuePosition: null };
      }
      const queuePosition = queuePositionOf(state.queue, entry);
      if (own === null) {
        const seconds = Math.max(1, Math.ceil((entry.job.status.notBefore - clock.now()) / 1000));
        const summary = `waits ${seconds} s more after a failure: ${latest?.end?.message ?? ''}`;
        return { ...explained, verdict: 'waits', summary, queuePosition };
      }
      return { ...explained, queuePosition };
    },
    preview: (spec) => {
      const explained = explainDemand(loop.state(), demandFor(spec), null, clock.now());
      return { ...explained, queuePosition: null };
    },
    warnings(jobs) {
      const state = loop.state();
      if (state.nodes.size === 0) return ['no node has joined yet: the job waits until one does'];
      const found = new Set<string>();
      const asked = new Set<unknown>();
      for (const { job } of jobs) {
        const entry = state.jobs.get(job.id);
        const own = state.queue.classOf.get(job.id);
        if (entry === undefined || own === undefined || asked.has(own)) continue;
        asked.add(own);
        if (fitsNowhere(state.nodes.values(), own.demand, clock.now())) {
          found.add(`${job.id} ${explainDemand(state, own.demand, own, clock.now()).summary}`);
        }
        if (found.size >= warningsMax) break;
      }
      return [...found];
    },
  };
}

const warningsMax = 20;

function fitsNowhere(nodes: Iterable<Parameters<typeof firstFailure>[0]>, demand: Demand, now: number): boolean {
  for (const entry of nodes) if (firstFailure(entry, demand, now)?.answer !== 'never') return false;
  return true;
}

function endedExplanation(store: Store, jobId: JobId): Explanation | null {
  const stored = store.job(jobId);
  const outcome = stored?.job.status.outcome ?? null;
  if (stored === null || outcome === null) return null;
  return {
    verdict: 'ended',
    summary: `${outcome.state}: ${outcome.message}`.slice(0, limits.labelLengthMax * 4),
    nodeId: stored.attempts.at(-1)?.nodeId ?? null,
    behind: null,
    queuePosition: null,
    nodes: [],
    nodesOmitted: 0,
  };
}
