/** What the users do: submit (with request ids, again where no answer came), cancel, retry, run pipelines, drain, read logs. */
import { isEndedJob, limits, trustId, type JobId, type JobSpec, type RequestId } from '@orchion/domain';
import type { JobView, Orchestrator, Outcome } from '@orchion/orchestrator';
import type { Network, Route } from './network.ts';
import type { OrchestratorHost } from './orchestrator-host.ts';
import { randomSpec } from './random-spec.ts';
import type { Acknowledged } from './referee.ts';
import { createRunWorkload } from './run-workload.ts';
import type { Swarm } from './swarm.ts';
import type { UserCalls } from './user-calls.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

export interface Workload {
  start(): void;
  /** No new work. What would run for ever is cancelled, nodes take work again. */
  windDown(): void;
  /** Every call that was begun has its answer. */
  readonly isIdle: boolean;
}

export interface WorkloadParts {
  readonly world: World;
  readonly network: Network;
  readonly host: OrchestratorHost;
  readonly calls: UserCalls;
  /** Reads a job's log to its end. */
  readonly follow: (route: Route, jobId: JobId) => void;
  readonly swarm: Swarm;
  readonly nodeNames: readonly string[];
  readonly onAcknowledged: (ack: Acknowledged) => void;
}

const principal = 'user';
const retryMs = { low: 100, high: 3_000 };
/** Jobs that wait before the users hold back: the queue has to drain within the quiet end. */
const liveJobsMax = 40;
/** Calls without an answer: while nobody answers, users do not go on asking for more. */
const openCallsMax = 15;

