import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGpuProbe, lookAgainMs } from './gpu-probe.ts';
import { gpuToolsFor } from './gpu-tools.ts';
import type { ToolRun } from './run-tool.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8');
const exited = (output: string, code = 0): ToolRun => ({ kind: 'exited', code, output });

/** A machine whose tools answer what the test says; time moves by hand. */
function machine(platform: NodeJS.Platform = 'linux') {
  const tools = new Map<string, (args: readonly string[]) => ToolRun | Promise<ToolRun>>();
  const state = { now: 0, ran: [] as string[], said: [] as string[] };
  const probe = createGpuProbe({
    tools: gpuToolsFor(platform, 64 * 1024 ** 3),
    run: async ([program, ...args]) => {
      state.ran.push(program);
      return (await tools.get(program)?.(args)) ?? { kind: 'missing' };
    },
    now: () => state.now,
    warn: (message) => state.said.push(message),
  });
  /** Background asks end within a few turns of the event loop: nothing real is waited for. */
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return { tools, state, probe, settle };
}

const names = ({ devices }: { readonly devices: readonly { readonly model: string }[] }): readonly string[] =>
  devices.map(({ model }) => model);

describe('a missing tool', () => {
  test('means no GPU, says nothing, and is looked for again after ten minutes', async () => {
    const { tools, state, probe } = machine();
    expect(names(await probe.read())).toEqual([]);
    expect(state.said).toEqual([]);
    const looked = state.ran.length;
    tools.set('nvidia-smi', () => exited(fixture('nvidia-550-two-4090')));
    state.now = lookAgainMs - 1;
    expect(names(await probe.read())).toEqual([]);
    expect(state.ran).toHaveLength(looked);
    state.now = lookAgainMs;
    expect(names(await probe.read())).toHaveLength(2);
  });

  test('is looked for where WSL and ROCm keep it', async () => {
    const { tools, state, probe } = machine();
    tools.set('/usr/lib/wsl/lib/nvidia-smi', () => exited(fixture('nvidia-537-wsl')));
    tools.set('/opt/rocm/bin/rocm-smi', () => exited(fixture('rocm-6-7900xt')));
    const { devices, vendors } = await probe.read();
    expect(names({ devices })).toEqual(['NVIDIA GeForce RTX 3060 Laptop GPU', 'Radeon RX 7900 XT']);
    expect([...vendors]).toEqual(['nvidia', 'amd']);
    expect(state.ran).not.toContain('amd-smi');
  });
});

test('amd-smi is asked where rocm-smi is gone', async () => {
  const { tools, probe } = machine();
  tools.set('amd-smi', ([what]) => exited(fixture(`amd-smi-6-${what === 'static' ? 'static' : 'metric'}`)));
  expect(names(await probe.read())).toEqual(['AMD Instinct MI300X', 'AMD Instinct MI300X']);
  expect(probe.metrics()).toMatchObject([{ busyFraction: 0 }, { busyFraction: 1 }]);
});

test('a field that an old driver refuses is left out, once and for all', async () => {
  const { tools, state, probe } = machine();
  tools.set('nvidia-smi', ([query]) =>
    query?.includes('mig.mode.current') === true
      ? exited(fixture('nvidia-390-refuses-field'), 2)
      : exited(fixture('nvidia-390-quadro')),
  );
  expect(names(await probe.read())).toEqual(['Quadro K2000']);
  const before = state.ran.filter((program) => program === 'nvidia-smi').length;
  await probe.read();
  expect(state.ran.filter((program) => program === 'nvidia-smi')).toHaveLength(before + 1);
});

test('MIG instances are listed where a GPU is cut into them', async () => {
  const { tools, probe } = machine();
  tools.set('nvidia-smi', ([query]) => exited(fixture(`nvidia-535-a100-mig${query === '-L' ? '-list' : ''}`)));
  expect((await probe.read()).devices).toHaveLength(4);
});

test('a failing tool is said once, and again when it fails otherwise', async () => {
  const { tools, state, probe } = machine();
  tools.set('nvidia-smi', () => exited(fixture('nvidia-no-driver'), 9));
  await probe.read();
  await probe.read();
  expect(state.said).toHaveLength(1);
  expect(state.said[0]).toMatch(/^nvidia-smi: NVIDIA-SMI has failed/);
  tools.set('nvidia-smi', () => exited('', 15));
  await probe.read();
  expect(state.said[1]).toBe('nvidia-smi: ended with code 15 and said nothing');
});

test('figures are asked for in the background, at most every five seconds, one ask at a time', async () => {
  const { tools, state, probe, settle } = machine();
  let answer: (run: ToolRun) => void = () => undefined;
  tools.set('nvidia-smi', () => exited(fixture('nvidia-550-two-4090')));
  await probe.read();
  const ran = (): number => state.ran.filter((program) => program === 'nvidia-smi').length;
  const before = ran();
  expect(probe.metrics()).toMatchObject([{ busyFraction: 0.37 }, { busyFraction: 0 }]);
  state.now = 4_999;
  probe.metrics();
  expect(ran()).toBe(before);

  tools.set('nvidia-smi', () => new Promise((resolve) => (answer = resolve)));
  state.now = 5_000;
  expect(probe.metrics()).toMatchObject([{ busyFraction: 0.37 }, { busyFraction: 0 }]);
  state.now = 20_000;
  probe.metrics();
  await settle();
  expect(ran()).toBe(before + 1);
  answer(exited(fixture('nvidia-550-two-4090').replace(' 37,', ' 90,')));
  await settle();
  expect(probe.metrics()).toMatchObject([{ busyFraction: 0.9 }, { busyFraction: 0 }]);
});

test('a tool that hangs keeps its devices, loses its figures, and is left alone for a minute', async () => {
  const { tools, state, probe, settle } = machine();
  tools.set('nvidia-smi', () => exited(fixture('nvidia-550-two-4090')));
  await probe.read();
  tools.set('nvidia-smi', () => ({ kind: 'timeout' }));
  state.now = 5_000;
  probe.metrics();
  await settle();
  expect(probe.metrics()).toMatchObject([{ busyFraction: null }, { busyFraction: null }]);
  expect(state.said).toEqual(['nvidia-smi: did not answer in time; it is asked again in a minute']);
  tools.set('nvidia-smi', () => exited(fixture('nvidia-550-two-4090')));
  state.now = 60_000;
  expect(names(await probe.read())).toHaveLength(2);
  expect(probe.metrics()).toMatchObject([{ busyFraction: null }, { busyFraction: null }]);
  state.now = 65_000;
  await probe.read();
  expect(probe.metrics()).toMatchObject([{ busyFraction: 0.37 }, { busyFraction: 0 }]);
});

test('a Mac’s GPUs are told by the system itself', async () => {
  const { tools, probe } = machine('darwin');
  tools.set('/usr/sbin/system_profiler', () => exited(fixture('apple-m1')));
  expect(names(await probe.read())).toEqual(['Apple M1']);
});
