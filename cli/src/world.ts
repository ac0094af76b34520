/**
 * Everything outside that a command may touch, in one object: the environment, the terminal, the clock, Ctrl+C, the programs
 * that it can start and the way to an orchestrator. `process-world.ts` makes the real one; tests make their own.
 */
import type { OrchionClient } from '@orchion/client';
import type { HttpContentClient } from '@orchion/files';
import type { Surroundings } from './home.ts';

export interface World extends Surroundings {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** This machine's own name. */
  readonly hostName: string;
  /** All of standard input as text: for `submit -f -`. */
  readStdin(): Promise<string>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after the time, or early when the signal is aborted: never rejects. */
  delay(ms: number, signal?: AbortSignal): Promise<void>;
  /** Aborted by Ctrl+C (and the signals that mean the same). */
  readonly interrupted: AbortSignal;
  readonly programs: Programs;
  /** A client of the orchestrator at the address. Opens nothing yet. */
  connect(address: Address): Promise<OrchionClient>;
  /** The way of files to and from it; closed by whoever asked. Opens nothing yet. */
  contentOf(address: Address): Promise<HttpContentClient>;
}

/** One of the two output streams. */
export interface Sink {
  readonly isTerminal: boolean;
  /** Columns of the terminal; null where it is none. */
  readonly columns: number | null;
  /** Resolves when the stream takes more. */
  write(data: string | Uint8Array): Promise<void>;
}

interface Programs {
  /** The Node binary that runs them. */
  readonly node: string;
  readonly orchestrator: string;
  readonly agent: string;
}

export interface Address {
  readonly endpoint:
    { readonly kind: 'socket'; readonly path: string } | { readonly kind: 'url'; readonly baseUrl: string };
  readonly token: string | null;
}
