/**
 * Agents that run nothing: a session each, on a connection of its own, with a hello and the heartbeats that the orchestrator
 * asks for. To it they are nodes like any other.
 */
import { connect } from 'node:net';
import { createClient } from '@connectrpc/connect';
import { createConnectTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { newId, noContainerEngine, type IdSource, type NodeInventory } from '@orchion/domain';
import { agentMessageToWire, AgentService, orchestratorMessageFromWire, type SessionRequest } from '@orchion/proto';

export interface SimulatedAgents {
  close(): Promise<void>;
}

const ids: IdSource = { nextUint32: () => Math.floor(Math.random() * 2 ** 32) };
/** Connections that are being opened at the same time. */
const openingMax = 50;

/** Resolves when all of them have been welcomed. */
export async function startSimulatedAgents(
  orchestrator: { readonly socket: string; readonly token: string },
  count: number,
): Promise<SimulatedAgents> {
  const stop = new AbortController();
  const sessions: Promise<void>[] = [];
  let next = 0;
  const opener = async (): Promise<void> => {
    while (next < count) {
      const { welcomed, ended } = openAgent(orchestrator, next++, stop.signal);
      sessions.push(ended);
      await welcomed;
    }
  };
  await Promise.all(Array.from({ length: openingMax }, opener));
  return {
    async close() {
      stop.abort();
      await Promise.all(sessions);
    },
  };
}

function openAgent(
  { socket, token }: { readonly socket: string; readonly token: string },
  index: number,
  signal: AbortSignal,
): { readonly welcomed: Promise<void>; readonly ended: Promise<void> } {
  const sessionManager = new Http2SessionManager('http://localhost', {}, { createConnection: () => connect(socket) });
  const transport = createConnectTransport({
    httpVersion: '2',
    baseUrl: 'http://localhost',
    sessionManager,
    acceptCompression: [],
    interceptors: [
      (call) => (request) => {
        request.header.set('Authorization', `Bearer ${token}`);
        return call(request);
      },
    ],
  });
  let onWelcome: (intervalMs: number) => void = () => undefined;
  const interval = new Promise<number>((resolve) => (onWelcome = resolve));
  const ended = (async () => {
    try {
      const answers = createClient(AgentService, transport).session(messages(index, interval, signal), { signal });
      for await (const answer of answers) {
        const message = orchestratorMessageFromWire(answer);
        if (message.kind === 'welcome') onWelcome(message.welcome.heartbeatIntervalMs);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      sessionManager.abort();
    }
  })();
  return { welcomed: Promise.race([interval, ended]).then(() => undefined), ended };
}

async function* messages(index: number, interval: Promise<number>, signal: AbortSignal): AsyncIterable<SessionRequest> {
  yield agentMessageToWire({
    kind: 'hello',
    hello: {
      nodeId: newId('node', ids),
      clusterId: null,
      nodeName: `simulated-${index}`,
      instanceId: newId('instance', ids),
      bootId: 'boot',
      agentPid: 1 + index,
      labels: {},
      inventory,
      held: [],
      sentAtMs: performance.now(),
    },
  });
  const everyMs = await interval;
  for (;;) {
    // As agents do: not all at once.
    const waitMs = everyMs * (0.9 + 0.2 * Math.random());
    if (!(await pause(waitMs, signal))) return;
    yield agentMessageToWire({
      kind: 'report',
      report: { sentAtMs: performance.now(), full: true, held: [], metrics: null, inventory: null },
    });
  }
}

/** False: aborted. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const onAbort = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve(true);
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

const inventory: NodeInventory = {
  hostname: 'simulated',
  os: 'linux',
  osRelease: '6.1',
  arch: 'x64',
  cpuModel: 'CPU',
  cpuCoresPhysical: 8,
  cpuCoresLogical: 8,
  memoryBytes: 64e9,
  disks: [],
  workDiskBytes: 500e9,
  gpus: [],
  custom: {},
  agentVersion: '0',
  executors: ['process'],
  containerEngine: noContainerEngine,
};
