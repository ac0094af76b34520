/**
 * The home's orchestrator, running: the one that answers already, the one that somebody is starting right now, or a new one.
 * A record of a dead process and a socket that nobody serves are left to the new one, which owns both once it holds the lock
 * of the data directory.
 */
import type { OrchionClient } from '@orchion/client';
import { homeOf } from '../home.ts';
import type { Output } from '../output/output.ts';
import { launch, type Launched } from '../process/launch.ts';
import { ensurePrivateDir } from '../process/private-dir.ts';
import { provenAlive, readRecord, writeRecord } from '../process/record.ts';
import { untilReady } from '../process/until-ready.ts';
import { addressOf, connectTo, ownTarget, type Target } from '../target.ts';
import type { World } from '../world.ts';

export interface RunningOrchestrator {
  readonly state: 'started' | 'running';
  readonly pid: number;
  readonly target: Target;
  readonly client: OrchionClient;
  readonly launched: Launched | null;
}

/** The orchestrator's exit code for "another one uses this data directory". */
const dataDirInUse = 3;
const healthTimeoutMs = 2000;

export async function ensureOrchestrator(
  world: World,
  output: Output,
  options: { readonly listen?: string },
): Promise<RunningOrchestrator> {
  const home = homeOf(world);
  for (const dir of [home.dataDir, home.runDir, home.agentRecordsDir, home.socketDir]) {
    if (dir !== null) await ensurePrivateDir(dir, world.uid);
  }
  const isHealthy = async (): Promise<true | null> => {
    try {
      // Health needs no token, which the first start has yet to make.
      const client = await world.connect({ endpoint: { kind: 'socket', path: home.socket }, token: null });
      return (await client.cluster.health({ timeoutMs: healthTimeoutMs })).ready ? true : null;
    } catch {
      return null;
    }
  };

  let launched: Launched | null = null;
  if ((await isHealthy()) === null) {
    const address = addressOf({ kind: 'socket', path: home.socket });
    if (!(await provenAlive(await readRecord(home.orchestratorRecord)))) {
      const { ORCHION_URL: _url, ORCHION_TOKEN: _token, ORCHION_TOKEN_FILE: _file, ...env } = world.env;
      const listen = options.listen === undefined ? [] : ['--listen', options.listen];
      launched = await launch(world, {
        program: world.programs.orchestrator,
        args: ['--data-dir', home.orchestratorDir, '--socket', home.socket, ...listen],
        env,
        cwd: home.dataDir,
        logFile: home.orchestratorLog,
        recordFile: home.orchestratorRecord,
        address,
      });
    }
    const spinner = output.waiting('starting the orchestrator');
    const mayExit = (code: number | null): boolean => code === dataDirInUse;
    await untilReady(world, { what: 'The orchestrator', launched, probe: isHealthy, mayExit, spinner });
  }
  const target = await ownTarget(world);
  const client = await connectTo(world, target);
  const { pid } = (await client.cluster.status()).orchestrator;
  // Whoever answers may be the one that somebody else started at the same moment.
  const isOurs = launched?.record.pid === pid;
  if (launched !== null && isOurs) await writeRecord(home.orchestratorRecord, launched.record);
  return { state: isOurs ? 'started' : 'running', pid, target, client, launched: isOurs ? launched : null };
}
