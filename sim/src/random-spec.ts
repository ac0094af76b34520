/** A job as a user might describe it: every variant that the protocol treats differently comes up. */
import { noFiles, type GpuRequest, type JobSpec, type OnLost } from '@orchion/domain';
import { commandOf, type Program } from './program.ts';
import type { Random } from './random.ts';
import type { Swarm } from './swarm.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

export function randomSpec(dice: Random, load: Swarm['load'], nodeNames: readonly string[]): JobSpec {
  const isEndless = dice.chance(load.endless);
  const idempotent = dice.chance(0.4);
  const exclusive = dice.chance(load.exclusive);
  const onLost: OnLost = dice.chance(0.3) ? dice.pick(['hold', 'retry', 'fail']) : idempotent ? 'retry' : 'hold';
  return {
    // The workload cancels endless ones at the end; it knows them by this.
    name: isEndless ? 'endless' : 'job',
    container: null,
    command: commandOf(randomProgram(dice, load, { isEndless, isLong: exclusive && dice.chance(0.6) })),
    cwd: null,
    env: {},
    resources: {
      cpuMillis: dice.pick([250, 1_000, 1_000, 2_000]),
      memoryBytes: dice.pick([0, 512 * MiB, 4 * GiB]),
      diskBytes: dice.pick([0, 0, GiB]),
      gpus: dice.chance(load.gpus) ? randomGpus(dice) : null,
      custom: dice.chance(0.05) ? { licence: 1 } : {},
    },
    labels: {},
    node: dice.chance(0.05) ? (nodeNames[0] ?? null) : null,
    priority: dice.pick([0, 0, 0, 10, -5]),
    timeoutMs: dice.chance(0.1) ? dice.whole(500, 10_000) : null,
    queueTimeoutMs: dice.chance(0.1) ? dice.whole(1_000, 60_000) : null,
    graceMs: dice.pick([0, 500, 5_000]),
    retry: {
      retriesMax: dice.pick([0, 0, 1, 3]),
      exitCodes: dice.chance(0.2) ? [3] : null,
      backoffMs: 500,
      backoffMaxMs: 4_000,
    },
    idempotent,
    onLost,
    onDisconnect: exclusive || dice.chance(0.15) ? 'stop' : 'continue',
    exclusive,
    logBytesMax: dice.pick([4 * GiB, 4 * GiB, 20_000]),
    files: noFiles,
  };
}

function randomProgram(
  dice: Random,
  load: Swarm['load'],
  { isEndless, isLong }: { readonly isEndless: boolean; readonly isLong: boolean },
): Program {
  const isFlood = dice.chance(load.floods);
  const fails = dice.chance(load.fails);
  return {
    runMs: isEndless ? null : isLong || dice.chance(0.15) ? dice.whole(20_000, 60_000) : dice.whole(20, 12_000),
    exitCode: fails ? dice.pick([1, 3]) : 0,
    failuresFirst: fails ? dice.whole(0, 2) : 0,
    stubborn: dice.chance(isLong ? 0.5 : load.stubborn),
    tidyMs: dice.whole(1, 1_500),
    pieceBytes: isFlood ? 20_000 : dice.pick([0, 40, 300]),
    pieceEveryMs: isFlood ? 200 : dice.whole(200, 4_000),
    missing: dice.chance(0.02),
  };
}

/** Only what every GPU node could give: a job that never fits anywhere would wait for ever. */
function randomGpus(dice: Random): GpuRequest {
  const whole = dice.chance(0.4);
  return {
    amount: whole ? { kind: 'whole', count: 1 } : { kind: 'share', millis: dice.pick([250, 500, 700]) },
    vendor: null,
    model: null,
    vramBytes: dice.pick([0, 6 * GiB, 10 * GiB]),
  };
}
