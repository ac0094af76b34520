/** What is seen of the cluster as the shapes that `--json` promises. */
import type { StepRun } from '@orchion/domain';
import type {
  AttemptSeen,
  ExplanationSeen,
  JobSeen,
  NodeSeen,
  RunDetailSeen,
  RunSeen,
  StatusSeen,
} from '@orchion/client';
import { isoTime } from './output/when.ts';
import type {
  AttemptJson,
  ExplainJson,
  JobJson,
  NodeJson,
  RunHeadJson,
  RunJson,
  StatusJson,
  StepJson,
} from './shapes.ts';

export function nodeJson(node: NodeSeen): NodeJson {
  const { cpuMillis, memoryBytes, diskBytes } = node.allocated;
  return {
    id: node.id,
    name: node.name,
    liveness: node.liveness,
    eligibility: node.eligibility,
    agentPid: node.agentPid,
    connected: node.connected,
    labels: node.labels,
    quarantine: node.quarantine,
    drainDeadline: isoTime(node.drainDeadline),
    livenessSince: isoTime(node.livenessSince),
    registeredAt: isoTime(node.registeredAt),
    attemptsLive: node.attemptsLive,
    allocated: { cpuMillis, memoryBytes, diskBytes },
    inventory: node.inventory,
    metrics: node.metrics,
  };
}

export function runHeadJson(run: RunSeen): RunHeadJson {
  const { status } = run;
  return {
    id: run.id,
    number: run.number,
    pipeline: run.pipelineName,
    file: run.file,
    state: status.state,
    message: status.message,
    submittedAt: isoTime(run.submittedAt),
    startedAt: isoTime(status.startedAt),
    endedAt: isoTime(status.endedAt),
    principal: run.principal,
    cancelRequested: status.cancelRequestedAt !== null,
    group: run.group,
    rerunOf: run.rerunOf,
    parent: run.parent,
    outputs: status.outputs,
  };
}

export function runJson({ run, steps }: RunDetailSeen): RunJson {
  return { ...runHeadJson(run), inputs: run.details?.inputs ?? {}, steps: steps.map(stepJson) };
}

export function stepJson(step: StepRun): StepJson {
  const { runId: _run, stepId, readyAt, startedAt, endedAt, ...rest } = step;
  return {
    ...rest,
    step: stepId,
    readyAt: isoTime(readyAt),
    startedAt: isoTime(startedAt),
    endedAt: isoTime(endedAt),
  };
}

export function jobJson(job: JobSeen): JobJson {
  return {
    id: job.id,
    name: job.spec.name,
    state: job.state,
    message: job.message,
    submittedAt: isoTime(job.submittedAt),
    startedAt: isoTime(job.startedAt),
    endedAt: isoTime(job.endedAt),
    principal: job.principal,
    cancelRequested: job.cancelRequested,
    retryOf: job.retryOf,
    owner: job.owner,
    spec: job.spec,
    attempts: job.attempts.map(attemptJson),
  };
}

function attemptJson(attempt: AttemptSeen): AttemptJson {
  return {
    number: attempt.number,
    node: attempt.nodeName ?? attempt.nodeId,
    nodeId: attempt.nodeId,
    state: attempt.state,
    exitCode: attempt.end?.exitCode ?? null,
    signal: attempt.end?.signal ?? null,
    reason: attempt.end?.reason ?? null,
    message: attempt.end?.message ?? null,
    placedAt: isoTime(attempt.placedAt),
    startedAt: isoTime(attempt.startedAt),
    endedAt: isoTime(attempt.endedAt),
    outputs: attempt.products?.outputs ?? {},
    artifacts: attempt.products?.artifacts ?? [],
  };
}

/** `address`: where it was reached, for an orchestrator that names none. */
export function statusJson(status: StatusSeen, address: string): StatusJson {
  const { orchestrator } = status;
  return {
    orchestrator: {
      pid: orchestrator.pid,
      version: orchestrator.version,
      socket: orchestrator.addresses[0] ?? address,
      addresses: orchestrator.addresses,
      startedAt: isoTime(orchestrator.startedAt),
      clusterId: orchestrator.clusterId,
      revision: orchestrator.revision,
    },
    nodes: status.nodes.map(nodeJson),
    jobs: status.counts,
    waiting: status.waiting.map(jobJson),
    problems: status.problems,
  };
}

export function explainJson(explanation: ExplanationSeen): ExplainJson {
  return {
    verdict: explanation.verdict,
    summary: explanation.summary,
    node: explanation.nodeName,
    nodeId: explanation.nodeId,
    behind: explanation.behind,
    queuePosition: explanation.queuePosition,
    nodes: explanation.nodes.map(({ nodeId, nodeName, verdict, score }) => {
      const reason = verdict.kind === 'fits' ? null : verdict.reason;
      return {
        node: nodeName,
        nodeId,
        verdict: verdict.kind,
        filter: reason?.filter ?? null,
        message: reason?.message ?? null,
        have: reason?.have ?? null,
        need: reason?.need ?? null,
        score,
      };
    }),
    nodesOmitted: explanation.nodesOmitted,
  };
}
