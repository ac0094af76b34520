/** What goes wrong, when, and how it is made good again. Each seed has its own mix (see `swarm.ts`). */
import type { AgentHost } from './agent-host.ts';
import type { Network } from './network.ts';
import type { OrchestratorHost } from './orchestrator-host.ts';
import { faultKinds, type FaultKind, type Swarm } from './swarm.ts';
import type { Twins } from './twins.ts';
import type { World } from './world.ts';

export interface Faults {
  start(): void;
  /** From now on nothing fails; what is down comes up, what is cut is joined; who sleeps sleeps on for a while. */
  stop(): void;
}

const sparedMs = 3_000;

export function createFaults(parts: {
  readonly world: World;
  readonly network: Network;
  readonly host: OrchestratorHost;
  readonly agents: readonly AgentHost[];
  readonly twins: Twins;
  readonly swarm: Swarm;
}): Faults {
  const { world, network, host, agents, twins, swarm } = parts;
  const dice = world.random('faults');
  let isOver = false;
  /** Until the orchestrator has seen both of a machine and its copy, nobody could tell the one from the other. */
  let orchestratorSparedUntil = 0;

  /** Words may be on their way for most of a lease. */
  const isSlow = swarm.network.slow > 0 && swarm.network.slowMs * 2 > swarm.leaseMs;

  /** Nothing else happens to a machine that has a copy: nobody could tell which of the two is gone for good. */
  const spared = (agent: AgentHost): boolean => twins.has(agent);
  const withSome = (act: (agent: AgentHost) => void): void => {
    const agent = agents[dice.whole(0, agents.length - 1)];
    if (agent !== undefined && !spared(agent)) act(agent);
  };
  const note = (what: string): void => world.note('fault', what);
  /** Mostly short, now and then very long: short ones are survived, long ones are noticed. */
  const duration = (): number => (dice.chance(0.2) ? dice.between(20_000, 240_000) : dice.between(300, 20_000));

  function forAWhile(repair: () => void): void {
    world.after(duration(), repair);
  }

  const actions: Readonly<Record<FaultKind, () => void>> = {
    'agent-crash': () => withSome((agent) => restartLater(agent, { wipe: false })),
    'output-wiped': () => withSome((agent) => restartLater(agent, { wipe: true })),
    'machine-reboot': () =>
      withSome((agent) => {
        agent.powerCut();
        forAWhile(() => agent.boot());
      }),
    'machine-copied': () =>
      withSome((agent) => {
        if (!isHeard(agent)) return;
        const durationMs = duration() + swarm.leaseMs;
        note(`the disk of ${agent.name} is copied, and the copy runs for ${Math.round(durationMs / 1000)} s`);
        orchestratorSparedUntil = world.now() + sparedMs;
        twins.start(agent, durationMs);
      }),
    sleep: () =>
      withSome(({ machine }) => {
        const durationMs = duration();
        note(`${machine.name} sleeps for ${Math.round(durationMs / 1000)} s`);
        machine.sleep(durationMs);
      }),
    'wall-clock-jump'() {
      const byMs = dice.pick([-3_600_000, -30_000, 30_000, 3_600_000]);
      if (dice.chance(0.3)) {
        note(`the orchestrator's wall clock is set by ${byMs / 1000} s`);
        return host.setWall(byMs);
      }
      withSome(({ machine }) => {
        note(`the wall clock of ${machine.name} is set by ${byMs / 1000} s`);
        machine.setWall(byMs);
      });
    },
    'agent-disk-full': () =>
      withSome(({ machine }) => {
        note(`the disk of ${machine.name} is full`);
        machine.disk.full = true;
        forAWhile(() => {
          machine.disk.full = false;
        });
      }),
    'orchestrator-crash': () => host.crash(),
    'orchestrator-crash-at-commit'() {
      const when = dice.pick(['before', 'after'] as const);
      note(`the orchestrator is to die ${when} its next commit`);
      host.crashAtCommit(when);
    },
    'orchestrator-disk-full'() {
      note('the disk of the orchestrator is full');
      host.disk.full = true;
      forAWhile(() => {
        host.disk.full = false;
      });
    },
    'orchestrator-disk-error'() {
      note('the disk of the orchestrator fails at the next commit');
      host.failNextCommit('io');
    },
    'orchestrator-stands-still'() {
      const durationMs = duration();
      note(`the orchestrator stands still for ${Math.round(durationMs / 1000)} s`);
      host.standStill(durationMs);
    },
    'log-disk-full'() {
      note('the disk of the logs is full');
      host.logDisk.full = true;
      forAWhile(() => {
        host.logDisk.full = false;
      });
    },
    'log-disk-error'() {
      note('the disk of the logs fails at the next fsync');
      host.logDisk.failNextSync = true;
    },
    partition: () => block({ up: true, down: true }),
    'one-way-partition': () =>
      block(
        dice.pick([
          { up: true, down: false },
          { up: false, down: true },
        ]),
      ),
    'connection-cut'() {
      const safe = new Set(twins.all.flatMap(({ original, copy }) => [original.machine.route, copy.machine.route]));
      const routes = network.routes.filter((route) => route.wires.size > 0 && !safe.has(route));
      const route = routes[dice.whole(0, routes.length - 1)];
      if (route === undefined) return;
      const silent = dice.chance(0.3);
      note(`the connections of ${route.name} are cut${silent ? ', unnoticed' : ''}`);
      for (const wire of [...route.wires]) wire.cut({ silent, dead: null });
    },
  };

  function restartLater(agent: AgentHost, how: { readonly wipe: boolean }): void {
    agent.crash(how);
    forAWhile(() => agent.start());
  }

  /** Connected, awake, within reach: what a copy says can be told from a restart only beside its original. */
  function isHeard({ name, isRunning, machine }: AgentHost): boolean {
    const { blocked } = machine.route;
    const isInReach = isRunning && !machine.isAsleep() && !blocked.up && !blocked.down && !isSlow && !host.standsStill;
    return (
      isInReach && host.running?.orchestrator.nodes().some((view) => view.node.name === name && view.connected) === true
    );
  }

  function block(blocked: { readonly up: boolean; readonly down: boolean }): void {
    // Now and then everybody at once: then it is the orchestrator that is cut off.
    const one = dice.whole(0, agents.length - 1);
    const chosen = dice.chance(0.15) ? agents : agents.slice(one, one + 1);
    for (const { machine } of chosen.filter((agent) => !spared(agent))) {
      const { route } = machine;
      note(`${machine.name} is cut off${blocked.up && blocked.down ? '' : blocked.up ? ', up only' : ', down only'}`);
      route.blocked = { ...blocked };
      forAWhile(() => {
        route.blocked = { up: false, down: false };
      });
    }
  }

  function next(): void {
    if (isOver) return;
    world.after(swarm.faultEveryMs * dice.between(0.2, 1.8), () => {
      if (isOver) return;
      const kind = pickFault();
      if (!kind.startsWith('orchestrator') || world.now() > orchestratorSparedUntil) actions[kind]();
      next();
    });
  }

  function pickFault(): FaultKind {
    let rest = dice.next() * [...swarm.faults.values()].reduce((sum, weight) => sum + weight, 0);
    for (const [kind, weight] of swarm.faults) {
      rest -= weight;
      if (rest < 0) return kind;
    }
    return faultKinds[0];
  }

  return {
    start() {
      if (swarm.faults.size > 0) next();
    },
    stop() {
      isOver = true;
      note('from here on nothing fails');
      network.calm();
      twins.end();
      host.readersKeepUp();
      host.disk.full = false;
      host.logDisk.full = false;
      host.logDisk.failNextSync = false;
      host.start();
      for (const agent of agents) {
        const { machine } = agent;
        machine.disk.full = false;
        machine.route.blocked = { up: false, down: false };
        agent.boot();
        agent.start();
      }
    },
  };
}
