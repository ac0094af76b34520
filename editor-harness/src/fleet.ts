/**
 * Machines that do not exist, joined to a real orchestrator by the agents' own protocol: for what needs GPUs, or more nodes
 * than one machine can run agents. They take every attempt and play it as they are told.
 */
import { createClient, type Client, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { randomBytes } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { newId, type AttemptEnd, type AttemptRef, type Launch, type NodeId, type Observation } from '@orchion/domain';
import {
  agentMessageToWire,
  AgentService,
  logDeliveryToWire,
  orchestratorMessageFromWire,
  type SessionRequest,
} from '@orchion/proto';
import { inventoryOf, metricsOf, type Machine } from './machine.ts';

/** What an attempt on a simulated machine does. */
export interface Performance {
  /** All of its output, written at once. */
  readonly output: string;
  /** Null: it runs until it is stopped. */
  readonly exitCode: number | null;
}

export interface FleetOptions {
  readonly socket: string;
  /** The agents' token. */
  readonly token: string;
  readonly machines: readonly Machine[];
  readonly play: (launch: Launch) => Performance;
}

export interface Fleet {
  leave(): void;
}

const random = { nextUint32: () => randomBytes(4).readUInt32LE() };

/** A connection carries few hundred streams: a session for each of its machines, and the logs that they send. */
const machinesOfConnection = 100;
/** Connections whose machines are joining at the same time: an orchestrator that is asked more slows everybody down. */
const joiningMax = 3;
/** Of one machine in a row, each after this pause: then nobody is there. */
const failuresMax = 20;
const againMs = 500;

/** Returns when every machine was welcomed. */
export async function joinFleet(options: FleetOptions): Promise<Fleet> {
  const stop = new AbortController();
  const managers: Http2SessionManager[] = [];
  let next = 0;
  const joiner = async (): Promise<void> => {
    while (next < options.machines.length) {
      const machines = options.machines.slice(next, next + machinesOfConnection);
      next += machinesOfConnection;
      const { manager, client } = connect(options);
      managers.push(manager);
      await Promise.all(machines.map((machine) => join({ client, machine, play: options.play, stop: stop.signal })));
    }
  };
  await Promise.all(Array.from({ length: joiningMax }, joiner));
  return {
    leave() {
      stop.abort();
      for (const manager of managers) manager.abort();
    },
  };
}

function connect({ socket, token }: Pick<FleetOptions, 'socket' | 'token'>): {
  readonly manager: Http2SessionManager;
  readonly client: Client<typeof AgentService>;
} {
  const manager = new Http2SessionManager('http://localhost', {}, { createConnection: () => connectSocket(socket) });
  const authorize: Interceptor = (next) => (request) => {
    request.header.set('Authorization', `Bearer ${token}`);
    return next(request);
  };
  const client = createClient(
    AgentService,
    createConnectTransport({
      httpVersion: '2',
      baseUrl: 'http://localhost',
      sessionManager: manager,
      interceptors: [authorize],
    }),
  );
  return { manager, client };
}

interface Member {
  readonly client: Client<typeof AgentService>;
  readonly machine: Machine;
  readonly play: FleetOptions['play'];
  readonly stop: AbortSignal;
}

/** One machine's session; resolves when it is welcomed and goes on until it is stopped. */
function join({ client, machine, play, stop }: Member): Promise<void> {
  const nodeId = newId('node', random);
  const instanceId = newId('instance', random);
  const held = new Map<string, Observation>();
  const waiting: SessionRequest[] = [];
  let wake = (): void => undefined;
  let beat: NodeJS.Timeout | undefined;
  let sessions = 0;

  const send = (message: Parameters<typeof agentMessageToWire>[0]): void => {
    waiting.push(agentMessageToWire(message));
    wake();
  };
  const report = (full: boolean, observations: readonly Observation[]): void => {
    const metrics = full ? metricsOf(machine) : null;
    send({
      kind: 'report',
      report: { sentAtMs: performance.now(), full, held: observations, metrics, inventory: null },
    });
  };
  const observe = (observation: Observation): void => {
    held.set(observation.jobId, observation);
    report(false, [observation]);
  };
  const end = (observation: Observation, reason: AttemptEnd): void => {
    const state = reason.reason === 'cancelled' ? 'cancelled' : reason.exitCode === 0 ? 'succeeded' : 'failed';
    const stdout = written.get(observation.jobId) ?? 0;
    observe({ ...observation, state, endedAt: Date.now(), end: reason, logLengths: { stdout, stderr: 0 } });
  };
  const written = new Map<string, number>();

  async function launch(wanted: Launch): Promise<void> {
    const { jobId, number, lease } = wanted;
    const startedAt = Date.now();
    const running: Observation = {
      jobId,
      number,
      lease,
      state: 'running',
      startedAt,
      endedAt: null,
      end: null,
      logLengths: null,
      products: null,
    };
    observe(running);
    const { output, exitCode } = play(wanted);
    await append(client, nodeId, wanted, output);
    written.set(jobId, Buffer.byteLength(output));
    if (exitCode === null) return;
    end(running, { reason: 'exit_code', exitCode, signal: null, message: `Exited with code ${exitCode}.` });
  }

  async function* outgoing(own: number): AsyncIterable<SessionRequest> {
    while (!stop.aborted && own === sessions) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  /** Until it ends, or throws why it broke. */
  async function hold(onWelcome: () => void, onLost: (error: unknown) => void): Promise<void> {
    sessions += 1;
    clearInterval(beat);
    waiting.length = 0;
    // What waits in the session before this one ends it.
    wake();
    send({
      kind: 'hello',
      hello: {
        nodeId,
        clusterId: null,
        nodeName: machine.name,
        instanceId,
        bootId: `boot-${nodeId}`,
        agentPid: process.pid,
        labels: machine.labels,
        inventory: inventoryOf(machine),
        held: [...held.values()],
        sentAtMs: performance.now(),
      },
    });
    for await (const message of client.session(outgoing(sessions), { signal: stop })) {
      const received = orchestratorMessageFromWire(message);
      if (received.kind === 'welcome') {
        report(true, []);
        beat = setInterval(() => report(true, [...held.values()]), received.welcome.heartbeatIntervalMs);
        onWelcome();
        continue;
      }
      const { launches, wanted, forget } = received.directive;
      for (const each of launches) void launch(each).catch(onLost);
      for (const each of wanted) {
        const known = held.get(each.jobId);
        if (each.stop === null || known === undefined || known.end !== null) continue;
        end(known, { reason: each.stop, exitCode: null, signal: 'SIGTERM', message: 'Stopped.' });
      }
      for (const each of forget) held.delete(each.jobId);
    }
  }

  stop.addEventListener('abort', () => {
    clearInterval(beat);
    wake();
  });

  return new Promise((resolve, reject) => {
    /** As an agent does: a session that broke is opened again. */
    const live = async (): Promise<void> => {
      let failures = 0;
      while (!stop.aborted) {
        const onWelcome = (): void => {
          failures = 0;
          resolve();
        };
        await hold(onWelcome, reject).catch((error: unknown) => {
          failures += 1;
          if (failures > failuresMax) throw error;
        });
        await delay(againMs);
      }
    };
    live().catch((error: unknown) => {
      if (!stop.aborted) reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

/** Every byte of the attempt's output, durable when this returns. */
async function append(
  client: Client<typeof AgentService>,
  nodeId: NodeId,
  attempt: AttemptRef,
  output: string,
): Promise<void> {
  if (output === '') return;
  const bytes = Buffer.from(output);
  // Below what one call may carry.
  const pieceBytes = 256 * 1024;
  for (let offset = 0; offset < bytes.length; offset += pieceBytes) {
    const piece = bytes.subarray(offset, offset + pieceBytes);
    await client.appendLogs(
      logDeliveryToWire({
        nodeId,
        logs: [{ attempt, chunks: [{ kind: 'data', stream: 'stdout', offset, at: Date.now(), bytes: piece }] }],
      }),
    );
  }
}
