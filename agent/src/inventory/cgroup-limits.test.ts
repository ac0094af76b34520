import { expect, test } from 'vitest';
import { readCgroupLimits } from './cgroup-limits.ts';

const GiB = 1024 ** 3;

const limitsWith = (files: Readonly<Record<string, string>>) =>
  readCgroupLimits((path) => Promise.resolve(files[path] ?? null));

test('a machine without control groups is not limited', async () => {
  const limits = await limitsWith({});
  expect([limits.cpuCores, limits.memoryBytes]).toEqual([null, null]);
  expect([await limits.cpuUsedNs(), await limits.memoryUsedBytes()]).toEqual([null, null]);
});

test('version 2: the tightest limit of all ancestors wins, and its group is the one that is watched', async () => {
  const limits = await limitsWith({
    '/proc/self/cgroup': '0::/user.slice/agent.service\n',
    '/sys/fs/cgroup/user.slice/agent.service/cpu.max': 'max 100000\n',
    '/sys/fs/cgroup/user.slice/agent.service/memory.max': '8589934592\n',
    '/sys/fs/cgroup/user.slice/cpu.max': '150000 100000\n',
    '/sys/fs/cgroup/user.slice/memory.max': '4294967296\n',
    '/sys/fs/cgroup/user.slice/cpu.stat': 'usage_usec 2500\nuser_usec 1500\n',
    '/sys/fs/cgroup/user.slice/memory.current': `${3 * GiB}\n`,
    '/sys/fs/cgroup/user.slice/memory.stat': `anon 1\ninactive_file ${GiB}\n`,
  });
  expect(limits.cpuCores).toBe(1.5);
  expect(limits.memoryBytes).toBe(4 * GiB);
  expect(await limits.cpuUsedNs()).toBe(2_500_000);
  expect(await limits.memoryUsedBytes()).toBe(2 * GiB);
});

test('version 2 in a container that sees the host’s path: the mount itself is the container’s group', async () => {
  const limits = await limitsWith({
    '/proc/self/cgroup': '0::/docker/3f2a\n',
    '/sys/fs/cgroup/cpu.max': '50000 100000\n',
    '/sys/fs/cgroup/memory.max': 'max\n',
  });
  expect([limits.cpuCores, limits.memoryBytes]).toEqual([0.5, null]);
});

test('version 1: quota and period are two files, and no limit is a number near 2^63', async () => {
  const own = '11:memory:/docker/3f2a\n4:cpu,cpuacct:/docker/3f2a\n1:name=systemd:/docker/3f2a\n';
  const limits = await limitsWith({
    '/proc/self/cgroup': own,
    '/sys/fs/cgroup/cpu/docker/3f2a/cpu.cfs_quota_us': '200000\n',
    '/sys/fs/cgroup/cpu/docker/3f2a/cpu.cfs_period_us': '100000\n',
    '/sys/fs/cgroup/cpu/docker/3f2a/cpuacct.usage': '12345\n',
    '/sys/fs/cgroup/memory/docker/3f2a/memory.limit_in_bytes': '9223372036854771712\n',
  });
  expect([limits.cpuCores, limits.memoryBytes]).toEqual([2, null]);
  expect(await limits.cpuUsedNs()).toBe(12_345);
});

test('version 1: a quota of -1 is no limit', async () => {
  const limits = await limitsWith({
    '/proc/self/cgroup': '4:cpu,cpuacct:/\n',
    '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
    '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  });
  expect(limits.cpuCores).toBeNull();
});

test.for(['', 'garbage', '0::', `0::${'/x'.repeat(1000)}`, '0::/../../etc'])(
  'odd content %j limits nothing',
  async (own) => {
    const limits = await limitsWith({ '/proc/self/cgroup': own, '/sys/fs/cgroup/etc/cpu.max': 'a b c' });
    expect([limits.cpuCores, limits.memoryBytes]).toEqual([null, null]);
  },
);
