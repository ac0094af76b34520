/** A node as the suites in this process schedule on. */
import { noContainerEngine, trustId, type Node } from '@orchion/domain';

const now = 1_800_000_000_000;

export function benchNode(i: number, cores: number): Node {
  const digits = String(i).padStart(12, '0');
  return {
    id: trustId('node', `node-${digits}`),
    name: `node${i}`,
    labels: {},
    liveness: 'ready',
    eligibility: 'schedulable',
    drainDeadline: null,
    quarantine: null,
    inventory: {
      hostname: `node${i}`,
      os: 'linux',
      osRelease: '6.1',
      arch: 'x64',
      cpuModel: 'CPU',
      cpuCoresPhysical: 8,
      cpuCoresLogical: cores,
      memoryBytes: 64e9,
      disks: [],
      workDiskBytes: 500e9,
      gpus: [],
      custom: {},
      agentVersion: '0',
      executors: ['process'],
      containerEngine: noContainerEngine,
    },
    instanceId: trustId('instance', `instance-${digits}`),
    bootId: 'boot',
    agentPid: 100,
    registeredAt: now,
    livenessSince: now,
  };
}
