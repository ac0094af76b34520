/** A log is what the command printed: every byte once, in order; what is missing is told as a gap, with a true reason. */
import { attemptName, chunkLength, type AttemptRef, type LogChunk } from '@orchion/domain';
import type { LogHub } from '@orchion/orchestrator';
import type { AttemptFolder } from '../attempt-folder.ts';
import { wrongByte } from '../program.ts';
import type { CreateReferee } from '../referee.ts';

export const logs: CreateReferee = ({ disk, fail }) => {
  const folders = new Map<string, AttemptFolder>();
  /** A node that is removed takes with it what had not been sent. */
  const removed = new Set<string>();
  return {
    committed(changes) {
      for (const change of changes) if (change.kind === 'node-delete') removed.add(change.nodeId);
    },
    commandStarted: ({ folder }) => void folders.set(attemptName(folder.ref), folder),
    async atEnd({ logHub, storedLogs }) {
      for (const [name, { chunks }] of storedLogs) {
        const problem = outOfOrder(chunks);
        if (problem !== null) return fail(`the log of ${name} ${problem}`);
      }
      for (const { job, attempts } of disk.jobs.values()) {
        for (const attempt of attempts) {
          const folder = folders.get(attemptName(attempt));
          const problem = await check(logHub, attempt, {
            folder: folder ?? null,
            lengths: attempt.logLengths,
            capBytes: job.spec.logBytesMax,
            mayMiss: removed.has(attempt.nodeId) || folder === undefined || folder.damaged,
          });
          if (problem !== null) return fail(`the log of ${attemptName(attempt)} ${problem}`);
        }
      }
    },
  };
};

/** What is stored is each byte once, in order: a reader that cuts off what it has seen would not notice. */
function outOfOrder(chunks: readonly LogChunk[]): string | null {
  const end = { stdout: 0, stderr: 0 };
  for (const chunk of chunks) {
    if (chunk.offset !== end[chunk.stream]) {
      return `is stored from ${chunk.stream} ${chunk.offset} on after ${end[chunk.stream]}`;
    }
    end[chunk.stream] += chunkLength(chunk);
  }
  return null;
}

interface Expected {
  readonly folder: AttemptFolder | null;
  /** As the agent told them with the end; null: it never told, so the log may stop anywhere. */
  readonly lengths: { readonly stdout: number; readonly stderr: number } | null;
  readonly capBytes: number;
  /** Bytes may be lost with their node. */
  readonly mayMiss: boolean;
}

async function check(logHub: LogHub, ref: AttemptRef, expected: Expected): Promise<string | null> {
  const request = {
    jobId: ref.jobId,
    attempt: ref.number,
    stream: 'both',
    cursor: { stdout: 0, stderr: 0 },
    sinceAt: null,
    follow: false,
  } as const;
  const events = logHub.tail(request, new AbortController().signal);
  if (events === null) return 'cannot be read';
  const seen = { stdout: 0, stderr: 0 };
  for await (const event of events) {
    if (event.kind !== 'chunk') continue;
    const { chunk } = event;
    if (chunk.offset !== seen[chunk.stream]) {
      return `goes on at ${chunk.stream} ${chunk.offset} after ${seen[chunk.stream]}`;
    }
    const wrong = chunk.kind === 'gap' ? wrongGap(chunk, expected) : wrongData(ref, chunk, expected.capBytes);
    if (wrong !== null) return wrong;
    seen[chunk.stream] += chunk.kind === 'gap' ? chunk.length : chunk.bytes.length;
  }
  const { folder, lengths } = expected;
  if (folder === null || lengths === null || expected.mayMiss) return null;
  for (const stream of ['stdout', 'stderr'] as const) {
    if (lengths[stream] !== folder.written[stream]) {
      return `is told to have ${lengths[stream]} bytes of ${stream}; ${folder.written[stream]} were printed`;
    }
    if (seen[stream] !== lengths[stream]) return `ends at ${stream} ${seen[stream]} of ${lengths[stream]}`;
  }
  return null;
}

function wrongData(ref: AttemptRef, chunk: Extract<LogChunk, { kind: 'data' }>, capBytes: number): string | null {
  const end = chunk.offset + chunk.bytes.length;
  if (end > capBytes) return `has bytes of ${chunk.stream} up to ${end}, for a cap of ${capBytes}`;
  const wrong = wrongByte(ref, chunk.stream, chunk.offset, chunk.bytes);
  return wrong === null ? null : `has a wrong byte at ${chunk.stream} ${wrong}`;
}

function wrongGap(chunk: Extract<LogChunk, { kind: 'gap' }>, { folder, capBytes, mayMiss }: Expected): string | null {
  const where = `a gap of ${chunk.length} bytes at ${chunk.stream} ${chunk.offset}`;
  switch (chunk.reason) {
    case 'cap':
      return chunk.offset >= capBytes ? null : `has ${where} for a cap of ${capBytes}`;
    case 'node_lost':
      return mayMiss ? null : `has ${where} for lost output, and nothing was lost`;
    case 'spool_full': {
      const told = folder?.gaps.some(
        (gap) =>
          gap.stream === chunk.stream &&
          gap.offset <= chunk.offset &&
          chunk.offset + chunk.length <= gap.offset + gap.length,
      );
      return told === true ? null : `has ${where} for a full spool, and nothing was given up there`;
    }
  }
}
