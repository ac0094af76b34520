/**
 * The directory of one attempt: the protocol between agent and supervisor, and all that is left of an attempt when both
 * are gone. See agent/README.md for the files.
 */
import { attemptName, trustId, type AttemptRef } from '@orchion/domain';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessIdentity } from './process-identity.ts';

export interface AttemptFiles {
  readonly ref: AttemptRef;
  /** `job-….2`: also the name of its cgroup. */
  readonly name: string;
  readonly path: string;
}

/** How the supervisor saw the command end. */
export interface ExitRecord {
  /** The shell's status: 0 to 255; above 128 it may stand for a signal. */
  readonly status: number;
  /** A signal's number, or `lease`: the supervisor ended it because its lease passed. */
  readonly signal: number | 'lease' | null;
  /** Seconds since boot. */
  readonly uptimeSeconds: number;
}

export function attemptFiles(attemptsDir: string, ref: AttemptRef): AttemptFiles {
  const name = attemptName(ref).replace('/', '.');
  return { ref, name, path: join(attemptsDir, name) };
}

/** The attempt of a name, or null where it is none. */
export function attemptOfName(name: string): AttemptRef | null {
  const match = /^(job-[0-9a-z]{12})\.(\d{1,10})$/.exec(name);
  // The pattern is the id's own.
  return match === null ? null : { jobId: trustId('job', match[1] ?? ''), number: Number(match[2]) };
}

/** Makes the directory with what the supervisor needs. The command holds secrets: nobody else may read it. */
export function createAttemptDirectory(files: AttemptFiles, command: string | null): void {
  mkdirSync(files.path, { mode: 0o700 });
  if (command !== null) writeFileSync(join(files.path, 'command'), command, { mode: 0o600 });
}

/**
 * Takes the right to start away from every supervisor: true where none had it yet, so that the command has never started
 * and never will.
 */
export function claimAgainstStart(files: AttemptFiles): boolean {
  const record = join(files.path, 'record');
  try {
    const blank = join(files.path, 'unclaimed');
    if (existsSync(blank)) {
      // Fails where a supervisor was faster.
      renameSync(blank, record);
      appendFileSync(record, `attempt ${files.name} 0 .\nagent .\n`);
      return true;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  try {
    writeFileSync(record, 'agent .\n', { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    // Without a directory there is no command to start either.
    if (code === 'ENOENT') return true;
    throw error;
  }
}

/** What the supervisor has written down so far. */
export interface AttemptRecord {
  /** `agent`: an agent took the claim, so the command never started. Null: nobody has claimed it yet. */
  readonly supervisor: ProcessIdentity | 'agent' | null;
  /** Null: the command has not started. */
  readonly command: ProcessIdentity | null;
  /** Null: it has not ended, or nobody saw how. */
  readonly exit: ExitRecord | null;
  /** How often the kernel had run out of memory before the start; null where the record does not tell. */
  readonly oomKillsBefore: number | null;
}

const blankRecord: AttemptRecord = { supervisor: null, command: null, exit: null, oomKillsBefore: null };

export function readRecord(files: AttemptFiles): AttemptRecord {
  let text: string;
  try {
    text = readFileSync(join(files.path, 'record'), 'latin1');
  } catch {
    return blankRecord;
  }
  // A line without its end was torn by a power cut: it counts as absent.
  const all = text
    .split('\n')
    .filter((line) => line.endsWith(' .'))
    .map((line) => line.slice(0, -2).split(' '));
  // After a power cut a directory that was used before may still tell of its earlier attempt.
  const own = all.findLastIndex(([kind]) => kind === 'attempt');
  if (own !== -1 && all[own]?.[1] !== files.name) return blankRecord;
  const lines = all.slice(own + 1);
  const of = (kind: string): readonly string[] | undefined => lines.find((fields) => fields[0] === kind);
  const exit = of('exited');
  return {
    supervisor: of('agent') === undefined ? identityOf(of('supervisor')) : 'agent',
    command: identityOf(of('started')),
    exit: exit === undefined ? null : exitOf(exit),
    oomKillsBefore: own === -1 ? null : Number(all[own]?.[2]),
  };
}

/** Of `exited STATUS SIGNAL UPTIME`, as in the file and, after the name, in the launcher's line. */
export function exitOf(fields: readonly string[]): ExitRecord | null {
  const [, status, signal, uptime] = fields;
  const record: ExitRecord = {
    status: Number(status),
    signal: signal === 'lease' ? 'lease' : signal === '-' ? null : Number(signal),
    uptimeSeconds: Number(uptime),
  };
  const whole = Number.isInteger(record.status) && !Number.isNaN(record.signal) && !Number.isNaN(record.uptimeSeconds);
  return whole ? record : null;
}

/** Of `KIND PID START BOOT`. */
export function identityOf(fields: readonly string[] | undefined): ProcessIdentity | null {
  const [, pid, start, bootId] = fields ?? [];
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 1 || start === undefined || bootId === undefined) return null;
  return { pid: number, start, bootId };
}

/** What attempts usually consist of, so that removing one needs no listing. */
const smallFiles = ['command', 'record', 'unclaimed', 'supervisor.log'];
const outputFiles = ['stdout', 'stderr'];
/** Freeing more than this may take the file system a while: not on this thread. */
const freedAtOnceBytesMax = 1024 * 1024;

/** Never rejects: what cannot be removed is found again as an attempt that nobody holds. */
export async function removeAttemptDirectory(files: AttemptFiles): Promise<void> {
  try {
    // Directly: handing a call to another thread costs several times what removing a small file does.
    for (const name of smallFiles) unlinkWhereThere(join(files.path, name));
    for (const name of outputFiles) {
      const path = join(files.path, name);
      const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes > freedAtOnceBytesMax) await unlink(path);
      else unlinkWhereThere(path);
    }
    rmdirWhereThere(join(files.path, 'work'));
    rmdirSync(files.path);
  } catch {
    // More than the usual is in it.
    await rm(files.path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

function unlinkWhereThere(path: string): void {
  // Asked first: an exception costs more than the question.
  if (existsSync(path)) unlinkSync(path);
}

function rmdirWhereThere(path: string): void {
  if (existsSync(path)) rmdirSync(path);
}
