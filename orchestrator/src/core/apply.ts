/**
 * Applies facts to memory: the one place that changes nodes, jobs and attempts. It keeps what is derived from them (usage,
 * queue, deadlines, indexes) in step, so a state is the same whether it was built fact by fact or loaded from the store.
 */
import {
  assert,
  isLiveAttempt,
  jobStateOf,
  mayFollow,
  runTransitions,
  type Attempt,
  type Job,
  type Node,
  type Run,
  type RunId,
  type RunStatus,
  type StepRun,
} from '@orchion/domain';
import type { Change } from './change.ts';
import { addAllocation, emptyUsage, subtractAllocation } from './node-usage.ts';
import { createRunEntry, putStep, stepsOf, type RunEntry } from './pipeline/run-entry.ts';
import { noteResult } from './pipeline/result-index.ts';
import { dequeue, enqueue } from './schedule/queue.ts';
import { latestAttempt, type ClusterState, type JobEntry } from './state.ts';

export function apply(state: ClusterState, change: Change): void {
  switch (change.kind) {
    case 'job-insert':
      return insertJob(state, change.job);
    case 'job-status': {
      const entry = state.jobs.get(change.jobId);
      assert(entry !== undefined, 'only a live job changes its status');
      assert(entry.job.status.outcome === null, 'an ended job never changes');
      entry.job = { ...entry.job, status: change.status };
      return settleInQueue(state, entry);
    }
    case 'attempt-put':
      return putAttempt(state, change.attempt);
    case 'node-put':
      return putNode(state, change.node);
    case 'node-delete': {
      const entry = state.nodes.get(change.nodeId);
      assert(entry !== undefined && entry.live.size === 0, 'a node that is removed holds no live attempt');
      state.nodes.delete(change.nodeId);
      if (state.nodeIdByName.get(entry.node.name) === change.nodeId) state.nodeIdByName.delete(entry.node.name);
      state.topologyVersion++;
      return;
    }
    case 'run-insert':
      return insertRun(state, change.run, change.steps);
    case 'run-status':
      return setRunStatus(state, change.runId, change.status);
    case 'step-put':
      applyStep(state, change.step);
      return;
    case 'counters':
      state.counters = change.counters;
      return;
    case 'run-delete':
    case 'cache-put':
    case 'cache-delete':
    case 'job-delete':
    case 'audit':
      // What has ended, the cache and the audit live in the store only.
      return;
  }
}

/** Forgets an ended job: after the commit that ended it, when everybody was told. */
export function dropEndedJob(state: ClusterState, entry: JobEntry): void {
  assert(entry.job.status.outcome !== null, 'only an ended job is dropped from memory');
  state.jobs.delete(entry.job.id);
  state.jobIdByRequest.delete(entry.job.requestId);
}

/** Answers the key of the step that gave way to its first cell, or null. */
export function applyStep(state: ClusterState, step: StepRun): { readonly replaced: string | null } {
  const entry = state.runs.get(step.runId);
  assert(entry !== undefined, 'a step belongs to a live run');
  assert(entry.run.status.endedAt === null, 'the steps of an ended run never change');
  const before = entry.stages.get(step.stepId)?.rows.get(step.key);
  const put = putStep(entry, step);
  noteResult(state, before, step);
  return put;
}

/** Forgets an ended run: after the commit that ended it, when everybody was told. */
export function dropEndedRun(state: ClusterState, { run }: RunEntry): void {
  assert(run.status.endedAt !== null, 'only an ended run is dropped from memory');
  state.runs.delete(run.id);
  state.runIdByRequest.delete(run.requestId);
}

function insertRun(state: ClusterState, run: Run, steps: readonly StepRun[]): void {
  assert(!state.runs.has(run.id), 'a run is inserted once');
  const entry = createRunEntry(run, steps);
  state.runs.set(run.id, entry);
  for (const step of stepsOf(entry)) noteResult(state, undefined, step);
  state.runIdByRequest.set(run.requestId, run.id);
  if (run.group === null) return;
  const group = state.groups.get(run.group);
  if (group === undefined) state.groups.set(run.group, new Set([run.id]));
  else group.add(run.id);
}

