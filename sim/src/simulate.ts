/**
 * One run: a cluster, its users, its bad luck and its referees, from one seed. The first part has faults, the last part has
 * none: there all work must end.
 */
import { trustId } from '@orchion/domain';
import { createAgentHost, type AgentHost, type AgentHostParts } from './agent-host.ts';
import { checkers } from './checkers/all-checkers.ts';
import { storyOf } from './commit-story.ts';
import { createFaults } from './faults.ts';
import { createMachine, type Machine } from './machine.ts';
import { createNetwork } from './network.ts';
import { copyNodeDisk, createNodeDisk } from './node-disk.ts';
import { createOrchestratorHost } from './orchestrator-host.ts';
import { createReferees, type ClusterUnderTest, type CreateReferee } from './referee.ts';
import { inventoryOf } from './sim-inventory.ts';
import { swarmOf, type Swarm } from './swarm.ts';
import { createTwins } from './twins.ts';
import { Violation } from './violation.ts';
import { createWatcher } from './watcher.ts';
import { createWays, type Level } from './ways.ts';
import { createWorkload } from './workload.ts';
import { createWorld, violationFrom, type World } from './world.ts';

export interface RunOptions {
  readonly seed: number;
  /** Simulated time with faults, hours. */
  readonly hours: number;
  readonly level?: Level;
  /** Told every sentence of the story while it happens. */
  readonly tell?: (line: string) => void;
  /** For stories: this weather instead of the seed's. */
  readonly adjust?: (swarm: Swarm) => Swarm;
}

export interface RunResult {
  readonly seed: number;
  /** Null: every promise was kept. */
  readonly failure: { readonly checker: string; readonly message: string } | null;
  readonly last: readonly string[];
  readonly traceHash: string;
  /** Simulated, ms. */
  readonly simulatedMs: number;
  readonly events: number;
  readonly jobs: number;
  readonly commandsStarted: number;
}

const hourMs = 3_600_000;
/** After the last fault: a lost node's patience, backoffs, the queue, and as much again. */
const quietMs = 20 * 60_000;
/** Watchers and logs get the last word: longer than the longest wait of the agents' log shipping. */
const afterglowMs = 45_000;
const lookEveryMs = 4_000;
const watchersMax = 2;

export async function simulate(options: RunOptions): Promise<RunResult> {
  const world = createWorld(options.seed, options.tell ?? null);
  const onRejection = (error: unknown): void => world.fail(violationFrom(error));
  process.on('unhandledRejection', onRejection);
  try {
    return await runIn(world, options);
  } finally {
    process.off('unhandledRejection', onRejection);
  }
}

