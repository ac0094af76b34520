/**
 * Measures how long a single submit takes on an idle system: until the command itself runs (it says so, by a byte into a
 * pipe), and until a watching client knows the result. A user cares because this is what an interactive run feels like. The
 * limit is Node's own spawn of the same command without anything around it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isEndedJob } from '@orchion/domain';
import { jobSpec, type Cluster } from '../cluster.ts';
import { startClusters } from '../clusters.ts';
import { quantileOf } from '../outcome.ts';
import type { Contestant, Figures, Suite } from '../workload.ts';

const pipeMaker = 'mkfifo';
/** Between two submits: the system is idle again. */
const restMs = 15;

export const latency: Suite = {
  name: 'latency',
  about: 'One submit on an idle system until its command runs, and until a watching client has the result.',
  async open(setting) {
    const count = setting.quick ? 5 : 200;
    const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-latency-'));
    const bell = openBell(join(dir, 'bell'));
    const command = ['/bin/sh', '-c', `printf . > ${bell.path}`];
    const clusters = await startClusters(setting);
    const watches = clusters.all.map(({ cluster }) => watchEnds(cluster));
    const contestants: Contestant[] = [
      ...clusters.all.map(({ name, cluster }, i): Contestant => ({
        name,
        role: 'orchion',
        async run() {
          return many(count, async () => {
            const startedAt = performance.now();
            const rung = bell.next();
            const { job } = await cluster.client.jobs.submit({ spec: jobSpec(command, 1) });
            const submit = performance.now() - startedAt;
            const ended = watches[i]?.ended(job.id);
            return { submit, start: (await rung) - startedAt, result: ((await ended) ?? Number.NaN) - startedAt };
          });
        },
      })),
      {
        name: 'Node’s spawn',
        role: 'limit',
        run: () =>
          many(count, async () => {
            const startedAt = performance.now();
            const rung = bell.next();
            const child = spawn(command[0] ?? '', command.slice(1), { stdio: 'ignore' });
            await new Promise((resolve) => child.on('exit', resolve));
            return { result: performance.now() - startedAt, start: (await rung) - startedAt };
          }),
      },
    ];
    return {
      workloads: [{ name: 'submit to start, submit to result', unit: 'ms', better: 'lower', contestants }],
      async close() {
        for (const watch of watches) await watch.close();
        await clusters.close();
        bell.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

async function many(count: number, once: () => Promise<Readonly<Record<string, number>>>): Promise<Figures> {
  const samples: Readonly<Record<string, number>>[] = [];
  // The first ones pay for compiling the code that they are the first to run.
  for (let i = -Math.ceil(count / 10); i < count; i++) {
    const sample = await once();
    if (i >= 0) samples.push(sample);
    await delay(restMs);
  }
  return Object.fromEntries(
    Object.keys(samples[0] ?? {}).flatMap((name) => {
      const values = samples.map((sample) => sample[name] ?? Number.NaN);
      return [
        [`${name} p50`, quantileOf(values, 0.5)],
        [`${name} p99`, quantileOf(values, 0.99)],
      ];
    }),
  );
}

interface Bell {
  readonly path: string;
  /** When the next byte came, on this process's clock. */
  next(): Promise<number>;
  close(): void;
}

function openBell(path: string): Bell {
  execFileSync(pipeMaker, [path]);
  // Read and write, so that the pipe never ends while nobody writes.
  const pipe = new Socket({ fd: openSync(path, constants.O_RDWR | constants.O_NONBLOCK), readable: true });
  let ring: (at: number) => void = () => undefined;
  pipe.on('data', () => ring(performance.now()));
  return {
    path,
    next: () => new Promise((resolve) => (ring = resolve)),
    close: () => pipe.destroy(),
  };
}

interface EndWatch {
  /** When the job's end was seen, on this process's clock. */
  ended(jobId: string): Promise<number>;
  close(): Promise<void>;
}

function watchEnds(cluster: Cluster): EndWatch {
  const stop = new AbortController();
  const seen = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const reading = (async () => {
    for await (const update of cluster.client.cluster.watch(stop.signal)) {
      if (update.kind !== 'change') continue;
      const at = performance.now();
      for (const { id, state } of update.changes.jobs) {
        if (!isEndedJob(state)) continue;
        seen.set(id, at);
        waiting.get(id)?.(at);
      }
    }
  })();
  return {
    async ended(jobId) {
      const at = seen.get(jobId) ?? (await new Promise<number>((resolve) => waiting.set(jobId, resolve)));
      waiting.delete(jobId);
      return at;
    },
    async close() {
      stop.abort();
      await reading;
    },
  };
}
