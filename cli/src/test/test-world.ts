/** A world for tests: output is kept, time stands still but for delays, the orchestrator is whatever the test gives. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientError, type OrchionClient } from '@orchion/client';
import { FileProblem, type HttpContentClient } from '@orchion/files';
import { onTestFinished } from 'vitest';
import type { Sink, World } from '../world.ts';

export interface TestWorld extends World {
  /** What was written so far. */
  out(): string;
  err(): string;
  outBytes(): Buffer;
  /** Presses Ctrl+C. */
  interrupt(): void;
}

export interface TestWorldOptions {
  readonly client?: OrchionClient;
  readonly content?: HttpContentClient;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly stdin?: string;
  readonly programs?: Partial<World['programs']>;
  /** Waits take real time: for tests with real processes. */
  readonly realTime?: boolean;
}

export const testNow = Date.parse('2026-01-31T12:00:00Z');

export function testWorld(options: TestWorldOptions = {}): TestWorld {
  const root = tempDir();
  const stop = new AbortController();
  const stdout = keptSink(options.isTerminal === true);
  const stderr = keptSink(options.isTerminal === true);
  let now = testNow;
  return {
    env: { ORCHION_HOME: join(root, 'home'), ...options.env },
    platform: process.platform,
    homeDir: root,
    tempDir: root,
    currentDir: root,
    uid: process.getuid?.() ?? null,
    hostName: 'tower.lan',
    stdout,
    stderr,
    readStdin: async () => options.stdin ?? '',
    now: () => (options.realTime === true ? Date.now() : now),
    async delay(ms) {
      if (options.realTime === true) return new Promise((resolve) => setTimeout(resolve, ms));
      now += ms;
    },
    interrupted: stop.signal,
    programs: { node: process.execPath, orchestrator: 'none', agent: 'none', ...options.programs },
    contentOf: async () => {
      if (options.content === undefined) throw new FileProblem('unavailable', 'No orchestrator answers');
      return options.content;
    },
    connect: async () => options.client ?? unreachableClient(),
    out: () => stdout.bytes().toString('utf8'),
    err: () => stderr.bytes().toString('utf8'),
    outBytes: () => stdout.bytes(),
    interrupt: () => stop.abort(),
  };
}

/** A fresh directory that goes with the test. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'orchion-cli-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function keptSink(isTerminal: boolean): Sink & { bytes(): Buffer } {
  const pieces: Buffer[] = [];
  return {
    isTerminal,
    columns: isTerminal ? 100 : null,
    async write(data) {
      pieces.push(Buffer.from(data));
    },
    bytes: () => Buffer.concat(pieces),
  };
}

/** Every call of it fails as when nobody listens. */
function unreachableClient(): OrchionClient {
  return clientThat(() => {
    throw new ClientError('unavailable', 'No orchestrator answers at this address');
  });
}

/** A client of which each call does the same; for tests in which no call should come, or all fail. */
export function clientThat(act: (call: string) => never): OrchionClient {
  const group = (name: string): object =>
    new Proxy(
      {},
      {
        get: (_target, method) => async () => act(`${name}.${String(method)}`),
      },
    );
  // A proxy has every method that is asked for.
  return {
    jobs: group('jobs'),
    nodes: group('nodes'),
    logs: group('logs'),
    cluster: group('cluster'),
  } as OrchionClient;
}
