/** A log hub that keeps what is appended in a list and, when followed, waits for more. */
import { advance, startOfLog, type LogChunk } from '@orchion/domain';
import type { LogHub, TailEvent } from '../../app/log-hub.ts';

export interface ListLogHub extends LogHub {
  /** No more will come: followers end. */
  finish(): void;
}

export function createListLogHub(): ListLogHub {
  const chunks: LogChunk[] = [];
  const wakers = new Set<() => void>();
  let isFinished = false;
  const wakeAll = (): void => {
    for (const wake of wakers) wake();
    wakers.clear();
  };

  async function* read(stream: string, follow: boolean, signal: AbortSignal): AsyncIterable<TailEvent> {
    let cursor = startOfLog;
    for (let i = 0; ;) {
      for (; i < chunks.length; i++) {
        const chunk = chunks[i];
        if (chunk === undefined || (stream !== 'both' && chunk.stream !== stream)) continue;
        cursor = advance(cursor, chunk);
        yield { kind: 'chunk', attempt: 1, chunk };
      }
      if (isFinished || !follow || signal.aborted) break;
      await new Promise<void>((resolve) => {
        wakers.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    yield { kind: 'end', attempt: 1, cursor, complete: isFinished };
  }

  return {
    append: (_nodeId, logs) => {
      const acks = logs.map(({ attempt, chunks: added }) => {
        chunks.push(...added);
        return { attempt, durable: added.reduce(advance, startOfLog), unwanted: false };
      });
      wakeAll();
      return Promise.resolve(acks);
    },
    tail: ({ jobId, stream, follow }, signal) => (jobId === 'job-zzzzzzzzzzzz' ? null : read(stream, follow, signal)),
    finish() {
      isFinished = true;
      wakeAll();
    },
  };
}
