/**
 * Users who ask for more than the cluster can do: at a steady rate, whatever becomes of it. What waits too long is given up by
 * its queue timeout, so the backlog has a bound.
 */
import { ClientError, type OrchionClient } from '@orchion/client';
import { defaultSpec, type JobId, type JobSpec } from '@orchion/domain';

export interface Flood {
  start(): void;
  /** No more is asked; resolves when every call has its answer. */
  stop(): Promise<void>;
  readonly acknowledged: readonly JobId[];
  /** Calls that were told to come back later. */
  readonly refused: number;
  readonly answerMs: readonly number[];
}

const everyMs = 250;
const queueTimeoutMs = 10_000;
/** Beyond this users wait for answers before they ask on: what they would ask for is then counted as refused. */
const openMax = 40;

export function createFlood(parts: { readonly client: () => OrchionClient; readonly jobsPerSecond: number }): Flood {
  const acknowledged: JobId[] = [];
  const answerMs: number[] = [];
  const open = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let refused = 0;
  let requests = 0;
  const spec: JobSpec = { ...defaultSpec(['true']), name: 'soak', queueTimeoutMs };
  const count = Math.max(1, Math.round((parts.jobsPerSecond * everyMs) / 1000));

  async function submit(): Promise<void> {
    const jobs = Array.from({ length: count }, () => ({ spec, requestId: `soak-${++requests}` }));
    // Until there is an answer: a lost one may have been stored, and the same request id gives the same job.
    for (;;) {
      const startedAt = performance.now();
      try {
        acknowledged.push(...(await parts.client().jobs.submitAll(jobs, { timeoutMs: 30_000 })));
        answerMs.push(performance.now() - startedAt);
        return;
      } catch (error) {
        if (error instanceof ClientError && error.code === 'resource_exhausted') return void refused++;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  return {
    start() {
      timer = setInterval(() => {
        if (open.size >= openMax) return void refused++;
        const call = submit().finally(() => open.delete(call));
        open.add(call);
      }, everyMs);
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await Promise.all(open);
    },
    acknowledged,
    get refused() {
      return refused;
    },
    answerMs,
  };
}
