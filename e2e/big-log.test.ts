/** A log of 1 GB arrives byte for byte, followed while it is written and read again afterwards. */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { newHome, type Home } from './harness/home.ts';

const bytes = 1_000_000_000;

test('1 GB of random bytes', { timeout: 600_000 }, async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  const file = join(home.dir, 'random');
  const written = writeRandom(file);
  const id = await home.ok('submit', '--', 'cat', file);
  expect(await digestOfLog(home, ['logs', '-f', id])).toEqual({ digest: written, bytes, code: 0 });
  expect(await digestOfLog(home, ['logs', id])).toEqual({ digest: written, bytes, code: 0 });
});

/** Answers the file's SHA-256. */
function writeRandom(path: string): string {
  const hash = createHash('sha256');
  const block = randomBytes(1_000_000);
  const fd = openSync(path, 'w');
  for (let at = 0; at < bytes; at += block.length) {
    // Each block differs, so that a swapped or repeated one would show.
    block.writeUIntBE(at, 0, 6);
    hash.update(block);
    writeSync(fd, block);
  }
  closeSync(fd);
  return hash.digest('hex');
}

async function digestOfLog(
  home: Home,
  args: readonly string[],
): Promise<{ digest: string; bytes: number; code: number | null }> {
  const child = home.spawn(args);
  const hash = createHash('sha256');
  let length = 0;
  child.stdout?.on('data', (piece: Buffer) => {
    hash.update(piece);
    length += piece.length;
  });
  child.stderr?.on('data', (piece: Buffer) => process.stderr.write(piece));
  const [code] = (await once(child, 'close')) as [number | null];
  return { digest: hash.digest('hex'), bytes: length, code };
}
