/** A small JSON file that says where this process is, for the CLI. Replaced atomically, so a reader never sees half of it. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export interface ProcessInfo {
  readonly pid: number;
  readonly version: string;
  /** The unix socket or pipe; null where it only listens on TCP. */
  readonly socket: string | null;
  readonly addresses: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
}

export function writeInfoFile(path: string, info: ProcessInfo): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(info)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}

/** Removes it, unless another process has written its own there since. */
export function removeInfoFile(path: string): void {
  if (pidInInfoFile(path) === process.pid) rmSync(path, { force: true });
}

/** Null where there is no such file, or no pid in it. */
export function pidInInfoFile(path: string): number | null {
  try {
    const info: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const pid = (info as { pid?: unknown } | null)?.pid;
    return typeof pid === 'number' ? pid : null;
  } catch {
    return null;
  }
}
