/** An agent on this machine, running and known to its orchestrator: the one that is there already, or a new one. */
import { violationOfLabels, violationOfNodeName } from '@orchion/domain';
import { ClientError, type NodeSeen, type OrchionClient } from '@orchion/client';
import { pairsOf } from '../amount-option.ts';
import { usageFailure } from '../failure.ts';
import { agentPlacesOf } from '../home.ts';
import type { Output } from '../output/output.ts';
import { launch, type Launched } from '../process/launch.ts';
import { readyLine } from '../process/log-tail.ts';
import { ensurePrivateDir } from '../process/private-dir.ts';
import { provenAlive, readRecord, writeRecord } from '../process/record.ts';
import { untilReady } from '../process/until-ready.ts';
import type { Target } from '../target.ts';
import type { World } from '../world.ts';

/** The agent's exit code for "another one uses this state directory". */
const stateDirInUse = 3;

export interface AgentRequest {
  readonly name: string;
  /** `key=value` entries. */
  readonly labels: readonly string[];
}

export interface RunningAgent {
  readonly state: 'started' | 'running';
  readonly pid: number;
  readonly name: string;
  /** The name under which the orchestrator knows it. */
  readonly node: string;
  readonly logFile: string;
  readonly launched: Launched | null;
}

export async function ensureAgent(
  world: World,
  output: Output,
  target: Target,
  client: OrchionClient,
  request: AgentRequest,
): Promise<RunningAgent> {
  const { name } = request;
  const wrongName = violationOfNodeName(name);
  if (wrongName !== null) throw usageFailure(`--name: ${wrongName}`);
  const labels = pairsOf('--label', request.labels);
  const wrongLabels = violationOfLabels(labels);
  if (wrongLabels !== null) throw usageFailure(`--label: ${wrongLabels}`);

  const { home } = target;
  const places = agentPlacesOf(home, name);
  for (const dir of [home.dataDir, home.runDir, home.agentRecordsDir]) await ensurePrivateDir(dir, world.uid);
  const before = await readRecord(places.record);
  const isThere = await provenAlive(before);
  if (isThere && before?.socket !== target.address) {
    throw usageFailure(
      `The agent ${name} runs already, for the orchestrator at ${before?.socket}.`,
      'Choose another --name, or stop it with `orchion down`.',
    );
  }
  const launched = isThere
    ? null
    : await launch(world, {
        program: world.programs.agent,
        args: [
          ...['--state-dir', places.stateDir, '--name', name],
          ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
        ],
        env: agentEnvironment(world, target),
        cwd: home.dataDir,
        logFile: places.log,
        recordFile: places.record,
        address: target.address,
      });
  /** The agent that stays: ours, or the one to which ours gave way because it was a moment earlier. */
  let pid = 0;
  const probe = async (): Promise<string | null> => {
    const gaveWay = launched === null || launched.exit()?.code === stateDirInUse;
    pid = gaveWay ? ((await readRecord(places.record))?.pid ?? 0) : launched.record.pid;
    return nodeNameOf(client, pid, name, gaveWay ? null : launched);
  };
  const mayExit = (code: number | null): boolean => code === stateDirInUse;
  const spinner = output.waiting(`starting the agent ${name}`);
  const node = await untilReady(world, { what: `The agent ${name}`, launched, probe, mayExit, spinner });
  const isOurs = launched?.record.pid === pid;
  if (launched !== null && isOurs) await writeRecord(places.record, launched.record);
  const state = isOurs ? 'started' : 'running';
  return { state, pid, name, node, logFile: places.log, launched: isOurs ? launched : null };
}

/** Tokens travel in the environment or as a file's name, never as arguments, which everybody can read. */
function agentEnvironment(world: World, target: Target): Readonly<Record<string, string | undefined>> {
  const { ORCHION_TOKEN: token, ORCHION_TOKEN_FILE: file, ...env } = world.env;
  if (target.isOwn) return { ...env, ORCHION_URL: target.address, ORCHION_TOKEN_FILE: target.home.agentTokenFile };
  // What the user gave for the other orchestrator, unchanged.
  return {
    ...env,
    ORCHION_URL: target.address,
    ...(token === undefined ? {} : { ORCHION_TOKEN: token }),
    ...(file === undefined ? {} : { ORCHION_TOKEN_FILE: file }),
  };
}

/** The node's name once the orchestrator sees it ready; null before. */
async function nodeNameOf(
  client: OrchionClient,
  pid: number,
  name: string,
  launched: Launched | null,
): Promise<string | null> {
  try {
    const nodes = await client.nodes.list({ timeoutMs: 5000 });
    const node = nodes.find((one: NodeSeen) => one.agentPid === pid && one.connected && one.liveness === 'ready');
    return node?.name ?? null;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    // A token that may only join cannot list nodes: then the agent's own word counts.
    if (error.code !== 'permission_denied' || launched === null) return null;
    return (await readyLine(launched.log)) === null ? null : name;
  }
}
