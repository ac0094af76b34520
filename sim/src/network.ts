/**
 * The wires between the machines. A wire is like TCP: in order or cut, and a cut may be noticed by one end much later than
 * by the other. A call is one request and one answer: either may be lost, late, or come twice.
 */
import type { Random } from './random.ts';
import type { Swarm } from './swarm.ts';
import type { World } from './world.ts';

type End = 'node' | 'orchestrator';

/** One machine's way to the orchestrator. */
export interface Route {
  readonly name: string;
  /** Nothing gets through in this direction, without a word to anyone. */
  blocked: { up: boolean; down: boolean };
  /** The machine takes nothing in: it sleeps or is off. */
  isDeaf: () => boolean;
  readonly wires: Set<Wire>;
}

export interface Wire {
  /** Runs `deliver` at the other end, after everything that was sent from here before. */
  send(from: End, deliver: () => void): void;
  /** Ends it from one side; what was sent before still arrives. */
  close(from: End): void;
  /** One end died, or something in between cut it: what is on its way is gone. `silent`: the ends notice much later. */
  cut(how: { readonly silent: boolean; readonly dead: End | null }): void;
  /** It is open, and nothing is on its way. */
  readonly isIdle: boolean;
}

export interface Network {
  route(name: string, isDeaf: () => boolean): Route;
  /** `closed` is called once at each end that is alive to hear it. */
  connect(route: Route, closed: Readonly<Record<End, () => void>>): Wire;
  /**
   * Carries a request there and an answer back. Rejects with `CallLost` where there is none in time. `handle` may run
   * twice, or run without anybody hearing its answer. Null from `handle`: nobody listens there.
   */
  call<T>(route: Route, handle: () => Promise<T> | null): Promise<T>;
  readonly routes: readonly Route[];
  readonly weather: Pick<Swarm['network'], 'lost' | 'duplicated'>;
  readonly delayMs: number;
  /** From now on nothing is lost, late or doubled. */
  calm(): void;
}

class CallLost extends Error {
  override readonly name = 'CallLost';
}

const callTimeoutMs = 8_000;
const retransmitMs = 300;
/** How long an end may hold a dead connection for alive. */
const noticeMaxMs = 40_000;

export function createNetwork(world: World, swarm: Swarm['network']): Network {
  const dice = world.random('network');
  const routes: Route[] = [];
  let weather: Pick<Swarm['network'], 'lost' | 'duplicated' | 'slow'> = swarm;
  const delay = (): number =>
    dice.chance(weather.slow) ? dice.between(0, swarm.slowMs) : dice.between(0.2, swarm.delayMs);

  return {
    routes,
    route(name, isDeaf) {
      const route: Route = { name, blocked: { up: false, down: false }, isDeaf, wires: new Set() };
      routes.push(route);
      return route;
    },
    connect(route, closed) {
      const wire = createWire({ world, dice, route, closed, delay });
      route.wires.add(wire);
      return wire;
    },
    call: (route, handle) =>
      new Promise((resolve, reject) => {
        world.after(callTimeoutMs, () => reject(new CallLost(`no answer over ${route.name}`)));
        const answerWith = (tell: () => void): void => {
          if (dice.chance(weather.lost)) return;
          world.after(delay(), () => {
            if (!route.blocked.down && !route.isDeaf()) tell();
          });
        };
        const arrive = (): void => {
          if (route.blocked.up) return;
          const answer = handle();
          if (answer === null) return answerWith(() => reject(new CallLost('connection refused')));
          answer.then(
            (value) => answerWith(() => resolve(value)),
            (error: unknown) => answerWith(() => reject(error instanceof Error ? error : new Error(String(error)))),
          );
        };
        if (!dice.chance(weather.lost)) world.after(delay(), arrive);
        if (dice.chance(weather.duplicated)) world.after(delay() + dice.between(0, 3_000), arrive);
      }),
    get weather() {
      return weather;
    },
    delayMs: swarm.delayMs,
    calm() {
      weather = { lost: 0, duplicated: 0, slow: 0 };
    },
  };
}

interface WireParts {
  readonly world: World;
  readonly dice: Random;
  readonly route: Route;
  readonly closed: Readonly<Record<End, () => void>>;
  readonly delay: () => number;
}

function createWire({ world, dice, route, closed, delay }: WireParts): Wire {
  const told = { node: false, orchestrator: false };
  let isCut = false;
  const directions = { node: createDirection('node'), orchestrator: createDirection('orchestrator') };

  function createDirection(from: End) {
    const queue: (() => void)[] = [];
    let isMoving = false;
    const isBlocked = (): boolean => (from === 'node' ? route.blocked.up : route.blocked.down || route.isDeaf());
    const move = (): void => {
      if (queue.length === 0) {
        isMoving = false;
        return;
      }
      isMoving = true;
      world.after(delay(), tryNext);
    };
    const tryNext = (): void => {
      if (isCut) return;
      if (isBlocked()) {
        world.after(retransmitMs + dice.between(0, retransmitMs), tryNext);
        return;
      }
      // What was sent together arrives together.
      for (const deliver of queue.splice(0)) deliver();
      move();
    };
    return {
      queue,
      push(deliver: () => void): void {
        queue.push(deliver);
        if (!isMoving) move();
      },
    };
  }

  const tell = (end: End): void => {
    if (told[end]) return;
    told[end] = true;
    if (told.node && told.orchestrator) {
      isCut = true;
      route.wires.delete(wire);
    }
    closed[end]();
  };
  const otherOf = (end: End): End => (end === 'node' ? 'orchestrator' : 'node');

  const wire: Wire = {
    send(from, deliver) {
      if (isCut || told[from]) return;
      const to = otherOf(from);
      directions[from].push(() => {
        if (!told[to]) deliver();
      });
    },
    close(from) {
      if (isCut || told[from]) return;
      const to = otherOf(from);
      directions[from].push(() => tell(to));
      tell(from);
    },
    cut({ silent, dead }) {
      if (isCut) return;
      isCut = true;
      route.wires.delete(wire);
      // What had left the dead end's machine may still arrive.
      for (const from of ['node', 'orchestrator'] as const) {
        const inFlight = directions[from].queue.splice(0);
        const to = otherOf(from);
        if (inFlight.length === 0 || to === dead || dice.chance(0.5)) continue;
        world.after(delay(), () => {
          const isBlocked = from === 'node' ? route.blocked.up : route.blocked.down || route.isDeaf();
          if (!isBlocked && !told[to]) for (const deliver of inFlight) deliver();
        });
      }
      for (const end of ['node', 'orchestrator'] as const) {
        if (dead === end) told[end] = true;
        if (told[end]) continue;
        const isReachable = end === 'node' ? !route.blocked.down : !route.blocked.up;
        world.after(silent || !isReachable ? dice.between(0, noticeMaxMs) : delay(), () => tell(end));
      }
    },
    get isIdle() {
      const isOpen = !isCut && !told.node && !told.orchestrator;
      return isOpen && directions.node.queue.length + directions.orchestrator.queue.length === 0;
    },
  };
  return wire;
}
