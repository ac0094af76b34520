import { gpuDeviceId, trustId, type GpuDevice, type JobSpec } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { baseEnvironment, jobEnvironment } from './job-environment.ts';

const gpu = (index: number, vendor: GpuDevice['vendor'], id: string): GpuDevice => ({
  id: gpuDeviceId(id),
  index,
  vendor,
  model: 'a GPU',
  vramBytes: 24e9,
  unifiedMemory: false,
});

function environment(gpus: readonly GpuDevice[], env: Record<string, string> = {}): Record<string, string> {
  const spec = { env } as Partial<JobSpec> as JobSpec; // Nothing else of the spec is looked at.
  const allocation = { cpuMillis: 1000, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} };
  const ref = { jobId: trustId('job', 'job-000000000001'), number: 2 };
  return jobEnvironment({ PATH: '/bin' }, { ...ref, spec, allocation, gpus, place: null, nodeName: 'tower' });
}

describe('a command’s environment', () => {
  test('holds nothing of the agent’s own but a short list', () => {
    const own = { PATH: '/bin', HOME: '/root', LC_ALL: 'C', ORCHION_TOKEN: 'secret', AWS_SECRET: 'x' };
    expect(baseEnvironment(own)).toEqual({ PATH: '/bin', HOME: '/root', LC_ALL: 'C' });
  });

  test('names the attempt as the fence and the job as the idempotency key', () => {
    expect(environment([], { A: 'b' })).toMatchObject({
      A: 'b',
      ORCHION_FENCE: '2',
      ORCHION_IDEMPOTENCY_KEY: 'job-000000000001',
      ORCHION_NODE: 'tower',
    });
  });

  test('shows the allocated NVIDIA devices by id, in their order, and hides the others', () => {
    const gpus = [gpu(1, 'nvidia', 'MIG-b'), gpu(0, 'nvidia', 'GPU-a')];
    expect(environment(gpus)).toMatchObject({ CUDA_VISIBLE_DEVICES: 'GPU-a,MIG-b', ROCR_VISIBLE_DEVICES: '' });
    expect(environment([gpu(3, 'nvidia', 'nvidia-3')]).CUDA_VISIBLE_DEVICES).toBe('3');
  });

  test('names AMD devices once, since HIP counts within what ROCr leaves', () => {
    const found = environment([gpu(1, 'amd', 'amd-1')]);
    expect(found.ROCR_VISIBLE_DEVICES).toBe('1');
    expect(found.HIP_VISIBLE_DEVICES).toBeUndefined();
    expect(found.CUDA_VISIBLE_DEVICES).toBe('');
  });

  test('without GPUs sees none of any vendor', () => {
    const hidden = { CUDA_VISIBLE_DEVICES: '', ROCR_VISIBLE_DEVICES: '', HIP_VISIBLE_DEVICES: '' };
    expect(environment([])).toMatchObject(hidden);
  });
});
