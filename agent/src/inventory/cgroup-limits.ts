/**
 * The container's or service's share of the machine: a control group's CPU quota and memory limit lower what the node has,
 * and its own counters say how busy that share is. Limits of all ancestors count; the tightest wins. Both versions of the
 * kernel's interface are read; without either, nothing is limited.
 */
export type ReadText = (path: string) => Promise<string | null>;

export interface CgroupLimits {
  /** Cores, may be a fraction; null: not limited. */
  readonly cpuCores: number | null;
  readonly memoryBytes: number | null;
  /** Nanoseconds of CPU that the limited group has used; null where it cannot be told. */
  readonly cpuUsedNs: () => Promise<number | null>;
  /** Bytes in use within the memory limit, without the file cache that gives way by itself. */
  readonly memoryUsedBytes: () => Promise<number | null>;
}

const mount = '/sys/fs/cgroup';
/** Folders from the process's group to the root; deeper trees are not walked. */
const depthMax = 32;

export async function readCgroupLimits(readText: ReadText): Promise<CgroupLimits> {
  const own = await readText('/proc/self/cgroup');
  const lines = (own ?? '').split('\n', 64).map((line) => line.split(':'));
  const unified = lines.find(([id, controllers]) => id === '0' && controllers === '');
  const pathIn = (controller: string): string | null =>
    lines
      .find(([, controllers]) => controllers?.split(',').includes(controller))
      ?.slice(2)
      .join(':') ?? null;

  const v2 = unified === undefined ? [] : foldersOf(mount, unified.slice(2).join(':'));
  const cpu = pathIn('cpu');
  const memory = pathIn('memory');
  const cpuV1 = cpu === null ? [] : foldersOf(`${mount}/cpu`, cpu);
  const memoryV1 = memory === null ? [] : foldersOf(`${mount}/memory`, memory);

  const cpuLimit = tightest([
    ...(await limitsOf(v2, async (folder) => coresFromCpuMax(await readText(`${folder}/cpu.max`)))),
    ...(await limitsOf(cpuV1, async (folder) =>
      coresFromQuota(await readText(`${folder}/cpu.cfs_quota_us`), await readText(`${folder}/cpu.cfs_period_us`)),
    )),
  ]);
  const memoryLimit = tightest([
    ...(await limitsOf(v2, async (folder) => bytesFrom(await readText(`${folder}/memory.max`)))),
    ...(await limitsOf(memoryV1, async (folder) => bytesFrom(await readText(`${folder}/memory.limit_in_bytes`)))),
  ]);
  return {
    cpuCores: cpuLimit?.value ?? null,
    memoryBytes: memoryLimit?.value ?? null,
    cpuUsedNs: async () => (cpuLimit === null ? null : await cpuUsed(readText, cpuLimit.folder)),
    memoryUsedBytes: async () => (memoryLimit === null ? null : await memoryUsed(readText, memoryLimit.folder)),
  };
}

/** The group's folder and its ancestors. In a container the path may be the host's: then only the mount itself is there. */
function foldersOf(base: string, path: string): readonly string[] {
  const steps = path.split('/').filter((step) => step !== '' && step !== '..');
  return Array.from({ length: Math.min(steps.length, depthMax) + 1 }, (_, i) =>
    [base, ...steps.slice(0, steps.length - i)].join('/'),
  );
}

interface Limit {
  readonly folder: string;
  readonly value: number;
}

async function limitsOf(
  folders: readonly string[],
  read: (folder: string) => Promise<number | null>,
): Promise<readonly Limit[]> {
  const found: Limit[] = [];
  for (const folder of folders) {
    const value = await read(folder);
    if (value !== null) found.push({ folder, value });
  }
  return found;
}

function tightest(found: readonly Limit[]): Limit | null {
  return found.reduce<Limit | null>((best, next) => (best === null || next.value < best.value ? next : best), null);
}

/** '150000 100000' is one and a half cores; 'max 100000' is no limit. */
function coresFromCpuMax(text: string | null): number | null {
  const [quota, period] = (text ?? '').trim().split(/\s+/);
  return coresFromQuota(quota ?? null, period ?? null);
}

function coresFromQuota(quota: string | null, period: string | null): number | null {
  const quotaUs = positive(quota);
  const periodUs = positive(period);
  return quotaUs === null || periodUs === null ? null : quotaUs / periodUs;
}

/** Version 1 says "no limit" as a number near 2^63. */
function bytesFrom(text: string | null): number | null {
  const bytes = positive(text);
  return bytes === null || bytes > 2 ** 60 ? null : bytes;
}

async function cpuUsed(readText: ReadText, folder: string): Promise<number | null> {
  const usec = field(await readText(`${folder}/cpu.stat`), 'usage_usec');
  return usec === null ? positive(await readText(`${folder}/cpuacct.usage`)) : usec * 1000;
}

async function memoryUsed(readText: ReadText, folder: string): Promise<number | null> {
  const all =
    positive(await readText(`${folder}/memory.current`)) ?? positive(await readText(`${folder}/memory.usage_in_bytes`));
  if (all === null) return null;
  const stat = await readText(`${folder}/memory.stat`);
  return Math.max(0, all - (field(stat, 'total_inactive_file') ?? field(stat, 'inactive_file') ?? 0));
}

function field(text: string | null, name: string): number | null {
  return positive(new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1] ?? null);
}

function positive(text: string | null): number | null {
  const match = /^\s*(\d{1,20})\s*$/.exec(text ?? '');
  const value = Number(match?.[1]);
  return match !== null && value > 0 ? value : null;
}
