/**
 * Measures plain calls: GetHealth (a constant) and GetStatus (the cluster on one screen), one and 32 at a time, from one client
 * process. A user cares because every command and every editor view is made of such calls. The limit is connect-node itself:
 * a bare server that answers the same GetHealth with nothing around it, without tokens, guards or metrics.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type OrchionClient } from '@orchion/client';
import { socketTransport } from '../cluster.ts';
import { startClusters } from '../clusters.ts';
import type { Contestant, Figures, Suite, Workload } from '../workload.ts';

export const rpc: Suite = {
  name: 'rpc',
  about: 'Unary calls over the socket from one client process; the limit is a bare connect-node server.',
  async open(setting) {
    const count = setting.quick ? 50 : 3_000;
    const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-rpc-'));
    const clusters = await startClusters(setting);
    const echo = await startEcho(join(dir, 'echo.sock'));
    const workload = (atOnce: number): Workload => {
      const own = clusters.all.map(({ name, cluster: { client } }): Contestant => ({
        name,
        role: 'orchion',
        async run() {
          const health = await callsPerSecond(count, atOnce, () => client.cluster.health());
          return { GetHealth: health, GetStatus: await callsPerSecond(count, atOnce, () => client.cluster.status()) };
        },
      }));
      const bare: Contestant = {
        name: 'bare connect-node',
        role: 'limit',
        async run(): Promise<Figures> {
          const health = await callsPerSecond(count, atOnce, () => echo.client.cluster.health());
          // The same answer stands in for both: what GetStatus costs beyond it is Orchion's own.
          return { GetHealth: health, GetStatus: health };
        },
      };
      return { name: `${atOnce} at once`, unit: 'calls/s', better: 'higher', contestants: [...own, bare] };
    };
    return {
      workloads: [workload(1), workload(32)],
      async close() {
        await clusters.close();
        await echo.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

async function callsPerSecond(count: number, atOnce: number, call: () => Promise<unknown>): Promise<number> {
  let left = count;
  const startedAt = performance.now();
  const caller = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  return (count / (performance.now() - startedAt)) * 1000;
}

async function startEcho(socket: string): Promise<{ readonly client: OrchionClient; close(): Promise<void> }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../echo-server.ts', import.meta.url)), socket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.on('exit', () => reject(new Error('the bare server did not come up')));
  });
  return {
    client: createClient(socketTransport(socket, 'none')),
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
