import { expect, test } from 'vitest';
import { disksFrom } from './disks.ts';

test('tells each volume once, and none of the system’s own', () => {
  const GB = 1e9;
  const disks = disksFrom([
    { fs: '/dev/nvme0n1p2', type: 'ext4', size: 500 * GB, mount: '/' },
    { fs: '/dev/nvme0n1p2', type: 'ext4', size: 500 * GB, mount: '/var/snap/firefox' },
    { fs: '/dev/nvme0n1p1', type: 'vfat', size: 0.5 * GB, mount: '/boot/efi' },
    { fs: 'tmpfs', type: 'tmpfs', size: 16 * GB, mount: '/run' },
    { fs: '/dev/loop3', type: 'squashfs', size: 0.06 * GB, mount: '/snap/core/1' },
    { fs: '/dev/sda1', type: 'xfs', size: 8000 * GB, mount: '/data' },
    { fs: 'nas:/export', type: 'nfs4', size: 20_000 * GB, mount: '/mnt/nas' },
    { fs: '/dev/sdb1', type: 'ext4', size: Number.NaN, mount: '/mnt/broken' },
  ]);
  expect(disks).toEqual([
    { mount: '/', totalBytes: 500 * GB },
    { mount: '/data', totalBytes: 8000 * GB },
    { mount: '/mnt/nas', totalBytes: 20_000 * GB },
  ]);
});

test('a container’s root is its disk, although it is an overlay', () => {
  const disks = disksFrom([
    { fs: 'overlay', type: 'overlay', size: 1e9, mount: '/' },
    { fs: '/dev/vda1', type: 'ext4', size: 1e9, mount: '/etc/hosts' },
  ]);
  expect(disks).toEqual([{ mount: '/', totalBytes: 1e9 }]);
});
