/**
 * A simulated machine: processes with pids and start times that outlive the agent, pids that are used again, a boot id,
 * sleep, and two clocks: one since boot that goes on in sleep, and a wall clock that can be set.
 */
import type { Route } from './network.ts';
import type { Random } from './random.ts';
import type { Cancel, World } from './world.ts';

export interface Machine {
  readonly name: string;
  /** Its disk was copied from another machine's. */
  readonly isCopy: boolean;
  readonly dice: Random;
  readonly route: Route;
  readonly disk: { full: boolean };
  bootId: string;
  isUp: boolean;
  /** World time until which it sleeps. */
  asleepUntil: number;
  isAsleep(): boolean;
  sleep(forMs: number): void;
  /** Since boot, sleep included, ms. */
  uptimeMs(): number;
  /** Since the epoch, as far as this machine knows. */
  wallMs(): number;
  setWall(byMs: number): void;
  /** Calls once, after that much of this machine's time, when it is awake; never after a reboot. `wakeMs`: what was due in
   *  a sleep comes up to this late after it. */
  after(delayMs: number, run: () => void, wakeMs?: number): Cancel;
  readonly processes: ReadonlyMap<number, Process>;
  spawn(owner: string, onSignal: (signal: Signal) => void): Process;
  /** The process is gone; its pid may be given to another one. */
  exit(process: Process): void;
  /** As the kernel does it: to whatever has this pid. */
  signal(pid: number, signal: Signal): void;
  /** All processes die at once. */
  powerOff(): void;
  powerOn(): void;
}

export type Signal = 'SIGTERM' | 'SIGKILL';

export interface Process {
  readonly pid: number;
  /** In the kernel's ticks since boot. */
  readonly startTicks: number;
  readonly bootId: string;
  /** Who started it: an attempt's name, or 'foreign'. */
  readonly owner: string;
  isAlive: boolean;
  readonly onSignal: (signal: Signal) => void;
}

const foreignOwner = 'foreign';
/** 2026-01-01: a wall clock has to stand somewhere. */
export const epochMs = 1_767_225_600_000;
const wakeJitterMs = 40;

export function createMachine(
  world: World,
  how: {
    readonly name: string;
    readonly route: (isDeaf: () => boolean) => Route;
    readonly timerSlackMs: number;
    readonly onForeignSignal: (process: Process, signal: Signal) => void;
    readonly isCopy?: boolean;
  },
): Machine {
  const dice = world.random(`machine ${how.name}`);
  const processes = new Map<number, Process>();
  const freePids: number[] = [];
  // Two clocks never run alike.
  const rate = 1 + dice.between(-0.0003, 0.0003);
  let bootedAt = 0;
  let boots = 0;
  let wallOffset = dice.between(-2_000, 2_000);
  let nextPid = 300;

  const machine: Machine = {
    name: how.name,
    isCopy: how.isCopy ?? false,
    dice,
    route: how.route(() => !machine.isUp || machine.isAsleep()),
    disk: { full: false },
    bootId: `boot-${how.name}-0`,
    isUp: true,
    asleepUntil: 0,
    isAsleep: () => machine.asleepUntil > world.now(),
    sleep(forMs) {
      machine.asleepUntil = Math.max(machine.asleepUntil, world.now() + forMs);
    },
    uptimeMs: () => (world.now() - bootedAt) * rate,
    wallMs: () => Math.floor(epochMs + wallOffset + world.now() * rate),
    setWall(byMs) {
      wallOffset += byMs;
    },
    after(delayMs, run, wakeMs = wakeJitterMs) {
      const { bootId } = machine;
      let cancel: Cancel = () => {};
      const ring = (): void => {
        if (machine.bootId !== bootId || !machine.isUp) return;
        if (!machine.isAsleep()) return run();
        cancel = world.after(machine.asleepUntil - world.now() + dice.between(0, wakeMs), ring);
      };
      const late = how.timerSlackMs > 0 && delayMs > 0 ? dice.between(0, Math.min(how.timerSlackMs, delayMs + 5)) : 0;
      cancel = world.after(delayMs / rate + late, ring);
      return () => cancel();
    },
    processes,
    spawn(owner, onSignal) {
      const free = dice.chance(0.5) ? freePids.pop() : undefined;
      const pid = free ?? nextPid++;
      const startTicks = Math.floor(machine.uptimeMs() / 10);
      const process: Process = { pid, startTicks, bootId: machine.bootId, owner, isAlive: true, onSignal };
      processes.set(pid, process);
      return process;
    },
    exit(process) {
      if (!process.isAlive) return;
      process.isAlive = false;
      processes.delete(process.pid);
      freePids.push(process.pid);
      // Somebody else's program takes the pid soon.
      if (process.owner !== foreignOwner && dice.chance(0.3)) startForeign();
    },
    signal(pid, signal) {
      const process = processes.get(pid);
      if (process === undefined) return;
      if (process.owner === foreignOwner) how.onForeignSignal(process, signal);
      process.onSignal(signal);
    },
    powerOff() {
      machine.isUp = false;
      for (const process of [...processes.values()]) {
        process.isAlive = false;
        freePids.push(process.pid);
      }
      processes.clear();
    },
    powerOn() {
      boots++;
      machine.isUp = true;
      machine.asleepUntil = 0;
      machine.bootId = `boot-${how.name}-${boots}`;
      bootedAt = world.now();
      // After a boot the same few hundred pids are given out again, to whoever comes first.
      for (let i = 0; i < Math.min(20, freePids.length); i++) if (dice.chance(0.5)) startForeign();
    },
  };

  function startForeign(): void {
    const pid = freePids.pop();
    if (pid === undefined) return;
    freePids.push(pid);
    const process = machine.spawn(foreignOwner, () => machine.exit(process));
    machine.after(dice.between(5_000, 300_000), () => machine.exit(process));
  }
  return machine;
}