function setRunStatus(state: ClusterState, runId: RunId, status: RunStatus): void {
  const entry = state.runs.get(runId);
  assert(entry !== undefined, 'only a live run changes its status');
  const before = entry.run.status;
  assert(before.endedAt === null, 'an ended run never changes');
  assert(
    status.state === before.state || mayFollow(runTransitions, before.state, status.state),
    `a run may go from ${before.state} to ${status.state}`,
  );
  entry.run = { ...entry.run, status };
  const { group } = entry.run;
  if (status.endedAt === null || group === null) return;
  state.groups.get(group)?.delete(runId);
  if (state.groups.get(group)?.size === 0) state.groups.delete(group);
}

function insertJob(state: ClusterState, job: Job): void {
  assert(!state.jobs.has(job.id), 'a job is inserted once');
  const entry: JobEntry = { job, attempts: [], refusedBy: null };
  state.jobs.set(job.id, entry);
  state.jobIdByRequest.set(job.requestId, job.id);
  if (job.spec.queueTimeoutMs !== null) {
    state.agenda.add(job.status.queuedAt + job.spec.queueTimeoutMs, { kind: 'queue-timeout', jobId: job.id });
  }
  settleInQueue(state, entry);
}

function putAttempt(state: ClusterState, attempt: Attempt): void {
  const entry = state.jobs.get(attempt.jobId);
  assert(entry !== undefined, 'an attempt belongs to a live job');
  const index = attempt.number - 1;
  const before = entry.attempts[index] ?? null;
  assert(index <= entry.attempts.length, 'attempt numbers have no holes');
  assert(before === null || isLiveAttempt(before.state), 'an ended attempt never changes');
  entry.attempts[index] = attempt;

  const node = state.nodes.get(attempt.nodeId);
  const isLive = isLiveAttempt(attempt.state);
  if (node !== undefined) {
    if (before === null && isLive) addAllocation(node.usage, attempt.allocation);
    if (isLive) node.live.set(attempt.jobId, attempt);
    if (before !== null && !isLive) {
      subtractAllocation(node.usage, attempt.allocation);
      node.live.delete(attempt.jobId);
      state.capacityVersion++;
    }
  } else {
    assert(!isLive, 'a live attempt is on a known node');
  }
  settleInQueue(state, entry);
}

function putNode(state: ClusterState, node: Node): void {
  const entry = state.nodes.get(node.id);
  if (entry === undefined) {
    state.nodes.set(node.id, {
      node,
      usage: emptyUsage(),
      live: new Map(),
      metrics: null,
      session: null,
      rival: null,
      hellos: new Map(),
      doubtUntil: 0,
      deadline: 0,
      lookAt: null,
      lastPlaced: 0,
    });
  } else {
    if (entry.node.name !== node.name) state.nodeIdByName.delete(entry.node.name);
    entry.node = node;
  }
  state.nodeIdByName.set(node.name, node.id);
  if (node.drainDeadline !== null) state.agenda.add(node.drainDeadline, { kind: 'drain', nodeId: node.id });
  state.topologyVersion++;
  state.capacityVersion++;
}

/** A job is in the queue exactly while it waits for a node. A backoff keeps it out until it is due. */
function settleInQueue(state: ClusterState, entry: JobEntry): void {
  const latest = latestAttempt(entry);
  const waits = jobStateOf(entry.job.status, latest) === 'queued' && (latest === null || !isLiveAttempt(latest.state));
  const own = state.queue.classOf.get(entry.job.id);
  const { notBefore } = entry.job.status;
  if (waits && own !== undefined && notBefore === 0) return;
  // Whoever leaves the queue without a placement leaves its reservation behind: those after it may fit now.
  const leaves = !waits && (latest === null || !isLiveAttempt(latest.state));
  if (leaves && own !== undefined && own.blocked !== null) state.capacityVersion++;
  dequeue(state.queue, entry);
  if (!waits) return;
  if (notBefore > 0) state.agenda.add(notBefore, { kind: 'due', jobId: entry.job.id });
  else enqueue(state.queue, entry);
}

/** The backoff of a waiting job has passed: it enters the queue. */
export function enqueueDueJob(state: ClusterState, entry: JobEntry): void {
  const latest = latestAttempt(entry);
  if (entry.job.status.outcome !== null || (latest !== null && isLiveAttempt(latest.state))) return;
  dequeue(state.queue, entry);
  enqueue(state.queue, entry);
}
