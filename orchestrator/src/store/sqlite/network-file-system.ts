/**
 * Refuses a data directory on a network file system: SQLite's locks and its write-ahead log are not safe there, and a
 * database that is damaged later costs more than a clear refusal now. Known on Linux only; elsewhere nothing is refused.
 */
import { readFileSync, realpathSync, statfsSync } from 'node:fs';

/** Magic numbers of statfs(2). */
const networkMagic: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xfe534d42: 'SMB',
  0xff534d42: 'CIFS',
  0x5346414f: 'AFS',
  0x00c36400: 'Ceph',
};
const fuseMagic = 0x65735546;
/** FUSE is also used for local disks (ntfs-3g, bindfs, encrypted folders): only these come over a network. */
const networkFuse = /^fuse\.(sshfs|rclone|s3fs|goofys|glusterfs|davfs2?|curlftpfs|gcsfuse|nfs.*|smb.*)$/;

/** The network file system that holds the directory, as a person calls it, or null. */
export function networkFileSystemOf(directory: string): string | null {
  if (process.platform !== 'linux') return null;
  const magic = statfsSync(directory).type;
  if (magic !== fuseMagic) return fileSystemName({ magic, path: directory, mountInfo: '' });
  return fileSystemName({
    magic,
    path: realpathSync(directory),
    mountInfo: readFileSync('/proc/self/mountinfo', 'utf8'),
  });
}

/** `mountInfo`: the text of /proc/self/mountinfo; only looked at where the magic number is FUSE's. */
export function fileSystemName(found: {
  readonly magic: number;
  readonly path: string;
  readonly mountInfo: string;
}): string | null {
  // statfs answers a signed number on some machines.
  const magic = found.magic >>> 0;
  if (magic !== fuseMagic) return networkMagic[magic] ?? null;
  let longest = -1;
  let type = '';
  for (const line of found.mountInfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const mount = unescapeMount(before.split(' ')[4] ?? '');
    const covers = mount === '/' || found.path === mount || found.path.startsWith(`${mount}/`);
    // A later line of the same length lies on top of the earlier one.
    if (mount === '' || !covers || mount.length < longest) continue;
    longest = mount.length;
    type = after.split(' ')[0] ?? '';
  }
  return networkFuse.test(type) ? type : null;
}

/** The kernel writes a space in a mount point as \040. */
function unescapeMount(mount: string): string {
  return mount.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
