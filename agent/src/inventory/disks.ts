/** The volumes worth telling of, from systeminformation's list: each once, without the system's own pseudo volumes. */
import type { DiskInventory } from '@orchion/domain';

/** The part of systeminformation's entry that is read here. */
export interface Volume {
  readonly fs: string;
  readonly type: string;
  readonly size: number;
  readonly mount: string;
}

const disksMax = 64;
const pseudo =
  /^(?:tmpfs|devtmpfs|overlay|squashfs|efivarfs|ramfs|proc|sysfs|cgroup2?|devfs|autofs|fuse\.(?:snapfuse|portal))$/i;
const ownMounts =
  /^\/(?:dev|proc|sys|run|boot|snap|System\/Volumes\/(?!Data$)|private\/var\/vm)(?:\/|$)|^\/etc\/(?:hosts|hostname|resolv\.conf)$/;

export function disksFrom(volumes: readonly Volume[]): readonly DiskInventory[] {
  const found = new Map<string, DiskInventory>();
  for (const { fs, type, size, mount } of volumes) {
    if (typeof mount !== 'string' || !Number.isFinite(size) || size <= 0) continue;
    // A container's root is an overlay, and still its disk.
    if (mount !== '/' && (pseudo.test(type) || ownMounts.test(mount))) continue;
    // A device mounted twice (bind mounts) is one disk: the shortest path names it.
    const before = found.get(fs);
    if (before === undefined || mount.length < before.mount.length)
      found.set(fs, { mount, totalBytes: Math.round(size) });
  }
  return [...found.values()].sort((a, b) => a.mount.localeCompare(b.mount)).slice(0, disksMax);
}
