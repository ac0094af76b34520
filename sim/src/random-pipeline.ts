/** A pipeline as a user might write it: chains, fans, matrices, conditions, groups, used pipelines, kept results. */
import type { JobTemplate, MatrixSpec, PipelineSpec, StepSpec } from '@orchion/domain';
import { commandOf } from './program.ts';
import type { Random } from './random.ts';
import type { Swarm } from './swarm.ts';

export function randomPipeline(dice: Random, load: Swarm['load'], depth = 0): PipelineSpec {
  const count = dice.whole(1, depth === 0 ? 7 : 3);
  const steps: StepSpec[] = [];
  for (let i = 0; i < count; i++) {
    const before = steps.filter(({ isFinally }) => !isFinally).map(({ id }) => id);
    const isFinally = depth === 0 && i === count - 1 && count > 2 && dice.chance(0.4);
    const needs = isFinally ? [] : before.filter(() => dice.chance(0.4)).slice(-3);
    steps.push(randomStep(dice, load, { id: `s${i}`, needs, isFinally, depth }));
  }
  const grouped = dice.chance(depth === 0 ? 0.4 : 0.2);
  return {
    name: 'pipeline',
    inputs: {},
    outputs: {},
    concurrency: grouped
      ? { group: dice.pick(['g', 'h']), cancelInProgress: dice.chance(0.3), queue: dice.pick(['latest', 'all']) }
      : null,
    steps,
  };
}

function randomStep(
  dice: Random,
  load: Swarm['load'],
  { id, needs, isFinally, depth }: Pick<StepSpec, 'id' | 'needs' | 'isFinally'> & { readonly depth: number },
): StepSpec {
  const usesPipeline = depth < 2 && dice.chance(0.12);
  const isCached = !usesPipeline && dice.chance(0.15);
  return {
    id,
    name: null,
    needs,
    condition: dice.pick([null, null, null, 'always()', 'failure()', 'success()', 'cancelled()', '1 == 1']),
    isFinally,
    matrix: dice.chance(0.2) ? randomMatrix(dice) : null,
    continueOnError: dice.chance(0.15),
    outputs: {},
    // Several steps of several runs compute what this names.
    cache: isCached ? { key: dice.pick(['a', 'b', null]), restoreKeys: [], paths: [] } : null,
    work: usesPipeline
      ? { kind: 'pipeline', file: './other.orchion.yaml', pipeline: randomPipeline(dice, load, depth + 1), inputs: {} }
      : { kind: 'job', job: randomJob(dice, load) },
  };
}

function randomMatrix(dice: Random): MatrixSpec {
  return {
    axes: { x: Array.from({ length: dice.whole(0, 4) }, (_, i) => i) },
    include: [],
    exclude: [],
    failFast: dice.chance(0.6),
    maxParallel: dice.pick([null, 1, 2]),
  };
}

function randomJob(dice: Random, load: Swarm['load']): JobTemplate {
  const fails = dice.chance(Math.max(0.1, load.fails));
  const command = commandOf({
    runMs: dice.whole(20, 6_000),
    exitCode: fails ? 1 : 0,
    failuresFirst: 0,
    stubborn: dice.chance(load.stubborn),
    tidyMs: dice.whole(1, 1_500),
    pieceBytes: dice.pick([0, 40]),
    pieceEveryMs: 1_000,
    missing: dice.chance(0.02),
  });
  return {
    container: null,
    command: { kind: 'argv', argv: command },
    env: [],
    workingDirectory: null,
    resources: { cpu: dice.pick(['0.25', '0.5', '1']), memory: null, disk: null, gpus: null, custom: {} },
    labels: {},
    node: null,
    priority: dice.pick([null, 5]),
    timeout: dice.chance(0.05) ? '3s' : null,
    queueTimeout: dice.chance(0.05) ? '30s' : null,
    grace: '500ms',
    retries: dice.chance(0.2) ? { count: 1, exitCodes: null, backoff: '500ms', backoffMax: null } : null,
    idempotent: dice.chance(0.4),
    onLost: dice.pick([null, null, 'fail', 'retry']),
    onDisconnect: null,
    exclusive: false,
    logBytesMax: null,
    workspace: null,
    fetch: [],
    leave: [],
  };
}
