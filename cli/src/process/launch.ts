/**
 * Starts one of Orchion's own programs so that it outlives this command: in its own session, its words in a log file, and a
 * record that later proves which process it is.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { CliFailure } from '../failure.ts';
import { isoTime } from '../output/when.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';
import { provenAlive, readRecord, writeRecord, type ProcessRecord } from './record.ts';
import { startTokenOf } from './start-token.ts';

export interface LaunchRequest {
  /** The program's file. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly logFile: string;
  readonly recordFile: string;
  /** For the record: where it serves, or whom it is pointed at. */
  readonly address: string;
}

export interface Launched {
  readonly record: ProcessRecord;
  /** How it ended; null while it runs. */
  exit(): { readonly code: number | null; readonly signal: string | null } | null;
  /** What it has written to its log since it was started. */
  readonly log: { readonly file: string; readonly from: number };
}

/** A log that has grown beyond this is put aside (`.1`) at the next start. */
const logBytesMax = 16 * 1024 * 1024;

export async function launch(world: World, request: LaunchRequest): Promise<Launched> {
  if (!existsSync(request.program)) {
    throw new CliFailure({
      code: 'not_built',
      message: 'Orchion is not built completely.',
      where: request.program,
      hint: 'Run `npm run build` in its repository.',
    });
  }
  const from = await makeRoomInLog(request.logFile);
  const log = await open(request.logFile, 'a', 0o600);
  try {
    const child = spawn(world.programs.node, [request.program, ...request.args], {
      cwd: request.cwd,
      env: request.env,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    let exit: ReturnType<Launched['exit']> = null;
    child.on('exit', (code, signal) => {
      exit = { code, signal };
    });
    const spawned = new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    await spawned;
    // This command may end before it does.
    child.unref();
    const pid = child.pid ?? 0;
    // Null where it is gone again already: then there is nothing to prove, and its exit says what happened.
    const startToken = (await startTokenOf(pid, world.platform)) ?? 'gone';
    const startedAt = isoTime(world.now());
    const record: ProcessRecord = { pid, startToken, startedAt, version, socket: request.address };
    // Of two starts at the same moment one gives way: its record must not hide the one that stays.
    if (!(await provenAlive(await readRecord(request.recordFile)))) await writeRecord(request.recordFile, record);
    return { record, exit: () => exit, log: { file: request.logFile, from } };
  } catch (cause) {
    throw new CliFailure({
      code: 'not_started',
      message: `It could not be started: ${cause instanceof Error ? cause.message : String(cause)}`,
      where: request.program,
      cause,
    });
  } finally {
    await log.close();
  }
}

/** The log's length, after putting a long one aside. */
async function makeRoomInLog(file: string): Promise<number> {
  const size = await stat(file).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size < logBytesMax) return size;
  await rename(file, `${file}.1`);
  return 0;
}
