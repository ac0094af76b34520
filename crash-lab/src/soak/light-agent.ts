/**
 * An agent that runs nothing: it takes attempts over the real link, holds each for a while and says that it succeeded. To the
 * orchestrator it is a node like any other; a thousand of them fit into one process.
 */
import type { Link, LinkSession } from '@orchion/agent';
import {
  attemptName,
  newId,
  noContainerEngine,
  type AgentReport,
  type Directive,
  type NodeInventory,
  type Observation,
} from '@orchion/domain';
import type { Dice } from '../dice.ts';

export interface LightAgent {
  /** Connects, and stays connected. */
  start(): void;
  close(): void;
}

export const coresOfLight = 4;
const retryMs = { low: 100, high: 3_000 };

export function createLightAgent(parts: {
  readonly name: string;
  readonly link: Link;
  readonly dice: Dice;
  readonly runMs: number;
}): LightAgent {
  const { name, link, dice, runMs } = parts;
  const nodeId = newId('node', dice);
  const instanceId = newId('instance', dice);
  const held = new Map<string, Observation>();
  const timers = new Set<NodeJS.Timeout>();
  let session: LinkSession | null = null;
  let isClosed = false;

  const after = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!isClosed) run();
    }, ms);
    timers.add(timer);
  };

  function connect(): void {
    let beats = 0;
    const own: LinkSession = link.open(
      {
        nodeId,
        clusterId: null,
        nodeName: name,
        instanceId,
        bootId: 'boot',
        agentPid: 1,
        labels: { light: 'yes' },
        inventory,
        held: [...held.values()],
        sentAtMs: performance.now(),
      },
      {
        welcome({ heartbeatIntervalMs }) {
          session = own;
          const beat = (): void => {
            if (session !== own) return;
            tell({ full: true, held: [...held.values()] });
            beats++;
            after(heartbeatIntervalMs * (0.9 + 0.2 * dice.next()), beat);
          };
          after(heartbeatIntervalMs * dice.next(), beat);
        },
        directive: take,
        closed() {
          if (session === own) session = null;
          after(dice.whole(retryMs.low, beats === 0 ? retryMs.high : retryMs.low * 5), connect);
        },
      },
    );
  }

  function tell(report: Pick<AgentReport, 'full' | 'held'>): void {
    session?.report({ ...report, sentAtMs: performance.now(), metrics: null, inventory: null });
  }

  function take(directive: Directive): void {
    for (const ref of directive.forget) held.delete(attemptName(ref));
    for (const { jobId, number, lease } of directive.launches) {
      const key = attemptName({ jobId, number });
      if (held.has(key)) continue;
      const running: Observation = {
        jobId,
        number,
        lease,
        state: 'running',
        startedAt: Date.now(),
        endedAt: null,
        end: null,
        logLengths: null,
        products: null,
      };
      held.set(key, running);
      after(runMs * (0.5 + dice.next()), () => end(key, running));
    }
    for (const wanted of directive.wanted) {
      const running = held.get(attemptName(wanted));
      if (wanted.stop !== null && running?.end === null) end(attemptName(wanted), running);
    }
  }

  function end(key: string, running: Observation): void {
    if (held.get(key)?.end !== null) return;
    const ended: Observation = {
      ...running,
      state: 'succeeded',
      endedAt: Date.now(),
      end: { reason: 'exit_code', exitCode: 0, signal: null, message: 'exited with code 0' },
      logLengths: { stdout: 0, stderr: 0 },
    };
    held.set(key, ended);
    tell({ full: false, held: [ended] });
  }

  return {
    start: connect,
    close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      session?.close();
    },
  };
}

const inventory: NodeInventory = {
  hostname: 'light',
  os: 'linux',
  osRelease: '0',
  arch: 'x64',
  cpuModel: 'none',
  cpuCoresPhysical: coresOfLight,
  cpuCoresLogical: coresOfLight,
  memoryBytes: 64e9,
  disks: [],
  workDiskBytes: 500e9,
  gpus: [],
  custom: {},
  agentVersion: '0',
  containerEngine: noContainerEngine,
  executors: ['process'],
};
