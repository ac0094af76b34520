/**
 * What a disk may hold after the power failed: everything that was synced, and of the rest any 4 KiB pieces, in any order,
 * since a drive writes back as it likes. A name (made, renamed, removed) is safe after a later sync of its folder. Of half of
 * the disks any sync will do, as on the journalling file systems in use; the others keep to what is promised anywhere. Of
 * what is not safe, a beginning of the changes survives.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Dice } from '../dice.ts';
import type { Operation } from './recording.ts';

const pieceBytes = 4096;

interface FileState {
  bytes: Buffer;
  length: number;
  waiting: FileChange[];
}

interface NameChange {
  /** In whichever of these it is noted. */
  readonly folders: readonly string[];
  happen(): void;
}

type FileChange = Extract<Operation, { kind: 'write' | 'cut' }>;

export interface Cut {
  /** Everything that was said before the power failed. */
  readonly said: readonly Buffer[];
  /** By path. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** The power fails after the first `count` operations. */
export function diskAfterCut(operations: readonly Operation[], count: number, dice: Dice): Cut {
  /** As the process saw them, and as they would be found again. */
  const live = new Map<string, FileState>();
  const durable = new Map<string, FileState>();
  const said: Buffer[] = [];
  const isStrict = dice.chance(0.5);
  let names: NameChange[] = [];

  const fileOf = (path: string): FileState => {
    const known = live.get(path);
    if (known !== undefined) return known;
    const made = { bytes: Buffer.alloc(0), length: 0, waiting: [] };
    live.set(path, made);
    names.push({ folders: [dirname(path)], happen: () => durable.set(path, made) });
    return made;
  };

  for (const operation of operations.slice(0, count)) {
    switch (operation.kind) {
      case 'said':
        said.push(operation.bytes);
        break;
      case 'make':
        fileOf(operation.path);
        break;
      case 'write':
      case 'cut':
        fileOf(operation.path).waiting.push(operation);
        break;
      case 'remove':
        live.delete(operation.path);
        names.push({ folders: [dirname(operation.path)], happen: () => durable.delete(operation.path) });
        break;
      case 'rename': {
        const { path, to } = operation;
        const file = fileOf(path);
        live.delete(path);
        live.set(to, file);
        names.push({
          folders: [dirname(path), dirname(to)],
          happen() {
            durable.delete(path);
            durable.set(to, file);
          },
        });
        break;
      }
      case 'sync': {
        const file = live.get(operation.path);
        for (const change of file?.waiting ?? []) apply(file, change);
        if (file !== undefined) file.waiting = [];
        const safe = names.filter(({ folders }) => !isStrict || folders.includes(operation.path));
        for (const change of safe) change.happen();
        names = names.filter((change) => !safe.includes(change));
      }
    }
  }

  for (const change of names.slice(0, dice.whole(0, names.length))) change.happen();
  const survives = dice.next();
  for (const file of new Set(durable.values())) {
    for (const change of piecesOf(file.waiting)) if (dice.chance(survives)) apply(file, change);
  }
  // What lies in a folder whose own name is gone is gone with it.
  const folders = new Set(
    operations.flatMap((operation) => (operation.kind === 'make' && operation.isFolder ? [operation.path] : [])),
  );
  const isThere = (path: string): boolean => {
    const folder = dirname(path);
    return folder === path || ((!folders.has(folder) || durable.has(folder)) && isThere(folder));
  };
  const files = [...durable].filter(([path]) => !folders.has(path) && isThere(path));
  return { said, files: new Map(files.map(([path, { bytes, length }]) => [path, bytes.subarray(0, length)])) };
}

/** As a drive writes them: a large write may arrive in part. */
function piecesOf(changes: readonly FileChange[]): readonly FileChange[] {
  return changes.flatMap((change) => {
    if (change.kind === 'cut') return [change];
    const pieces: FileChange[] = [];
    for (let at = 0; at < change.bytes.length; at += pieceBytes) {
      pieces.push({ ...change, offset: change.offset + at, bytes: change.bytes.subarray(at, at + pieceBytes) });
    }
    return pieces;
  });
}

/** Writes what is left into a folder, as it lay below `root`. */
export function restore(cut: Cut, root: string, into: string): void {
  for (const [path, bytes] of cut.files) {
    const to = join(into, relative(root, path));
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    writeFileSync(to, bytes, { mode: 0o600 });
  }
}

function apply(file: FileState | undefined, change: FileChange): void {
  if (file === undefined) return;
  if (change.kind === 'cut') {
    if (change.length > file.length) grow(file, change.length);
    file.length = change.length;
    return;
  }
  const end = change.offset + change.bytes.length;
  if (end > file.length) grow(file, end);
  change.bytes.copy(file.bytes, change.offset);
  file.length = Math.max(file.length, end);
}

/** What was never written reads as zeros. */
function grow(file: FileState, length: number): void {
  if (length > file.bytes.length) {
    const larger = Buffer.alloc(Math.max(length, file.bytes.length * 2));
    file.bytes.copy(larger, 0, 0, file.length);
    file.bytes = larger;
  } else file.bytes.fill(0, file.length, length);
}
