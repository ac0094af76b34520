/** The real world of a command: this process, its terminal and its signals. */
import { homedir, hostname, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Sink, World } from './world.ts';

/** Signals that ask for an end: Ctrl+C, `kill`, a closed terminal. */
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function processWorld(): World {
  const interrupt = new AbortController();
  let asked = 0;
  for (const signal of endSignals) {
    process.on(signal, () => {
      asked += 1;
      interrupt.abort();
      // Whoever asks a third time does not want to wait for the tidy end.
      if (asked >= 3) process.exit(130);
    });
  }
  return {
    env: process.env,
    platform: process.platform,
    homeDir: homedir(),
    tempDir: tmpdir(),
    hostName: hostname(),
    currentDir: process.cwd(),
    uid: process.getuid?.() ?? null,
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    readStdin: async () => {
      const pieces: Buffer[] = [];
      for await (const piece of process.stdin) pieces.push(piece as Buffer);
      return Buffer.concat(pieces).toString('utf8');
    },
    now: () => Date.now(),
    delay: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const end = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        signal?.addEventListener('abort', end);
      }),
    interrupted: interrupt.signal,
    programs: {
      node: process.execPath,
      // The same place from the built program (cli/dist) and from the source (cli/src).
      orchestrator: fileURLToPath(new URL('../../orchestrator/dist/main.js', import.meta.url)),
      agent: fileURLToPath(new URL('../../agent/dist/main.js', import.meta.url)),
    },
    contentOf: async ({ endpoint, token }) => {
      const { createHttpContent } = await import('@orchion/files');
      return createHttpContent({ endpoint, token: () => token ?? '' });
    },
    connect: async (address) => (await import('./transport.ts')).connect(address),
  };
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of a pipe has seen enough (`orchion logs ... | head`): end as such programs do, without a word.
    if (error.code === 'EPIPE') process.exit(128 + 13);
    throw error;
  });
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.isTTY && stream.columns > 0 ? stream.columns : null;
    },
    write: (data) =>
      new Promise((resolve) => {
        if (stream.write(data)) resolve();
        else stream.once('drain', resolve);
      }),
  };
}
