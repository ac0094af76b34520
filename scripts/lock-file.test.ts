// The lock file is what `npm ci` trusts, on every platform and from any registry. Two things went wrong in practice and
// are easy to bring back: `npm install` silently drops an optional package (the binary for another platform) that it
// cannot find, after which `npm ci` refuses; and a lock file may name the host that it was made with.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface LockedPackage {
  version?: string;
  resolved?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> };

test('the lock file holds every package that another one asks for, those for other platforms too', () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no registry', () => {
  const hosts = Object.values(packages).filter((entry) => entry.resolved?.includes('://') === true);
  expect(hosts).toEqual([]);
});

test('direct dependencies are pinned to one version', () => {
  const own = Object.entries(packages).filter(([path]) => !path.includes('node_modules/'));
  const loose = own.flatMap(([path, entry]) =>
    Object.entries({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
      .map(([name, range]) => `${path}: ${name}@${range}`),
  );
  expect(loose).toEqual([]);
});

/** Node's own search: in the package's node_modules, then in those of the folders above it. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}
