/**
 * A log to the two output streams: bytes as they are into pipes and files, made safe on a terminal, or as JSON lines. What
 * Orchion itself has to say (a gap, a cut) goes to standard error on a line of its own.
 */
import type { LogChunk, LogStream } from '@orchion/domain';
import type { LogTailRequest, OrchionClient } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import { createEscapeFilter, type EscapeFilter } from './output/escape-filter.ts';
import { isoTime } from './output/when.ts';
import type { Output } from './output/output.ts';
import type { LogJson } from './shapes.ts';
import type { Sink, World } from './world.ts';

const gapReasons = {
  cap: 'the log’s limit was reached',
  spool_full: 'the node had no room to keep them',
  node_lost: 'they were lost with their node',
} as const;

/** Returns at the log's end, or when Ctrl+C was pressed. */
export async function printLog(
  world: World,
  output: Output,
  client: OrchionClient,
  request: LogTailRequest,
): Promise<void> {
  const print = output.isJson ? jsonPrinter(output) : textPrinter(world);
  let attempt: number | null = null;
  let cuts = 0;
  for await (const event of client.logs.follow(request, world.interrupted)) {
    if (event.kind === 'cut') {
      cuts += 1;
      // The first one may be over before anybody could read the line.
      if (cuts === 2) await output.note(`orchion: ${event.error.message}; trying again ...`);
      continue;
    }
    if (cuts > 1) await output.note('orchion: connected again');
    cuts = 0;
    if (attempt !== null && event.attempt !== attempt) await output.note(`orchion: attempt ${event.attempt} begins`);
    attempt = event.attempt;
    if (event.kind === 'chunk') await print.chunk(event.attempt, event.chunk);
    else await print.end(event.attempt, event.complete);
  }
  await print.close();
}

interface LogPrinter {
  chunk(attempt: number, chunk: LogChunk): Promise<void>;
  end(attempt: number, complete: boolean): Promise<void>;
  close(): Promise<void>;
}

function textPrinter(world: World): LogPrinter {
  const stdout = streamPrinter(world.stdout);
  const stderr = streamPrinter(world.stderr);
  const streams: Readonly<Record<LogStream, StreamPrinter>> = { stdout, stderr };
  return {
    async chunk(_attempt, chunk) {
      if (chunk.kind === 'data') return streams[chunk.stream].write(chunk.bytes);
      const reason = gapReasons[chunk.reason];
      const amount = formatBytes(chunk.length);
      await stderr.line(`orchion: ${amount} of ${chunk.stream} are missing here: ${reason}`);
    },
    end: async () => undefined,
    async close() {
      await stdout.close();
      await stderr.close();
    },
  };
}

interface StreamPrinter {
  write(bytes: Uint8Array): Promise<void>;
  /** A line of Orchion's own, after whatever the job left unfinished. */
  line(text: string): Promise<void>;
  close(): Promise<void>;
}

function streamPrinter(sink: Sink): StreamPrinter {
  const filter: EscapeFilter | null = sink.isTerminal ? createEscapeFilter() : null;
  let atLineStart = true;
  return {
    async write(bytes) {
      if (bytes.length === 0) return;
      atLineStart = bytes.at(-1) === 0x0a;
      await sink.write(filter === null ? bytes : filter.push(bytes));
    },
    async line(text) {
      await sink.write(`${atLineStart ? '' : '\n'}${text}\n`);
      atLineStart = true;
    },
    async close() {
      const rest = filter?.end() ?? '';
      if (rest !== '') await sink.write(rest);
    },
  };
}

function jsonPrinter(output: Output): LogPrinter {
  const line = (value: LogJson): Promise<void> => output.jsonLine(value);
  return {
    async chunk(attempt, chunk) {
      const { stream, offset } = chunk;
      const place = { attempt, stream, offset, at: isoTime(chunk.at) };
      if (chunk.kind === 'gap') await line({ kind: 'gap', ...place, length: chunk.length, reason: chunk.reason });
      else await line({ kind: 'data', ...place, ...textOrBase64(chunk.bytes) });
    },
    end: (attempt, complete) => line({ kind: 'end', attempt, complete }),
    close: async () => undefined,
  };
}

function textOrBase64(bytes: Uint8Array): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    // A character may also be cut by the border of two chunks.
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
