/**
 * A window on ten thousand nodes, and on ten thousand jobs, that change all the time: how long until the tree is there, a group
 * is open, a filter is applied, and how long extension host and window stand still meanwhile. The limit is the same window on
 * a cluster of ten, which changes as often per node.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { OrchionClient } from '@orchion/client';
import { defaultSpec } from '@orchion/domain';
import { answer, joinFleet, openOrchion, row, runCommand, type Fleet, type Machine } from '@orchion/editor-harness';
import { jobSpec } from '../cluster.ts';
import type { Build, Contestant, Figures, Setting, Workload } from '../workload.ts';
import { clientOf, openBenchWindow, type BenchWindow, type Windows } from './window.ts';

/** What a window looks at. */
interface Size {
  readonly nodes: number;
  readonly jobs: number;
}

const few: Size = { nodes: 10, jobs: 10 };
const patienceMs = 120_000;
/** Submits that are under way at the same time. */
const submittingMax = 50;

export function largeClusters(setting: Setting, windows: Windows): readonly Workload[] {
  const seconds = setting.quick ? 1 : 15;
  const [first] = setting.builds;
  if (first === undefined) return [];

  const compared = (
    what: 'nodes' | 'jobs',
    many: Size,
    look: (window: BenchWindow, size: Size) => Promise<Figures>,
  ) => {
    const run = async (build: Build, size: Size): Promise<Figures> => {
      const name = `${build.name}, ${size[what]} ${what}`;
      // In the quick form both workloads look at the same window.
      const opener = () => openOnCluster(build, setting, size);
      return look(await windows.of(setting.quick ? 'clusters' : what, name, opener), size);
    };
    const limit: Contestant = {
      name: `${first.name}, ${few[what]} ${what}`,
      role: 'limit',
      run: () => run(first, few),
    };
    return {
      name: `a window on ${many[what]} ${what}`,
      unit: 'ms',
      better: 'lower',
      contestants: [
        ...setting.builds.map((build): Contestant => ({
          name: `${build.name}, ${many[what]} ${what}`,
          role: 'orchion',
          run: () => run(build, many),
        })),
        ...(setting.quick ? [] : [limit]),
      ],
    } as const;
  };
  const [manyNodes, manyJobs] = setting.quick
    ? [
        { nodes: 60, jobs: 60 },
        { nodes: 60, jobs: 60 },
      ]
    : [
        { ...few, nodes: 10_000 },
        { ...few, jobs: 10_000 },
      ];
  return [
    compared('nodes', manyNodes, (window, size) => onNodes(window, size, seconds)),
    compared('jobs', manyJobs, (window) => onJobs(window, seconds)),
  ];
}

async function openOnCluster(build: Build, setting: Setting, size: Size): Promise<BenchWindow> {
  let fleet: Fleet | undefined;
  return openBenchWindow({
    build,
    profileDir: setting.profileDir,
    async prepare(home) {
      home.cli('up', '--detach', '--no-agent');
      const machines = Array.from({ length: size.nodes }, (_, index) => machineOf(index));
      const play = () => ({ output: 'done\n', exitCode: 0 });
      fleet = await joinFleet({ socket: home.socket, token: home.token('agent'), machines, play });
      await submitWaiting(clientOf(home), size.jobs);
    },
    leave: () => fleet?.leave(),
  });
}

function machineOf(index: number): Machine {
  return {
    name: `node-${String(index).padStart(5, '0')}`,
    cpuModel: 'AMD EPYC',
    cores: 8,
    memoryGib: 64,
    gpus: [{ vendor: 'nvidia', model: 'NVIDIA GeForce RTX 4090', vramGib: 24 }],
    labels: { rack: `rack-${index % 40}` },
    os: 'linux',
    // Another figure at every heartbeat.
    get busy() {
      return Math.random();
    },
  };
}

/** A view that was left is shown anew: from the click to the first row, a group, a filter, and a while of looking on. */
async function onNodes(window: BenchWindow, size: Size, seconds: number): Promise<Figures> {
  const { page } = window.code;
  const node = row(page, /^Node node-0/).first();
  await leaveView(window);
  const figures: Record<string, number> = {};
  const stalls = await window.stallsDuring(async () => {
    const group = row(page, /^ready: /);
    const isGrouped = size.nodes > few.nodes;
    figures['tree shown'] = await timed(async () => {
      await openOrchion(page);
      await (isGrouped ? group : node).waitFor({ timeout: patienceMs });
    });
    if (isGrouped) {
      figures['group opened'] = await timed(async () => {
        await group.click();
        await node.waitFor({ timeout: patienceMs });
      });
    }
    await delay(seconds * 1000);
    await runCommand(page, 'Orchion: Filter Nodes');
    figures['filter applied'] = await timed(async () => {
      await answer(page, /Show nodes whose/, 'node-00007');
      await row(page, /^Node node-00000/).waitFor({ state: 'detached', timeout: patienceMs });
      await row(page, /^Node node-00007/).waitFor({ timeout: patienceMs });
    });
    await window.ask('command', { id: 'orchion.nodes.clearFilter', args: [] });
    await row(page, isGrouped ? /^ready: / : /^Node node-00000/).waitFor({ timeout: patienceMs });
  });
  return { ...figures, 'extension host, longest stall': stalls.host, 'window, longest stall': stalls.window };
}

/** Meanwhile jobs come and end. */
async function onJobs(window: BenchWindow, seconds: number): Promise<Figures> {
  const { page } = window.code;
  await leaveView(window);
  const figures: Record<string, number> = {};
  const stop = new AbortController();
  const busy = keepBusy(window.client, stop.signal);
  const stalls = await window.stallsDuring(async () => {
    figures['tree shown'] = await timed(async () => {
      await openOrchion(page);
      await row(page, /^Job waits-/)
        .first()
        .waitFor({ timeout: patienceMs });
    });
    await delay(seconds * 1000);
  });
  stop.abort();
  await busy;
  return { ...figures, 'extension host, longest stall': stalls.host, 'window, longest stall': stalls.window };
}

/** The window is loaded anew with another view in front, so that the next look at Orchion's is the first one. */
async function leaveView(window: BenchWindow): Promise<void> {
  await window.ask('command', { id: 'workbench.view.explorer', args: [] });
  await window.reload();
  await window.code.page.locator('.explorer-folders-view').waitFor({ timeout: patienceMs });
  await window.ask('command', { id: 'workbench.action.closePanel', args: [] });
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

/** Jobs for a label that no node has. */
async function submitWaiting(client: OrchionClient, count: number): Promise<void> {
  let next = 0;
  const submitter = async (): Promise<void> => {
    while (next < count) {
      const name = `waits-${next++}`;
      await client.jobs.submit({ spec: { ...defaultSpec(['true']), name, labels: { room: 'nowhere' } } });
    }
  };
  await Promise.all(Array.from({ length: submittingMax }, submitter));
}

/** Twenty jobs a second, each with its placement, start and end. */
async function keepBusy(client: OrchionClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await client.jobs.submit({ spec: { ...jobSpec(['true'], 100), name: 'passes' } });
    await delay(50);
  }
}
