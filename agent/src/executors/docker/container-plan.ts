/**
 * From an attempt to what the engine is asked to make. The labels are what finds a container again: they are written with it, in
 * one step, and outlive the agent.
 */
import { attemptName, type AttemptRef, type ContainerSpec, type GpuDevice } from '@orchion/domain';
import { posix } from 'node:path';
import { attemptVariables } from '../../attempt/attempt-variables.ts';
import type { StartRequest } from '../../ports/executor.ts';
import type { ContainerPlan } from './engine.ts';

export const labels = {
  agent: 'orchion.agent',
  attempt: 'orchion.attempt',
  /** The machine's boot at its start. */
  boot: 'orchion.boot',
  /** Bytes of standard error that were there before the container: what was told of its image. */
  toldBefore: 'orchion.told-before',
} as const;

/** Where the private folder is in every container, and the file for outputs. */
const workspaceInside = '/workspace';
const outputInside = '/run/orchion/output';

/** Threads count: enough for a data loader on every core, and an end to a fork bomb. */
const processesMax = 16_384;
/** Engines refuse less. */
const memoryBytesMin = 6 * 1024 * 1024;

/**
 * Its output is read from the engine's log from the first byte on, also by an agent that comes later: whatever the engine is set to
 * do with logs, this one is kept whole until the container is removed.
 */
const wholeLog = { 'max-size': '1p', 'max-file': '1', compress: 'false', mode: 'blocking' };

export interface PlanSetting {
  readonly agentId: string;
  readonly bootId: string;
  readonly toldBefore: number;
  /** The private folder, as this machine names it. */
  readonly workspace: string;
  /** The file for outputs; null: nobody collects them. */
  readonly output: string | null;
  /** Of the agent; null: it is root, or the system has no such numbers. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

export function containerNameOf(ref: AttemptRef): string {
  return `orchion-${attemptName(ref).replace('/', '.')}`;
}

export function containerPlan(request: StartRequest, container: ContainerSpec, how: PlanSetting): ContainerPlan {
  const { spec, allocation } = request;
  const forced = container.user === null ? how.owner : null;
  const user = container.user ?? (forced === null ? undefined : `${forced.uid}:${forced.gid}`);
  const directory = directoryInside(spec.cwd) ?? (spec.command.length === 0 ? undefined : workspaceInside);
  const env = {
    // A user that the image does not know has no home in it.
    ...(forced !== null && { HOME: '/tmp' }),
    ...gpuVariables(request.gpus),
    ...spec.env,
    ...attemptVariables(request),
    ORCHION_WORKSPACE: workspaceInside,
    ...(how.output !== null && { ORCHION_OUTPUT: outputInside }),
    // The engine's init passes a polite end on to all of the command's processes, as on a node.
    TINI_KILL_PROCESS_GROUP: '1',
  };
  const memoryBytes = allocation.memoryBytes === 0 ? 0 : Math.max(allocation.memoryBytes, memoryBytesMin);
  return {
    name: containerNameOf(request),
    body: {
      Image: container.image,
      // The image's entry point would take the command for its arguments.
      ...(spec.command.length > 0 && { Entrypoint: [''], Cmd: spec.command }),
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      ...(directory !== undefined && { WorkingDir: directory }),
      ...(user !== undefined && { User: user }),
      // Spares the engine the work of making one.
      ...(container.network === 'none' && { NetworkDisabled: true }),
      Labels: {
        [labels.agent]: how.agentId,
        [labels.attempt]: attemptName(request),
        [labels.boot]: how.bootId,
        [labels.toldBefore]: String(how.toldBefore),
      },
      HostConfig: {
        Init: true,
        NetworkMode: container.network,
        LogConfig: { Type: 'json-file', Config: wholeLog },
        RestartPolicy: { Name: 'no' },
        SecurityOpt: ['no-new-privileges'],
        PidsLimit: processesMax,
        CpuShares: Math.max(2, Math.round((allocation.cpuMillis * 1024) / 1000)),
        ...(memoryBytes > 0 && { Memory: memoryBytes, MemorySwap: memoryBytes }),
        Mounts: [
          { Type: 'bind', Source: how.workspace, Target: workspaceInside },
          ...(how.output === null ? [] : [{ Type: 'bind', Source: how.output, Target: outputInside }]),
        ],
        ...gpuDevices(request.gpus),
      },
    },
  };
}

function directoryInside(cwd: string | null): string | null {
  return cwd === null ? null : posix.resolve(workspaceInside, cwd);
}

/**
 * The engine shows a container the devices that it was given and counts them anew from 0, so an index of the node would name
 * another one there. Without any it is shown none, also where the image or the engine asks for all.
 */
function gpuVariables(gpus: readonly GpuDevice[]): Readonly<Record<string, string>> {
  const order = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
  return gpus.length > 0 ? order : { ...order, NVIDIA_VISIBLE_DEVICES: 'void', CUDA_VISIBLE_DEVICES: '' };
}

function gpuDevices(gpus: readonly GpuDevice[]): Readonly<Record<string, unknown>> {
  const nvidia = gpus.filter(({ vendor }) => vendor === 'nvidia');
  const amd = gpus.filter(({ vendor }) => vendor === 'amd');
  const device = (path: string) => ({ PathOnHost: path, PathInContainer: path, CgroupPermissions: 'rwm' });
  return {
    ...(nvidia.length > 0 && {
      DeviceRequests: [
        {
          DeviceIDs: nvidia.map(({ id, index }) => (/^(?:GPU|MIG)-/.test(id) ? id : String(index))),
          Capabilities: [['gpu']],
        },
      ],
    }),
    // The kernel's interface for computing, and each card's own node: they are numbered from 128.
    ...(amd.length > 0 && {
      Devices: [device('/dev/kfd'), ...amd.map(({ index }) => device(`/dev/dri/renderD${128 + index}`))],
      GroupAdd: ['video'],
    }),
  };
}
