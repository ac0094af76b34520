/**
 * `orchion down`: stops the agents and the orchestrator of this home. Agents are only signalled when their record proves the
 * process; the orchestrator is asked by its API first.
 */
import { ClientError, type OrchionClient } from '@orchion/client';
import type { CommandRun } from '../command.ts';
import { homeOf } from '../home.ts';
import type { Output } from '../output/output.ts';
import { listAgentRecords, provenAlive, readRecord, removeRecord } from '../process/record.ts';
import { goneWithin, stopProcess } from '../process/stop.ts';
import type { DownJson } from '../shapes.ts';
import { connectTo, ownTarget } from '../target.ts';
import type { World } from '../world.ts';

type Stopped = DownJson['stopped'][number];

const shutdownMs = 15_000;

export const down: CommandRun<{ readonly stopJobs?: boolean }> = async ({ world, output, options }) => {
  const stopped: Stopped[] = [];
  const stopJobs = options.stopJobs === true;
  // Jobs end while their agents can still end them; without that, agents go first and take their leave in order.
  if (stopJobs) await askToStop(world, output, true);
  stopped.push(...(await stopAgents(world)));
  const orchestrator = await stopOrchestrator(world, output);
  if (orchestrator !== null) stopped.push(orchestrator);

  const shape: DownJson = { stopped };
  if (output.isJson) await output.json(shape);
  else if (stopped.length === 0) await output.write('Nothing is running here.\n');
  else {
    for (const { kind, name, pid } of stopped) {
      await output.write(
        `${output.style.good('✓')} ${kind}${kind === 'agent' ? ` ${name}` : ''} stopped (pid ${pid})\n`,
      );
    }
    if (!stopJobs) await output.note('Jobs that were running go on and are taken over at the next `orchion up`.');
  }
  return 0;
};

/** Asks the orchestrator by its API; answers its process id, or null where none answers. */
async function askToStop(world: World, output: Output, stopJobs: boolean): Promise<number | null> {
  const client = await ownClient(world);
  const spinner = output.waiting(stopJobs ? 'waiting for the jobs to end' : 'stopping');
  try {
    const { pid } = (await client.cluster.status({ timeoutMs: 5000 })).orchestrator;
    const limit = stopJobs ? { signal: world.interrupted } : { timeoutMs: shutdownMs };
    await client.cluster.shutdown({ stopJobs, ...limit });
    return pid;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    // Not there, or already going: nothing to ask. Jobs that could not be stopped have to be said.
    if (error.code === 'unavailable' || !stopJobs) return null;
    throw error;
  } finally {
    spinner.stop();
  }
}

async function stopAgents(world: World): Promise<readonly Stopped[]> {
  const records = await listAgentRecords(homeOf(world));
  const stopped = await Promise.all(
    records.map(async ({ name, path, record }): Promise<Stopped | null> => {
      const was = await stopProcess(world, record);
      await removeRecord(path);
      return was && record !== null ? { kind: 'agent', name, pid: record.pid } : null;
    }),
  );
  return stopped.filter((one) => one !== null);
}

async function stopOrchestrator(world: World, output: Output): Promise<Stopped | null> {
  const home = homeOf(world);
  const record = await readRecord(home.orchestratorRecord);
  const isOurs = await provenAlive(record);
  const asked = await askToStop(world, output, false);
  if (asked === null && !isOurs) {
    await removeRecord(home.orchestratorRecord);
    return null;
  }
  if (record !== null && isOurs) {
    if (asked === null || !(await goneWithin(world, record, shutdownMs))) await stopProcess(world, record);
  } else {
    // It was started in another way, so there is no process to watch: its silence says that it has gone.
    await silentWithin(world, shutdownMs);
  }
  await removeRecord(home.orchestratorRecord);
  return { kind: 'orchestrator', name: 'orchestrator', pid: asked ?? record?.pid ?? 0 };
}

async function silentWithin(world: World, ms: number): Promise<void> {
  const until = world.now() + ms;
  const client = await ownClient(world);
  while (world.now() < until) {
    const answers = await client.cluster.health({ timeoutMs: 1000 }).then(
      () => true,
      () => false,
    );
    if (!answers) return;
    await world.delay(50);
  }
}

async function ownClient(world: World): Promise<OrchionClient> {
  return connectTo(world, await ownTarget(world));
}
