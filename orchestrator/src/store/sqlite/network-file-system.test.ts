import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { fileSystemName, networkFileSystemOf } from './network-file-system.ts';

const fuse = 0x65735546;
const mountInfo = [
  '22 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
  '90 22 0:50 / /mnt/far\\040away rw - fuse.sshfs ada@tower:/ rw',
  '91 22 0:51 / /mnt/stick rw - fuseblk /dev/sdb1 rw',
].join('\n');

test('network file systems are known by their magic number', () => {
  expect(fileSystemName({ magic: 0x6969, path: '/x', mountInfo: '' })).toBe('NFS');
  expect(fileSystemName({ magic: 0xff534d42 | 0, path: '/x', mountInfo: '' })).toBe('CIFS');
  expect(fileSystemName({ magic: 0xef53, path: '/x', mountInfo: '' })).toBeNull();
});

test('of FUSE mounts only those over a network are refused', () => {
  expect(fileSystemName({ magic: fuse, path: '/mnt/far away/data', mountInfo })).toBe('fuse.sshfs');
  expect(fileSystemName({ magic: fuse, path: '/mnt/far away2', mountInfo })).toBeNull();
  expect(fileSystemName({ magic: fuse, path: '/mnt/stick/data', mountInfo })).toBeNull();
});

test('the directory for temporary files is local', () => {
  expect(networkFileSystemOf(tmpdir())).toBeNull();
});
