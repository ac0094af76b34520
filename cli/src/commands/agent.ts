/** `orchion agent`: a further agent on this machine, for this home's orchestrator or for one elsewhere. */
import { orchestratorOf, type CommandRun } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { agentPlacesOf } from '../home.ts';
import type { UpJson } from '../shapes.ts';
import { ensureAgent } from '../start/agent.ts';
import { holdForeground } from '../start/foreground.ts';

export interface AgentOptions {
  readonly name?: string;
  readonly label?: readonly string[];
  readonly detach?: boolean;
}

export const agent: CommandRun<AgentOptions> = async ({ world, output, options }) => {
  const { client, ...target } = await orchestratorOf({ world });
  if (!target.isOwn && target.token === null) {
    throw usageFailure(
      'There is no token for the orchestrator at ORCHION_URL.',
      'Set ORCHION_TOKEN or ORCHION_TOKEN_FILE to its agent token.',
    );
  }
  // Said now, and clearly, rather than by an agent that tries for a minute.
  await client.cluster.health({ timeoutMs: 10_000 });
  const name = options.name ?? nodeNameFrom(world.hostName);
  const running = await ensureAgent(world, output, target, client, { name, labels: options.label ?? [] });

  const shape: UpJson = {
    orchestrator: null,
    agent: { state: running.state, pid: running.pid, name, node: running.node },
    dataDir: target.home.dataDir,
    runDir: target.home.runDir,
    tokenFile: target.home.tokenFile,
    logs: [running.logFile],
  };
  const did = running.state === 'started' ? 'started' : 'runs already';
  if (output.isJson) await output.jsonLine(shape);
  else {
    const { style } = output;
    await output.write(`${style.good('✓')} agent ${did} as node ${style.bold(running.node)}, pid ${running.pid}\n`);
    await output.note(style.dim(`Its log: ${running.logFile}`));
  }
  if (options.detach === true || running.launched === null) return 0;
  const recordFile = agentPlacesOf(target.home, name).record;
  return holdForeground(world, output, client, [{ what: `The agent ${name}`, launched: running.launched, recordFile }]);
};

/** The machine's name as a node's: its first part, without what node names cannot hold. */
function nodeNameFrom(hostName: string): string {
  const [first = ''] = hostName.split('.');
  const name = first
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^[-_]+|[-_]+$/g, '');
  return name === '' ? 'node' : name;
}
