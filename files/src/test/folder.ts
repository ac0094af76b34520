/** A folder of its own for a test. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TestFolder extends Disposable {
  readonly path: string;
  at(...names: readonly string[]): string;
  write(path: string, content: string | Uint8Array, mode?: number): string;
}

export function newFolder(): TestFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'orchion-files-')));
  return {
    path,
    at: (...names) => join(path, ...names),
    write(name, content, mode = 0o644) {
      const place = join(path, name);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, content, { mode });
      return place;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
