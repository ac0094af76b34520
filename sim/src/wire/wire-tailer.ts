/** A reader that follows a job's log through the real client: every byte once, in order, over attempts and cuts. */
import type { OrchionClient } from '@orchion/client';
import { advance, startOfLog, type JobId } from '@orchion/domain';
import { wrongByte } from '../program.ts';
import { Violation } from '../violation.ts';
import { violationFrom, type World } from '../world.ts';

export function followOverWire(world: World, client: OrchionClient, jobId: JobId): void {
  async function follow(): Promise<string | null> {
    let attempt = 0;
    let cursor = startOfLog;
    const request = { jobId, attempt: null, stream: 'both', cursor, sinceAt: null, follow: true } as const;
    for await (const event of client.logs.follow(request, new AbortController().signal)) {
      if (event.kind !== 'chunk') continue;
      if (event.attempt < attempt) return `was sent attempt ${event.attempt} after ${attempt}`;
      if (event.attempt > attempt) cursor = startOfLog;
      attempt = event.attempt;
      const { chunk } = event;
      if (chunk.offset !== cursor[chunk.stream]) {
        return `at ${chunk.stream} ${cursor[chunk.stream]} was sent ${chunk.offset}`;
      }
      if (chunk.kind === 'data') {
        const wrong = wrongByte({ jobId, number: attempt }, chunk.stream, chunk.offset, chunk.bytes);
        if (wrong !== null) return `was sent a wrong byte at ${chunk.stream} ${wrong}`;
      }
      cursor = advance(cursor, chunk);
    }
    return null;
  }
  follow().then(
    (problem) => {
      if (problem !== null) world.fail(new Violation('logs', `a reader of ${jobId} over the wire ${problem}`));
    },
    (error: unknown) => world.fail(violationFrom(error)),
  );
}
