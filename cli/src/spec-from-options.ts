/**
 * The options of `orchion submit` to a complete job spec, over a file's spec or the defaults. What is wrong is said in the
 * command line's own words; what the domain refuses is checked here too, before anything is sent.
 */
import { posix, resolve, win32 } from 'node:path';
import {
  containerOf,
  limits,
  violationsOfJobSpec,
  type ContainerNetwork,
  type ContainerSpec,
  type GpuRequest,
  type GpuVendor,
  type JobSpec,
  type OnLost,
  type PullPolicy,
  type Violation,
} from '@orchion/domain';
import { parseBytes, parseCpu, parseDuration, parseGpus } from '@orchion/schemas';
import { amountOf, pairsOf, wholeNumberOf } from './amount-option.ts';
import { CliFailure, usageFailure } from './failure.ts';

export interface SpecOptions {
  readonly name?: string;
  readonly image?: string;
  readonly pull?: PullPolicy;
  readonly user?: string;
  readonly network?: ContainerNetwork;
  readonly cpu?: string;
  readonly memory?: string;
  readonly disk?: string;
  readonly gpus?: string;
  readonly gpuVendor?: GpuVendor;
  readonly gpuModel?: string;
  readonly vram?: string;
  readonly label?: readonly string[];
  readonly node?: string;
  readonly priority?: string;
  readonly env?: readonly string[];
  readonly cwd?: string;
  readonly timeout?: string;
  readonly queueTimeout?: string;
  readonly grace?: string;
  readonly retries?: string;
  readonly idempotent?: boolean;
  readonly onLost?: OnLost;
  readonly exclusive?: boolean;
}

export interface SpecSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly currentDir: string;
}

/** Throws CliFailure where an option is wrong, or the spec as a whole. */
export function specFromOptions(base: JobSpec, options: SpecOptions, around: SpecSurroundings): JobSpec {
  const exclusive = options.exclusive ?? base.exclusive;
  const spec: JobSpec = {
    ...base,
    name: options.name ?? base.name,
    container: containerFrom(base.container, options),
    cwd: options.cwd === undefined ? base.cwd : absolute(options.cwd, around.currentDir),
    env: { ...base.env, ...pairsOf('--env', options.env, (name) => around.env[name]) },
    resources: {
      ...base.resources,
      cpuMillis: amountOf('--cpu', options.cpu, parseCpu) ?? base.resources.cpuMillis,
      memoryBytes: amountOf('--memory', options.memory, parseBytes) ?? base.resources.memoryBytes,
      diskBytes: amountOf('--disk', options.disk, parseBytes) ?? base.resources.diskBytes,
      gpus: gpusFrom(base.resources.gpus, options),
    },
    labels: { ...base.labels, ...pairsOf('--label', options.label) },
    node: options.node ?? base.node,
    priority:
      wholeNumberOf('--priority', options.priority, { min: -limits.priorityMax, max: limits.priorityMax }) ??
      base.priority,
    timeoutMs: amountOf('--timeout', options.timeout, parseDuration) ?? base.timeoutMs,
    queueTimeoutMs: amountOf('--queue-timeout', options.queueTimeout, parseDuration) ?? base.queueTimeoutMs,
    graceMs: amountOf('--grace', options.grace, parseDuration) ?? base.graceMs,
    retry: {
      ...base.retry,
      retriesMax:
        wholeNumberOf('--retries', options.retries, { min: 0, max: limits.retriesMax }) ?? base.retry.retriesMax,
    },
    idempotent: options.idempotent ?? base.idempotent,
    onLost: options.onLost ?? (options.idempotent === true && !base.idempotent ? 'retry' : base.onLost),
    exclusive,
    onDisconnect: options.exclusive === true ? 'stop' : base.onDisconnect,
  };
  const violations = violationsOfJobSpec(spec);
  if (violations.length > 0) throw wrongSpec(violations);
  return spec;
}

function wrongSpec(violations: readonly Violation[]): CliFailure {
  return new CliFailure({ code: 'invalid', message: 'This job cannot be submitted.', violations });
}

function containerFrom(base: ContainerSpec | null, options: SpecOptions): ContainerSpec | null {
  const { image, pull, user, network } = options;
  if (image === undefined && base === null) {
    const [lone] =
      Object.entries({ '--pull': pull, '--user': user, '--network': network }).find(([, value]) => value) ?? [];
    if (lone !== undefined) throw usageFailure(`${lone} says something of a container; name its image: --image`);
    return null;
  }
  const usual = base ?? containerOf('');
  return {
    image: image ?? usual.image,
    pull: pull ?? usual.pull,
    user: user ?? usual.user,
    network: network ?? usual.network,
  };
}

function gpusFrom(base: GpuRequest | null, options: SpecOptions): GpuRequest | null {
  const amount = amountOf('--gpus', options.gpus, parseGpus);
  if (amount === null) return null;
  const details = options.gpuVendor !== undefined || options.gpuModel !== undefined || options.vram !== undefined;
  if (amount === undefined && base === null && !details) return null;
  return {
    // Asking for a kind of GPU asks for one of that kind.
    amount: amount ?? base?.amount ?? { kind: 'whole', count: 1 },
    vendor: options.gpuVendor ?? base?.vendor ?? null,
    model: options.gpuModel ?? base?.model ?? null,
    vramBytes: amountOf('--vram', options.vram, parseBytes) ?? base?.vramBytes ?? 0,
  };
}

/** Nodes may run another system: a path that is absolute anywhere is passed on as it is. */
function absolute(dir: string, currentDir: string): string {
  if (dir === '') throw usageFailure('--cwd: must name a directory, for example --cwd .');
  return posix.isAbsolute(dir) || win32.isAbsolute(dir) ? dir : resolve(currentDir, dir);
}

/** The program's name without its directory. */
