/**
 * HTTP over the simulated network: each request has a wire of its own, on which head, pieces of the body and end go in
 * order, or are cut anywhere in between. A plain call may be lost, or arrive once more later, as a proxy would repeat it.
 */
import { Code, ConnectError } from '@connectrpc/connect';
import type { UniversalClientFn, UniversalClientRequest } from '@connectrpc/connect/protocol';
import type { Network, Route, Wire } from '../network.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { createPipe } from './pipe.ts';

/** Runs a request where it has arrived; false: nobody listens there. */
export type ServeHttp = (wire: Wire, request: ArrivedRequest, answer: Answer) => boolean;

interface ArrivedRequest extends Pick<UniversalClientRequest, 'url' | 'method' | 'header'> {
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

interface Answer {
  head(status: number, header: Headers): void;
  piece(bytes: Uint8Array): void;
  end(trailer: Headers): void;
}

export interface HttpParts {
  readonly world: World;
  readonly network: Network;
  readonly route: Route;
  readonly serve: ServeHttp;
  /** The open ones, for whoever has to cut them. */
  readonly wires?: { add(wire: Wire): void; delete(wire: Wire): void };
}

const repeatedAfterMs = 3_000;
/** Between two parts of a piece that was sent in two. */
const partsMs = 20;

export function createHttp(parts: HttpParts): UniversalClientFn {
  const { world, network } = parts;
  const dice = world.random('http');
  return async (request) => {
    const isStream = request.header.get('content-type')?.startsWith('application/connect+') === true;
    if (isStream) return send(parts, dice, request, request.body ?? nothing());
    const { lost, duplicated } = network.weather;
    const bytes: Uint8Array[] = [];
    for await (const piece of request.body ?? nothing()) bytes.push(piece);
    if (dice.chance(duplicated)) {
      world.after(dice.between(0, repeatedAfterMs), () => {
        const { signal: _gone, ...again } = request;
        send(parts, dice, again, from(bytes)).catch(() => undefined);
      });
    }
    return send(parts, dice, request, from(bytes), dice.chance(lost) ? dice.between(0, 4 * network.delayMs) : null);
  };
}

type Sent = ReturnType<UniversalClientFn>;

function send(
  { world, network, route, serve, wires }: HttpParts,
  dice: Random,
  request: UniversalClientRequest,
  body: AsyncIterable<Uint8Array>,
  cutAfterMs: number | null = null,
): Sent {
  return new Promise((resolve, reject) => {
    const up = createPipe<Uint8Array>();
    const down = createPipe<Uint8Array>();
    const left = new AbortController();
    const trailer = new Headers();
    const over = (error: ConnectError): void => {
      wires?.delete(wire);
      reject(error);
      down.fail(error);
    };
    const wire = network.connect(route, {
      node: () => over(new ConnectError('the connection was lost', Code.Unavailable)),
      orchestrator() {
        left.abort();
        up.fail(new ConnectError('the caller has gone', Code.Canceled));
      },
    });
    wires?.add(wire);
    if (cutAfterMs !== null) world.after(cutAfterMs, () => wire.cut({ silent: false, dead: null }));
    request.signal?.addEventListener('abort', () => {
      over(new ConnectError('the caller ended the call', Code.Canceled));
      wire.close('node');
    });
    const answer: Answer = {
      head: (status, header) => wire.send('orchestrator', () => resolve({ status, header, body: down, trailer })),
      piece: (bytes) => wire.send('orchestrator', () => down.push(bytes)),
      end(last) {
        wire.send('orchestrator', () => {
          last.forEach((value, name) => trailer.append(name, value));
          down.end();
        });
        wire.close('orchestrator');
      },
    };
    const { url, method, header } = request;
    wire.send('node', () => {
      const isServed = serve(wire, { url, method, header, body: up, signal: left.signal }, answer);
      if (!isServed) wire.close('orchestrator');
    });
    pump(body, dice, world, (bytes) => wire.send('node', () => up.push(bytes))).then(
      () => wire.send('node', () => up.end()),
      () => wire.close('node'),
    );
  });
}

/** Now and then a piece is on its way in two parts, so that a cut may come between them. */
export async function pump(
  body: AsyncIterable<Uint8Array>,
  dice: Random,
  world: World,
  put: (bytes: Uint8Array) => void,
): Promise<void> {
  for await (const bytes of body) {
    if (bytes.length < 2 || !dice.chance(0.2)) {
      put(bytes);
      continue;
    }
    const middle = dice.whole(1, bytes.length - 1);
    put(bytes.subarray(0, middle));
    await new Promise<void>((resolve) => world.after(dice.between(0, partsMs), resolve));
    put(bytes.subarray(middle));
  }
}

async function* from(pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* pieces;
}

function nothing(): AsyncIterable<Uint8Array> {
  return from([]);
}
