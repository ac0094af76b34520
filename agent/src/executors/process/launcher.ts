/**
 * What forks supervisors for the executor. Three kinds: a small program (Linux), a small shell (POSIX systems), and Node itself
 * (Windows). All speak the same lines and the same directory protocol, and are started anew when they die.
 */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { AttemptFiles } from './attempt-directory.ts';
import type { CommandPlan } from './command-file.ts';

export interface Launcher {
  /** The text of an attempt's `command` file; null: it needs none. */
  commandFile(files: AttemptFiles, plan: CommandPlan): string | null;
  /** Its supervisors claim an attempt by its blank record, so that a directory can serve one attempt after another. */
  readonly takesBlankRecords: boolean;
  /** Asks for a supervisor. `leased`: it ends the command when the node's lease passes. */
  start(files: AttemptFiles, plan: CommandPlan, how: { readonly leased: boolean }): void;
  close(): void;
}

export interface LauncherEvents {
  /** The fields of the line, with the name taken out: as in the record, without the boot. */
  started(name: string, fields: readonly string[]): void;
  /** The fields of the exit line, with the name taken out: as in the `exit` file. */
  exited(name: string, fields: readonly string[]): void;
  /** The launcher died: requests that it had not read are lost. */
  died(message: string): void;
}

/** Everything a launcher needs to know of its executor. */
export interface LauncherSetting {
  readonly attemptsDir: string;
  /** Where attempts' cgroups lie; null: none. */
  readonly cgroupBase: string | null;
  readonly leaseFile: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Hands a launcher's or supervisor's lines to the events. Readers stay open after their launcher: supervisors go on. */
export function readNotifications(stdout: Readable, events: LauncherEvents): void {
  createInterface({ input: stdout, crlfDelay: Infinity }).on('line', (line) => {
    const [kind, name, ...rest] = line.split(' ');
    if (kind === 'started' && name !== undefined) events.started(name, [kind, ...rest]);
    if (kind === 'exited' && name !== undefined) events.exited(name, [kind, ...rest]);
  });
  // A reset here is the same as an end: what supervisors could not say, their records say.
  stdout.on('error', () => undefined);
}

/** Lets the agent end while the process lives on. */
export function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout]) {
    // Sockets, in fact; the declared type has no unref.
    (stream as unknown as { unref?: () => void } | null)?.unref?.();
  }
}
