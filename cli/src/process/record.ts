/**
 * The small files in the run directory that say which process is the orchestrator and which are agents. Each carries the
 * proof (pid and start token) without which nobody is signalled.
 */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from '../home.ts';
import { startTokenOf } from './start-token.ts';

export interface ProcessRecord {
  readonly pid: number;
  /** See `start-token.ts`. */
  readonly startToken: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly version: string;
  /** The address that it serves or was pointed at. */
  readonly socket: string;
}

/** A record that is torn, foreign or gone is null: nothing is known then, and nothing is signalled. */
export async function readRecord(path: string): Promise<ProcessRecord | null> {
  try {
    const read: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isRecord(read) ? read : null;
  } catch {
    return null;
  }
}

/** Written whole or not at all: a reader never sees half of it. */
export async function writeRecord(path: string, record: ProcessRecord): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

export async function removeRecord(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** The record's process, if it is alive and is that very one. */
export async function provenAlive(record: ProcessRecord | null): Promise<boolean> {
  return record !== null && (await startTokenOf(record.pid)) === record.startToken;
}

/** The agents that were started from this home, by name; whether they still run is another question. */
export async function listAgentRecords(
  home: Home,
): Promise<readonly { readonly name: string; readonly path: string; readonly record: ProcessRecord | null }[]> {
  const files = await readdir(home.agentRecordsDir).catch(() => []);
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  return Promise.all(
    names.sort().map(async (name) => {
      const path = join(home.agentRecordsDir, `${name}.json`);
      return { name, path, record: await readRecord(path) };
    }),
  );
}

function isRecord(value: unknown): value is ProcessRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, startToken, startedAt, version, socket } = value as Partial<Record<keyof ProcessRecord, unknown>>;
  const texts = [startToken, startedAt, version, socket];
  return Number.isInteger(pid) && texts.every((text) => typeof text === 'string') && startToken !== '';
}
