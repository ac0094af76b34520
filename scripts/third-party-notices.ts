// What the bundles contain of others, with the licences that go along: from the bundler's own list of what is in them, so that
// a notice can neither be forgotten nor outlive its package.

import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Metafile } from 'esbuild';

export interface Bundled {
  readonly metafile: Metafile;
  /** The folder that the paths in it start from. */
  readonly from: string;
}

export interface Notices {
  readonly text: string;
  /** Packages that are bundled and come without their terms, a sentence each. */
  readonly problems: readonly string[];
}

/** What some packages leave out of what they publish; the texts are in `scripts/licences`. */
const leftOut: readonly { readonly packages: RegExp; readonly copyright: string; readonly texts: readonly string[] }[] =
  [
    {
      packages: /^@bufbuild\/protobuf$/,
      copyright: 'Copyright 2021-2026 Buf Technologies, Inc.',
      texts: ['Apache-2.0.txt', 'protobuf-BSD-3-Clause.txt'],
    },
    {
      packages: /^@connectrpc\//,
      copyright: 'Copyright 2021-2026 The Connect Authors',
      texts: ['Apache-2.0.txt'],
    },
    { packages: /^@microsoft\/fast-/, copyright: 'Copyright (c) Microsoft Corporation.', texts: ['MIT.txt'] },
  ];

const root = resolve(import.meta.dirname, '..');
const line = '-'.repeat(100);

export function thirdPartyNotices(bundles: readonly Bundled[]): Notices {
  const terms = new Map<string, string>();
  const problems = new Set<string>();
  for (const folder of new Set(bundles.flatMap(packageFolders))) {
    // Every installed package has such a file, with at least these fields.
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageManifest;
    const { name, version, license = 'no licence named' } = manifest;
    const text = termsIn(folder) ?? termsLeftOut(name);
    if (text === null) {
      problems.add(`${name} (${license}) is bundled and brings no text of its licence: add it to scripts/licences`);
    }
    // One version of a package may lie in several folders.
    terms.set(`${name} ${version} (${license.replace(/^\((.*)\)$/, '$1')})`, text ?? '');
  }
  const parts = [...terms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, text]) => `${line}\n${title}\n\n${text}`);
  const head = 'Orchion contains work of others. Package by package: what it is, and the terms under which it is used.';
  return { text: `${[head, ...parts].join('\n\n')}\n`, problems: [...problems].sort() };
}

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Of all packages something of which is in a bundle; a generated file names in its comments what went into it. */
export function packageFolders({ metafile, from }: Bundled): readonly string[] {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput === 0) continue;
      const full = resolve(from, path);
      const sources = path.includes('/generated/') ? [full, ...sourcesNamedIn(full)] : [full];
      for (const source of sources) {
        const folder = packageFolderOf(source);
        if (folder !== null) folders.add(folder);
      }
    }
  }
  return [...folders];
}

/** The bundler's own comments in a file that it wrote: `// schemas/node_modules/ajv/dist/...`. */
function sourcesNamedIn(file: string): readonly string[] {
  const comments = readFileSync(file, 'utf8').matchAll(/^ *\/\/ (\S*node_modules\/\S+)$/gm);
  return [...comments].map((comment) => resolve(root, comment[1] ?? ''));
}

function packageFolderOf(file: string): string | null {
  const marker = `${sep}node_modules${sep}`;
  const at = file.lastIndexOf(marker);
  if (at < 0) return null;
  const [first = '', second = ''] = file.slice(at + marker.length).split(sep);
  return file.slice(0, at + marker.length) + (first.startsWith('@') ? join(first, second) : first);
}

function termsIn(folder: string): string | null {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(file));
  return files.length === 0 ? null : joined(files.sort().map((file) => join(folder, file)));
}

function termsLeftOut(name: string): string | null {
  const known = leftOut.find(({ packages }) => packages.test(name));
  if (known === undefined) return null;
  return `${known.copyright}\n\n${joined(known.texts.map((text) => join(import.meta.dirname, 'licences', text)))}`;
}

function joined(files: readonly string[]): string {
  return files.map((file) => readFileSync(file, 'utf8').trim().replaceAll('\r\n', '\n')).join('\n\n');
}
