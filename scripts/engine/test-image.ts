// The image that tests run: busybox and nothing else, made here from bytes, so that no registry is asked. The same bytes give the
// same digests each time.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

export const testImage = 'orchion-test/busybox:1';

interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'link' | 'folder';
  readonly mode?: number;
  readonly data?: Buffer;
  readonly target?: string;
}

const kindFlags = { file: '0', link: '2', folder: '5' } as const;
const blockBytes = 512;

/** The ustar format: a header of 512 bytes, the data, filled up to whole blocks. */
function tar(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(
    ({ name, kind, mode = kind === 'file' ? 0o644 : 0o755, data = Buffer.alloc(0), target = '' }) => {
      const header = Buffer.alloc(blockBytes);
      const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
      header.write(name, 0);
      header.write(octal(mode, 7) + octal(0, 7) + octal(0, 7) + octal(data.length, 11) + octal(0, 11), 100);
      header.write(`        ${kindFlags[kind]}${target}`, 148);
      header.write('ustar\x0000', 257);
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${octal(sum, 6)} `, 148);
      return [header, data, Buffer.alloc((blockBytes - (data.length % blockBytes)) % blockBytes)];
    },
  );
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

function busyboxLayer(busybox: string, mark = ''): Buffer {
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== '' && name !== 'busybox');
  return tar([
    { name: 'bin/', kind: 'folder' },
    { name: 'etc/', kind: 'folder' },
    { name: 'tmp/', kind: 'folder', mode: 0o1777 },
    { name: 'home/', kind: 'folder' },
    { name: 'bin/busybox', kind: 'file', mode: 0o755, data: readFileSync(busybox) },
    ...applets.map((name) => ({ name: `bin/${name}`, kind: 'link' as const, mode: 0o777, target: 'busybox' })),
    { name: 'bin/plain', kind: 'file', data: Buffer.from('no program') },
    { name: 'etc/mark', kind: 'file', data: Buffer.from(mark) },
    {
      name: 'etc/passwd',
      kind: 'file',
      data: Buffer.from('root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n'),
    },
    { name: 'etc/group', kind: 'file', data: Buffer.from('root:x:0:\nnogroup:x:65534:\n') },
  ]);
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function configOf(layer: Buffer): Buffer {
  const config = { Env: ['PATH=/bin', 'FROM_IMAGE=yes'], Cmd: ['echo', 'the image speaks'], WorkingDir: '/home' };
  const moment = '1970-01-01T00:00:00Z';
  return Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      created: moment,
      config,
      rootfs: { type: 'layers', diff_ids: [`sha256:${digestOf(layer)}`] },
      history: [{ created: moment, created_by: 'a test' }],
    }),
  );
}

/** As `docker save` writes it: what an engine can be given without a registry. */
export function imageArchive(busybox: string): Buffer {
  const layer = busyboxLayer(busybox);
  const config = configOf(layer);
  const manifest = [{ Config: 'config.json', RepoTags: [testImage], Layers: ['layer.tar'] }];
  return tar([
    { name: 'layer.tar', kind: 'file', data: layer },
    { name: 'config.json', kind: 'file', data: config },
    { name: 'manifest.json', kind: 'file', data: Buffer.from(JSON.stringify(manifest)) },
  ]);
}

export interface RegistryImage {
  readonly manifest: Buffer;
  readonly manifestType: string;
  /** Of the manifest. */
  readonly digest: string;
  /** By `sha256:` and digest. */
  readonly blobs: ReadonlyMap<string, Buffer>;
}

/** As a registry hands it out. `mark`: another one for each. */
export function imageInRegistry(busybox: string, mark = ''): RegistryImage {
  const layer = busyboxLayer(busybox, mark);
  const config = configOf(layer);
  const packed = gzipSync(layer, { level: 1 });
  const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
  const part = (mediaType: string, bytes: Buffer) => ({
    mediaType,
    size: bytes.length,
    digest: `sha256:${digestOf(bytes)}`,
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: part('application/vnd.docker.container.image.v1+json', config),
      layers: [part('application/vnd.docker.image.rootfs.diff.tar.gzip', packed)],
    }),
  );
  const blobs = new Map([config, packed].map((bytes) => [`sha256:${digestOf(bytes)}`, bytes]));
  return { manifest, manifestType, digest: `sha256:${digestOf(manifest)}`, blobs };
}