export function createWorkload(parts: WorkloadParts): Workload {
  const { world, network, host, calls, swarm } = parts;
  const dice = world.random('workload');
  const endless = new Set<JobId>();
  let isOver = false;
  let open = 0;
  let requests = 0;

  /** Calls until there is an answer; a refusal for lack of room is no answer. */
  function insist<T>(
    route: Route,
    run: (orchestrator: Orchestrator) => Promise<Outcome<T>>,
    then: (outcome: Outcome<T>) => void,
  ): void {
    insistOn(() => network.call(route, () => host.call(run)), then);
  }

  function insistOn<T>(call: () => Promise<Outcome<T>>, then: (outcome: Outcome<T>) => void): void {
    open++;
    const again = (): void => void world.after(dice.between(retryMs.low, retryMs.high), attempt);
    const attempt = (): void => {
      call().then((outcome) => {
        const isBusy =
          outcome.kind === 'refused' && (outcome.code === 'resource_exhausted' || outcome.code === 'unavailable');
        if (isBusy) return again();
        open--;
        then(outcome);
      }, again);
    };
    attempt();
  }

  function submit(route: Route): void {
    const count = dice.chance(0.15) ? dice.whole(2, 8) : 1;
    const jobs = Array.from({ length: count }, () => ({
      spec: randomSpec(dice, swarm.load, parts.nodeNames),
      requestId: trustId('request', `request-${++requests}`),
    }));
    world.note(route.name, `submits ${jobs.map(({ requestId }) => requestId).join(' ')}`);
    const send = (isFirst: boolean): void =>
      insistOn(
        () => calls.submit(route, jobs),
        (outcome) => {
          if (outcome.kind === 'refused') return refused(`a good submit was refused: ${outcome.message}`);
          for (const [i, jobId] of outcome.value.entries()) {
            const asked = jobs[i];
            if (asked === undefined) continue;
            parts.onAcknowledged({ requestId: asked.requestId, jobId });
            if (isFirst) acknowledged(route, jobId, asked.spec);
          }
          // A client that lost its answer in a crash of its own asks once more, much later.
          if (isFirst && dice.chance(0.05)) world.after(dice.between(1_000, 120_000), () => send(false));
        },
      );
    send(true);
  }

  function acknowledged(route: Route, jobId: JobId, spec: JobSpec): void {
    world.note(route.name, `has ${jobId}`);
    keepInMind(route, jobId, spec);
    // Also at once, when it is just about to start.
    const cancelMs = dice.between(0, dice.chance(0.5) ? 400 : 30_000);
    if (dice.chance(swarm.load.cancelled)) world.after(cancelMs, () => cancel(route, jobId));
    if (dice.chance(0.1)) world.after(dice.between(0, 20_000), () => tail(jobId));
    if (dice.chance(0.05)) world.after(dice.between(5_000, 60_000), () => retryEnded(route, jobId));
  }

  /** What runs for ever is cancelled at the end. */
  function keepInMind(route: Route, jobId: JobId, spec: JobSpec): void {
    if (spec.name !== 'endless') return;
    endless.add(jobId);
    if (isOver) cancel(route, jobId);
  }

  function cancel(route: Route, jobId: JobId): void {
    endless.delete(jobId);
    world.note(route.name, `cancels ${jobId}`);
    insistOn(
      () => calls.cancel(route, jobId),
      (outcome) => {
        if (outcome.kind === 'refused' && outcome.code !== 'failed_precondition') {
          refused(`the cancel of ${jobId} was refused: ${outcome.message}`);
        }
      },
    );
  }

  function retryEnded(route: Route, jobId: JobId): void {
    if (isOver) return;
    const requestId: RequestId = trustId('request', `again-${++requests}`);
    insist<JobView | null>(
      route,
      async (orchestrator) => {
        const found = orchestrator.job(jobId);
        if (found.kind === 'refused' || !isEndedJob(found.value.state)) return { kind: 'ok', value: null };
        return orchestrator.retry(jobId, requestId, principal);
      },
      (outcome) => {
        if (outcome.kind === 'refused' || outcome.value === null) return;
        world.note(route.name, `retries ${jobId} as ${outcome.value.job.id}`);
        if (outcome.value.job.id !== jobId) parts.onAcknowledged({ requestId, jobId: outcome.value.job.id });
        keepInMind(route, outcome.value.job.id, outcome.value.job.spec);
      },
    );
  }

  function tail(jobId: JobId): void {
    parts.follow(
      network.route(`reader-${requests++}`, () => false),
      jobId,
    );
  }

  /** Now and then somebody gives up waiting for silent nodes. */
  function retryUnknown(route: Route): void {
    if (isOver) return;
    world.after(swarm.load.retryEveryMs * dice.between(0.5, 1.5), () => retryUnknown(route));
    insist<null>(
      route,
      async (orchestrator) => {
        for (const view of unknownJobs(orchestrator)) {
          if (!dice.chance(swarm.load.retryUnknown)) continue;
          world.note(route.name, `gives ${view.job.id} up where it is and retries it`);
          const now = orchestrator.job(view.job.id);
          // Ended meanwhile: to retry it would be another job.
          if (now.kind === 'ok' && now.value.state !== 'unknown') continue;
          await orchestrator.retry(view.job.id, null, principal);
        }
        return { kind: 'ok', value: null };
      },
      () => {},
    );
  }

  function nodeCommand(route: Route): void {
    if (isOver) return;
    world.after(swarm.load.nodeCommandEveryMs * dice.between(0.5, 1.5), () => nodeCommand(route));
    const name = parts.nodeNames[dice.whole(0, parts.nodeNames.length - 1)] ?? '';
    const deadlineMs = dice.pick([null, 1_000, 20_000]);
    const isForced = dice.chance(0.3);
    const command = dice.pick(['drain', 'cordon', 'uncordon', 'uncordon', 'remove'] as const);
    world.note(route.name, `${command} ${name}${command === 'remove' && isForced ? ' by force' : ''}`);
    insist<unknown>(
      route,
      (orchestrator) => {
        switch (command) {
          case 'drain':
            return orchestrator.drain(name, deadlineMs, principal);
          case 'cordon':
            return orchestrator.cordon(name, principal);
          case 'uncordon':
            return orchestrator.uncordon(name, principal);
          case 'remove':
            return orchestrator.remove(name, isForced, principal);
        }
      },
      () => {},
    );
  }

  /** Again and again: a drain that was sent before may arrive after. */
  function openNodes(route: Route): void {
    for (const { node } of host.running?.orchestrator.nodes() ?? []) {
      if (node.eligibility === 'schedulable') continue;
      insist<unknown>(
        route,
        (orchestrator) => orchestrator.uncordon(node.name, principal),
        () => {},
      );
    }
    world.after(15_000, () => openNodes(route));
  }

  function keepSubmitting(route: Route): void {
    if (isOver) return;
    const live = host.running?.orchestrator.status().counts;
    const isFull = live !== undefined && live.queued + live.running + live.unknown > liveJobsMax;
    if (!isFull && open < openCallsMax) {
      if (dice.chance(swarm.load.pipelines)) pipelines.start(route);
      else submit(route);
    }
    world.after(swarm.load.submitEveryMs * dice.between(0.2, 1.8), () => keepSubmitting(route));
  }

  const pipelines = createRunWorkload({ world, dice, swarm, insist, isOver: () => isOver, fail: refused });
  const routes: Route[] = [];
  return {
    start() {
      for (let i = 0; i < swarm.load.clients; i++) routes.push(network.route(`client-${i}`, () => false));
      for (const route of routes) world.after(dice.between(0, 3_000), () => keepSubmitting(route));
      const [first] = routes;
      if (first === undefined) return;
      if (swarm.load.retryUnknown > 0) world.after(10_000, () => retryUnknown(first));
      if (swarm.load.nodeCommandEveryMs > 0) world.after(20_000, () => nodeCommand(first));
    },
    windDown() {
      isOver = true;
      const [first] = routes;
      if (first === undefined) return;
      for (const jobId of [...endless]) cancel(first, jobId);
      openNodes(first);
    },
    get isIdle() {
      return open === 0;
    },
  };

  function refused(what: string): void {
    world.fail(new Violation('answers', what));
  }
}

function unknownJobs(orchestrator: Orchestrator): readonly JobView[] {
  const all = { nameContains: null, node: null, idPrefix: null, beforeSequence: null, limit: limits.pageSizeMax };
  return orchestrator.jobs({ ...all, states: ['unknown'] });
}
