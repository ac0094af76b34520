/** What users do with pipelines: start them (again where no answer came), cancel them, run them again. */
import { trustId, type PipelineSpec, type RerunScope, type RunId } from '@orchion/domain';
import type { Orchestrator, Outcome } from '@orchion/orchestrator';
import type { Route } from './network.ts';
import { withRandomFiles } from './random-files.ts';
import { randomPipeline } from './random-pipeline.ts';
import type { Random } from './random.ts';
import type { Swarm } from './swarm.ts';
import type { World } from './world.ts';

type Insist = <T>(
  route: Route,
  run: (orchestrator: Orchestrator) => Promise<Outcome<T>>,
  then: (outcome: Outcome<T>) => void,
) => void;

export interface RunWorkloadParts {
  readonly world: World;
  readonly dice: Random;
  readonly swarm: Swarm;
  /** Calls until there is an answer. */
  readonly insist: Insist;
  readonly isOver: () => boolean;
  readonly fail: (what: string) => void;
}

const principal = 'user';

export function createRunWorkload({ world, dice, swarm, insist, isOver, fail }: RunWorkloadParts): {
  start(route: Route): void;
} {
  const fileDice = world.random('files of pipelines');
  const runOfRequest = new Map<string, RunId>();
  let requests = 0;

  function start(route: Route): void {
    const requestId = trustId('request', `run-request-${++requests}`);
    const pipeline = withRandomFiles(randomPipeline(dice, swarm.load), fileDice);
    world.note(route.name, `starts ${requestId}`);
    send(route, requestId, pipeline, true);
  }

  function send(
    route: Route,
    requestId: ReturnType<typeof trustId<'request'>>,
    pipeline: PipelineSpec,
    isFirst: boolean,
  ): void {
    const request = {
      pipeline,
      source: { file: 'pipeline.orchion.yaml', text: '', used: {} },
      inputs: {},
      workspaces: {},
      requestId,
    };
    insist(
      route,
      (orchestrator) => orchestrator.startRun(request, principal),
      (outcome) => {
        if (outcome.kind === 'refused') return fail(`a good start was refused: ${outcome.message}`);
        const { id } = outcome.value.run;
        const known = runOfRequest.get(requestId) ?? id;
        if (known !== id) return fail(`${requestId} is ${known} and ${id}`);
        runOfRequest.set(requestId, id);
        if (!isFirst) return;
        world.note(route.name, `has ${id}`);
        if (dice.chance(Math.max(0.1, swarm.load.cancelled))) {
          world.after(dice.between(0, 20_000), () => cancel(route, id));
        }
        if (dice.chance(0.25)) world.after(dice.between(5_000, 60_000), () => rerun(route, id, pipeline));
        // A client that lost its answer asks once more, much later.
        if (dice.chance(0.1)) world.after(dice.between(1_000, 60_000), () => send(route, requestId, pipeline, false));
      },
    );
  }

  function cancel(route: Route, runId: RunId): void {
    const force = dice.chance(0.3);
    world.note(route.name, `cancels ${runId}${force ? ' by force' : ''}`);
    insist(
      route,
      (orchestrator) => orchestrator.cancelRun(runId, force, principal),
      (outcome) => {
        if (outcome.kind === 'refused' && outcome.code !== 'failed_precondition') {
          fail(`the cancel of ${runId} was refused: ${outcome.message}`);
        }
      },
    );
  }

  function rerun(route: Route, runId: RunId, pipeline: PipelineSpec): void {
    if (isOver()) return;
    const stepId = pipeline.steps[dice.whole(0, pipeline.steps.length - 1)]?.id ?? '';
    const scope = dice.pick<RerunScope>([
      { kind: 'all' },
      { kind: 'failed' },
      { kind: 'from', stepId },
      { kind: 'only', stepKey: stepId },
    ]);
    const requestId = trustId('request', `rerun-request-${++requests}`);
    world.note(route.name, `runs ${runId} again: ${scope.kind}`);
    insist(
      route,
      (orchestrator) => orchestrator.rerun({ runId, scope, inputs: null, edited: null, requestId }, principal),
      (outcome) => {
        if (outcome.kind === 'refused' && outcome.code !== 'failed_precondition') {
          fail(`the rerun of ${runId} was refused: ${outcome.message}`);
        }
      },
    );
  }

  return { start };
}
