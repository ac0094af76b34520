/**
 * Measures the log path: bytes from a running job to a client that follows it, durable on the way, as one binary flood and as
 * lines of 100 bytes; and a finished log to a client (over Connect, and as plain HTTP) and to the command. A user cares because a training run's output is what
 * they look at. The limits are the same bytes through a shell pipe, and `cat` of a file through a pipe.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOfLog, type JobId } from '@orchion/domain';
import { jobSpec, type Cluster } from '../cluster.ts';
import { startClusters } from '../clusters.ts';
import { timeProgram } from '../programs.ts';
import type { Contestant, Suite } from '../workload.ts';

const mebibyte = 1024 * 1024;
const line = 'x'.repeat(99);

export const logs: Suite = {
  name: 'logs',
  about:
    'From a job to a client that follows it, and a finished log to a client; the limits are a shell pipe and `cat`.',
  async open(setting) {
    const bytes = (setting.quick ? 4 : 256) * mebibyte;
    const lines = setting.quick ? 20_000 : 1_000_000;
    const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-logs-'));
    const file = join(dir, 'log');
    writeFileSync(file, Buffer.alloc(bytes, `${line}\n`));
    const clusters = await startClusters(setting);
    const flood = ['/bin/sh', '-c', `head -c ${bytes} /dev/zero`];
    const talk = ['/bin/sh', '-c', `yes ${line} | head -n ${lines}`];
    const finished = await Promise.all(
      clusters.all.map(({ cluster }) => finishedLog(cluster, ['/bin/cat', file], bytes)),
    );

    const mebibytes = (result: { readonly ms: number; readonly bytes: number }, wanted: number) => {
      if (result.bytes !== wanted) throw new Error(`${result.bytes} bytes came, ${wanted} were written`);
      return { rate: (wanted / mebibyte / result.ms) * 1000 };
    };
    const fromJob = (command: readonly string[], wanted: number): Contestant[] => [
      ...clusters.all.map(({ name, cluster }): Contestant => ({
        name,
        role: 'orchion',
        run: async () => mebibytes(await followNewJob(cluster, command), wanted),
      })),
      {
        name: 'shell pipe',
        role: 'limit',
        run: async () => mebibytes(await timeProgram('/bin/sh', ['-c', `${command[2] ?? ''} | cat`]), wanted),
      },
    ];
    const ofFinished: Contestant[] = [
      ...clusters.all.flatMap(({ name, root, cluster }, i): Contestant[] => {
        const jobId = finished[i];
        if (jobId === undefined) return [];
        const env = { ...process.env, ORCHION_URL: `unix:${cluster.socket}`, ORCHION_TOKEN: cluster.token };
        const command = [join(root, 'cli', 'dist', 'orchion.js'), 'logs', jobId];
        return [
          { name, role: 'orchion', run: async () => mebibytes(await readLog(cluster, jobId), bytes) },
          {
            name: `${name}, plain HTTP`,
            role: 'orchion',
            run: async () => mebibytes(await readRaw(cluster, jobId), bytes),
          },
          {
            name: `${name}, \`orchion logs\``,
            role: 'orchion',
            run: async () => mebibytes(await timeProgram(process.execPath, command, { env }), bytes),
          },
        ];
      }),
      {
        name: '`cat`',
        role: 'limit',
        run: async () => mebibytes(await timeProgram('/bin/sh', ['-c', `cat ${file} | cat`]), bytes),
      },
    ];
    const unit = 'MiB/s';
    const better = 'higher';
    return {
      workloads: [
        { name: `${bytes / mebibyte} MiB from a job to a follower`, unit, better, contestants: fromJob(flood, bytes) },
        { name: `${lines} lines of 100 B to a follower`, unit, better, contestants: fromJob(talk, lines * 100) },
        { name: `a finished log of ${bytes / mebibyte} MiB`, unit, better, contestants: ofFinished },
      ],
      async close() {
        await clusters.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

/** From the submit to the log's end. */
async function followNewJob(
  cluster: Cluster,
  command: readonly string[],
): Promise<{ readonly ms: number; readonly bytes: number }> {
  const startedAt = performance.now();
  const { job } = await cluster.client.jobs.submit({ spec: jobSpec(command, 1) });
  const { bytes } = await readLog(cluster, job.id);
  return { ms: performance.now() - startedAt, bytes };
}

async function readLog(cluster: Cluster, jobId: JobId): Promise<{ readonly ms: number; readonly bytes: number }> {
  const startedAt = performance.now();
  let bytes = 0;
  const request = { jobId, attempt: null, stream: 'both', cursor: startOfLog, sinceAt: null, follow: true } as const;
  for await (const event of cluster.client.logs.follow(request, new AbortController().signal)) {
    if (event.kind === 'chunk' && event.chunk.kind === 'data') bytes += event.chunk.bytes.length;
    if (event.kind === 'chunk' && event.chunk.kind === 'gap') throw new Error('bytes of the log are missing');
  }
  return { ms: performance.now() - startedAt, bytes };
}

/** As curl would: the bytes of one stream as the body of an answer. */
async function readRaw(cluster: Cluster, jobId: JobId): Promise<{ readonly ms: number; readonly bytes: number }> {
  const startedAt = performance.now();
  const headers = { authorization: `Bearer ${cluster.token}`, accept: 'application/octet-stream' };
  const path = `/api/v1/jobs/${jobId}/logs?stream=STDOUT`;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ socketPath: cluster.socket, path, headers }, resolve).on('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`${path} was answered with ${response.statusCode}`);
  let bytes = 0;
  response.on('data', (piece: Buffer) => (bytes += piece.length));
  await once(response, 'end');
  return { ms: performance.now() - startedAt, bytes };
}

async function finishedLog(cluster: Cluster, command: readonly string[], wanted: number): Promise<JobId> {
  const { job } = await cluster.client.jobs.submit({ spec: jobSpec(command, 1) });
  const { bytes } = await readLog(cluster, job.id);
  if (bytes !== wanted) throw new Error(`${bytes} bytes came, ${wanted} were written`);
  return job.id;
}
