import { containerOf, gpuDeviceId, type ContainerSpec, type GpuDevice, type JobSpec } from '@orchion/domain';
import { expect, test } from 'vitest';
import { noAllocation, refOf, specOf } from '../../test/attempts.ts';
import type { StartRequest } from '../../ports/executor.ts';
import { containerPlan, type PlanSetting } from './container-plan.ts';

const setting: PlanSetting = {
  agentId: 'node-a',
  bootId: 'boot',
  toldBefore: 12,
  workspace: '/state/work',
  output: null,
  owner: { uid: 1000, gid: 1001 },
};
const gpu = (vendor: GpuDevice['vendor'], id: string, index: number): GpuDevice => ({
  id: gpuDeviceId(id),
  index,
  vendor,
  model: 'x',
  vramBytes: 0,
  unifiedMemory: false,
});

function planOf(
  rest: Partial<JobSpec> = {},
  more: Partial<StartRequest> = {},
  container: Partial<ContainerSpec> = {},
  how: Partial<PlanSetting> = {},
) {
  const image = { ...containerOf('python:3.12'), ...container };
  const spec = specOf(['python', 'x.py'], { ...rest, container: image });
  const request = { ...refOf(1, 2), spec, allocation: noAllocation, gpus: [], nodeName: 'tower', place: null, ...more };
  return containerPlan(request, image, { ...setting, ...how });
}

test('a container is named and labelled by its attempt', () => {
  expect(planOf()).toMatchObject({
    name: 'orchion-job-000000000001.2',
    body: {
      Labels: {
        'orchion.agent': 'node-a',
        'orchion.attempt': 'job-000000000001/2',
        'orchion.boot': 'boot',
        'orchion.told-before': '12',
      },
    },
  });
});

test('a command takes the place of the image’s, its entry point included; without one the image’s runs where it wants', () => {
  expect(planOf().body).toMatchObject({ Entrypoint: [''], Cmd: ['python', 'x.py'], WorkingDir: '/workspace' });
  const { body } = planOf({ command: [] });
  expect(body).not.toHaveProperty('Cmd');
  expect(body).not.toHaveProperty('Entrypoint');
  expect(body).not.toHaveProperty('WorkingDir');
});

test('a directory is one of the container, or below the private folder', () => {
  expect(planOf({ cwd: '/srv' }).body).toMatchObject({ WorkingDir: '/srv' });
  expect(planOf({ cwd: 'src/lib' }).body).toMatchObject({ WorkingDir: '/workspace/src/lib' });
});

test('it is the agent’s user, unless the job names one, or the agent is root: then it is the image’s', () => {
  expect(planOf().body).toMatchObject({ User: '1000:1001' });
  expect(planOf().body.Env).toContain('HOME=/tmp');
  expect(planOf({}, {}, { user: 'root' }).body).toMatchObject({ User: 'root' });
  const asImage = planOf({}, {}, {}, { owner: null }).body;
  expect(asImage).not.toHaveProperty('User');
  expect(asImage.Env).not.toContain('HOME=/tmp');
});

test('nothing of this machine is in it but the private folder and the file for outputs', () => {
  const { HostConfig } = planOf({}, {}, {}, { output: '/state/output' }).body;
  expect(HostConfig).toMatchObject({
    Mounts: [
      { Source: '/state/work', Target: '/workspace' },
      { Source: '/state/output', Target: '/run/orchion/output' },
    ],
    SecurityOpt: ['no-new-privileges'],
  });
  expect(HostConfig).not.toHaveProperty('Privileged');
});

test('memory is a limit, of at least what engines take; cores are a share', () => {
  const allocation = { ...noAllocation, cpuMillis: 2500, memoryBytes: 1 };
  const { HostConfig } = planOf({}, { allocation }).body;
  expect(HostConfig).toMatchObject({ CpuShares: 2560, Memory: 6 * 2 ** 20, MemorySwap: 6 * 2 ** 20 });
  expect(planOf({}, { allocation: { ...allocation, memoryBytes: 0 } }).body.HostConfig).not.toHaveProperty('Memory');
});

test('it is given its own GPUs and no other', () => {
  const { body } = planOf({}, { gpus: [gpu('nvidia', 'GPU-7', 3), gpu('nvidia', 'card', 1)] });
  expect(body.HostConfig).toMatchObject({ DeviceRequests: [{ DeviceIDs: ['GPU-7', '1'], Capabilities: [['gpu']] }] });
  expect(body.Env).not.toContain('CUDA_VISIBLE_DEVICES=');
  expect(planOf().body.Env).toEqual(expect.arrayContaining(['CUDA_VISIBLE_DEVICES=', 'NVIDIA_VISIBLE_DEVICES=void']));
  const amd = planOf({}, { gpus: [gpu('amd', 'a', 1)] }).body.HostConfig;
  expect(amd).toMatchObject({ Devices: [{ PathOnHost: '/dev/kfd' }, { PathOnHost: '/dev/dri/renderD129' }] });
});

test('a container without a network needs none made', () => {
  expect(planOf({}, {}, { network: 'none' }).body).toMatchObject({
    NetworkDisabled: true,
    HostConfig: { NetworkMode: 'none' },
  });
  expect(planOf().body).not.toHaveProperty('NetworkDisabled');
});