async function runIn(world: World, options: RunOptions): Promise<RunResult> {
  const swarm = (options.adjust ?? ((own) => own))(swarmOf(world));
  const network = createNetwork(world, swarm.network);
  let commandsStarted = 0;
  const host = createOrchestratorHost({
    world,
    settings: swarm,
    diskSyncMs: swarm.diskSyncMs,
    watch: swarm.watch,
    onAwake: () => referees.orchestratorAwake(),
    onHeard: (nodeId) => referees.heardFrom(nodeId),
    onCommitted(changes, disk) {
      const nodeName = (nodeId: string): string => disk.nodes.get(trustId('node', nodeId))?.name ?? nodeId;
      for (const sentence of storyOf(changes, nodeName)) world.note('orchestrator', sentence);
      referees.committed(changes, disk);
    },
  });
  const counting: CreateReferee = () => ({ commandStarted: () => void commandsStarted++ });
  const referees = createReferees({ world, disk: host.disk, leaseMs: swarm.leaseMs }, { ...checkers, counting });

  const ways = createWays(options.level ?? 'domain', { world, network, host, swarm });

  function machineNamed(name: string, isCopy: boolean): Machine {
    const machine = createMachine(world, {
      name,
      isCopy,
      route: (isDeaf) => network.route(name, isDeaf),
      timerSlackMs: swarm.timerSlackMs,
      onForeignSignal: (process, signal) => referees.foreignSignalled(machine, process, signal),
    });
    return machine;
  }
  const agentOn = (on: Pick<AgentHostParts, 'machine' | 'nodeName' | 'inventory' | 'disk'>): AgentHost =>
    createAgentHost({
      ...on,
      world,
      swarm,
      createLink: (own) => ways.createLink(own),
      onStarted: (command) => referees.commandStarted(command),
      onEnded: (command) => referees.commandEnded(command),
      askContent: (run) => host.askContent(run),
      onLeft: (left) => referees.filesLeft(left),
      onFetched: (fetched) => referees.filesFetched(fetched),
    });
  const agents: AgentHost[] = Array.from({ length: swarm.nodes }, (_, i) => {
    const nodeName = `node-${i + 1}`;
    const machine = machineNamed(nodeName, false);
    const inventory = inventoryOf(nodeName, machine.dice, i === 0);
    return agentOn({ machine, nodeName, inventory, disk: createNodeDisk(machine) });
  });
  const twins = createTwins(world, ({ name: nodeName, inventory, disk }, name) => {
    const machine = machineNamed(name, true);
    return agentOn({ machine, nodeName, inventory, disk: copyNodeDisk(disk, machine) });
  });
  const watchers = Array.from({ length: watchersMax }, (_, i) =>
    createWatcher({ world, network, host, route: network.route(`watcher-${i + 1}`, () => false) }),
  );
  const workload = createWorkload({
    world,
    network,
    host,
    calls: ways.calls,
    follow: (route, jobId) => ways.follow(route, jobId),
    swarm,
    nodeNames: agents.map(({ name }) => name),
    onAcknowledged: (ack) => referees.acknowledged(ack),
  });
  const faults = createFaults({ world, network, host, agents, twins, swarm });
  const underTest = (): ClusterUnderTest | null =>
    host.running === null
      ? null
      : {
          ...host.running,
          disk: host.disk,
          contents: host.contents,
          storedLogs: host.storedLogs,
          watchers,
          wireWatchers: ways.wireWatchers,
          agents,
          twins: twins.all,
        };
  const look = (): void => {
    const cluster = underTest();
    if (cluster !== null && !host.standsStill) referees.look(cluster);
    world.after(lookEveryMs, look);
  };

  host.start();
  for (const agent of agents) agent.start();
  for (const watcher of [...watchers, ...ways.wireWatchers]) watcher.start();
  workload.start();
  faults.start();
  world.after(lookEveryMs, look);
  await world.run(options.hours * hourMs);

  faults.stop();
  workload.windDown();
  const quietFrom = world.now();
  const isAllDone = (): boolean => {
    if (!workload.isIdle || agents.some(({ machine }) => machine.isAsleep())) return false;
    for (const { job } of host.disk.jobs.values()) if (job.status.outcome === null) return false;
    for (const { run } of host.disk.runs.values()) if (run.status.endedAt === null) return false;
    return true;
  };
  await world.run(quietFrom + quietMs, isAllDone);
  await world.run(world.now() + afterglowMs);
  const cluster = underTest();
  if (world.failure === null) {
    if (cluster === null) world.fail(new Violation('all-work-ends', 'the orchestrator is down at the end'));
    else if (!workload.isIdle) world.fail(new Violation('all-work-ends', 'a user still waits for an answer'));
    else {
      referees.look(cluster);
      const isOver = referees.atEnd(cluster);
      await world.run(world.now() + 1_000);
      await isOver;
    }
  }
  const { failure, trace } = world;
  return {
    seed: options.seed,
    failure: failure === null ? null : { checker: failure.checker, message: failure.message },
    last: trace.last(),
    traceHash: trace.hash(),
    simulatedMs: world.now(),
    events: world.events,
    jobs: host.disk.jobs.size,
    commandsStarted,
  };
}
