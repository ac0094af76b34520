/**
 * A reader that follows one job's log: after a cut it goes on with its cursor. It checks every byte that it gets, and that
 * it gets each once, in order.
 */
import { advance, chunkLength, startOfLog, type JobId, type LogCursor } from '@orchion/domain';
import type { TailEvent } from '@orchion/orchestrator';
import type { Network, Route, Wire } from './network.ts';
import type { OrchestratorHost } from './orchestrator-host.ts';
import { wrongByte } from './program.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

const retryMs = { low: 50, high: 4_000 };

export function followLog(parts: {
  readonly world: World;
  readonly network: Network;
  readonly route: Route;
  readonly host: OrchestratorHost;
  readonly jobId: JobId;
}): void {
  const { world, network, route, host, jobId } = parts;
  const dice = world.random(`tailer ${route.name}`);
  const attempt = 1;
  let cursor: LogCursor = startOfLog;
  let isDone = false;
  const fail = (what: string): void => world.fail(new Violation('logs', `a reader of ${jobId}/${attempt} ${what}`));

  function connect(): void {
    if (isDone) return;
    const abort = new AbortController();
    let own: Wire | null = null;
    const wire = network.connect(route, {
      node() {
        own = null;
        world.after(dice.between(retryMs.low, retryMs.high), connect);
      },
      orchestrator: () => abort.abort(),
    });
    own = wire;
    const request = { jobId, attempt, stream: 'both', cursor, sinceAt: null, follow: true } as const;
    wire.send('node', () => {
      const isServed = host.tail(wire, request, abort.signal, (event) => {
        wire.send('orchestrator', () => {
          if (own !== null) take(event, wire);
        });
      });
      if (!isServed) wire.close('orchestrator');
    });
  }

  function take(event: TailEvent, wire: Wire): void {
    if (event.kind === 'heartbeat') return;
    if (event.attempt !== attempt) return fail(`was sent attempt ${event.attempt}`);
    if (event.kind === 'end') {
      if (!event.complete) return;
      const lengths = host.disk.jobs.get(jobId)?.attempts[attempt - 1]?.logLengths ?? cursor;
      if (cursor.stdout < lengths.stdout || cursor.stderr < lengths.stderr) {
        return fail(
          `was told that it is complete at ${cursor.stdout} and ${cursor.stderr} of ${lengths.stdout} and ${lengths.stderr}`,
        );
      }
      isDone = true;
      wire.close('node');
      return;
    }
    const { chunk } = event;
    if (chunk.offset !== cursor[chunk.stream]) {
      return fail(`at ${chunk.stream} ${cursor[chunk.stream]} was sent ${chunk.offset}`);
    }
    if (chunk.kind === 'data') {
      const wrong = wrongByte({ jobId, number: attempt }, chunk.stream, chunk.offset, chunk.bytes);
      if (wrong !== null) return fail(`was sent a wrong byte at ${chunk.stream} ${wrong}`);
    }
    if (chunkLength(chunk) > 0) cursor = advance(cursor, chunk);
  }

  connect();
}
