/** `orchion up`: an orchestrator and an agent on this machine, running and ready. */
import type { CommandRun } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { agentPlacesOf } from '../home.ts';
import type { Output } from '../output/output.ts';
import type { UpJson } from '../shapes.ts';
import { ensureAgent, type RunningAgent } from '../start/agent.ts';
import { holdForeground, type Held } from '../start/foreground.ts';
import { ensureOrchestrator, type RunningOrchestrator } from '../start/orchestrator.ts';

export interface UpOptions {
  readonly detach?: boolean;
  readonly name: string;
  readonly label?: readonly string[];
  readonly agent: boolean;
  readonly listen?: string;
}

export const up: CommandRun<UpOptions> = async ({ world, output, options }) => {
  if ((world.env.ORCHION_URL ?? '') !== '') {
    throw usageFailure(
      'ORCHION_URL points at an orchestrator elsewhere; `orchion up` would start another one here.',
      'To let this machine work for that one: `orchion agent`. To start one here: unset ORCHION_URL.',
    );
  }
  const orchestrator = await ensureOrchestrator(world, output, options);
  const { target, client } = orchestrator;
  const request = { name: options.name, labels: options.label ?? [] };
  const agent = options.agent ? await ensureAgent(world, output, target, client, request) : null;

  const shape = upJson(orchestrator, agent);
  if (output.isJson) await output.jsonLine(shape);
  else await printUp(output, shape);

  const held: Held[] = [];
  if (agent?.launched) {
    held.push({
      what: `The agent ${agent.name}`,
      launched: agent.launched,
      recordFile: agentPlacesOf(target.home, agent.name).record,
    });
  }
  if (orchestrator.launched !== null) {
    held.push({
      what: 'The orchestrator',
      launched: orchestrator.launched,
      recordFile: target.home.orchestratorRecord,
    });
  }
  // Where everything ran already there is nothing to stay for: this command would stop nothing.
  if (options.detach === true || held.length === 0) return 0;
  return holdForeground(world, output, client, held);
};

function upJson(orchestrator: RunningOrchestrator, agent: RunningAgent | null): UpJson {
  const { home, address } = orchestrator.target;
  return {
    orchestrator: { state: orchestrator.state, pid: orchestrator.pid, socket: address },
    agent: agent === null ? null : { state: agent.state, pid: agent.pid, name: agent.name, node: agent.node },
    dataDir: home.dataDir,
    runDir: home.runDir,
    tokenFile: home.tokenFile,
    logs: [home.orchestratorLog, ...(agent === null ? [] : [agent.logFile])],
  };
}

async function printUp(output: Output, shape: UpJson): Promise<void> {
  const { style } = output;
  const done = style.good('✓');
  const words = { started: 'started', running: 'runs already' } as const;
  if (shape.orchestrator !== null) {
    const { state, pid } = shape.orchestrator;
    await output.write(`${done} orchestrator ${words[state]}, pid ${pid}\n`);
  }
  if (shape.agent !== null) {
    const { state, pid, node } = shape.agent;
    await output.write(`${done} agent ${words[state]} as node ${style.bold(node)}, pid ${pid}\n`);
  }
  await output.write('\n');
  await output.pairs([
    ['address', shape.orchestrator?.socket ?? ''],
    ['data', shape.dataDir],
    ['token', shape.tokenFile],
    ['logs', shape.logs.join('  ')],
  ]);
  await output.write(
    `\nNext:  orchion submit --follow -- echo hello\n       orchion status\n       orchion down          stops it; jobs go on\n`,
  );
}
