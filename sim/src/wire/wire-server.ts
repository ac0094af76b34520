/** The real services of whichever orchestrator process runs now, over the simulated network. */
import { createContextValues } from '@connectrpc/connect';
import type { UniversalHandler } from '@connectrpc/connect/protocol';
import {
  createApi,
  createContentHub,
  createMemoryContentStore,
  noTelemetry,
  silentLogger,
} from '@orchion/orchestrator';
import type { OrchestratorHost, RunningOrchestrator } from '../orchestrator-host.ts';
import { violationFrom, type World } from '../world.ts';
import { pump, type ServeHttp } from './http-over-wire.ts';

export const tokens = { admin: 'the-admin-token', agent: 'the-agent-token' } as const;

export function createWireServer({
  world,
  host,
}: {
  readonly world: World;
  readonly host: OrchestratorHost;
}): ServeHttp {
  const dice = world.random('wire server');
  const apis = new WeakMap<RunningOrchestrator, ReadonlyMap<string, UniversalHandler>>();

  function apiOf(life: RunningOrchestrator): ReadonlyMap<string, UniversalHandler> {
    const known = apis.get(life);
    if (known !== undefined) return known;
    const clock = { now: () => world.now() };
    const made = createApi({
      orchestrator: { ...life.orchestrator, openSession: life.openSession },
      logHub: life.logHub,
      contentHub: createContentHub({
        contentStore: createMemoryContentStore({ now: clock.now, quotaBytes: 0 }),
        references: life.orchestrator.contentReferences,
        clock,
        telemetry: noTelemetry,
        logger: silentLogger,
      }),
      process: { pid: 1, version: '0.1.0', addresses: () => [], startedAt: 0, shutdown: () => {} },
      recognise: (token) => (token === tokens.admin ? 'admin' : token === tokens.agent ? 'agent' : null),
      telemetry: noTelemetry,
      // What the edge calls an unexpected error is a bug.
      log: { ...silentLogger, error: (fields) => world.fail(violationFrom('err' in fields ? fields.err : fields)) },
      clock,
    });
    const byPath = new Map(made.handlers.map((handler) => [handler.requestPath, handler]));
    apis.set(life, byPath);
    return byPath;
  }

  return (wire, request, answer) => {
    const life = host.attach(wire);
    if (life === null) return false;
    const handler = apiOf(life).get(new URL(request.url).pathname);
    if (handler === undefined) {
      answer.head(404, new Headers());
      answer.end(new Headers());
      return true;
    }
    const whileAlive = (run: () => void): void => {
      if (life.isAlive) run();
    };
    const contextValues = createContextValues();
    handler({ ...request, httpVersion: '2', contextValues }).then(
      async ({ status, header, body, trailer }) => {
        whileAlive(() => answer.head(status, new Headers(header)));
        if (body !== undefined)
          await pump(body, dice, world, (bytes) => whileAlive(() => answer.piece(bytes))).catch(() => undefined);
        whileAlive(() => answer.end(new Headers(trailer)));
      },
      () => whileAlive(() => wire.close('orchestrator')),
    );
    return true;
  };
}
