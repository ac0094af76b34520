/**
 * The launcher of Linux, where Orchion was built with a C compiler: agent/native/launcher.c. It starts a command in a tenth of
 * the shell's CPU time and tells an exit code from a signal's number.
 */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { AttemptFiles } from './attempt-directory.ts';
import type { CommandPlan } from './command-file.ts';
import type { Launcher, LauncherEvents, LauncherSetting } from './launcher.ts';
import { keepLauncher } from './launcher-process.ts';

/** Null: it was not built for this system. */
export function findNativeLauncher(): string | null {
  const program = join(import.meta.dirname, 'launcher');
  try {
    accessSync(program, constants.X_OK);
    return program;
  } catch {
    return null;
  }
}

export function createNativeLauncher(program: string, setting: LauncherSetting, events: LauncherEvents): Launcher {
  const args = [setting.attemptsDir, setting.cgroupBase ?? '-', setting.leaseFile];
  const launcher = keepLauncher({ program, args }, setting, events);
  return {
    // All that it needs comes with the request.
    commandFile: () => null,
    takesBlankRecords: true,
    start: (files, plan, how) => launcher.write(requestOf(files, plan, how)),
    close: () => launcher.close(),
  };
}

/** A length, and as many bytes of strings, each with its NUL: a spec's own strings have none. */
function requestOf(files: AttemptFiles, plan: CommandPlan, how: { readonly leased: boolean }): Buffer {
  const env = { ...plan.env, PWD: plan.env.PWD ?? plan.cwd };
  const args = [plan.file, ...plan.args];
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const strings = [
    files.name,
    how.leased ? 'leased' : 'plain',
    String(plan.oomKillsBefore),
    plan.cwd,
    plan.file,
    String(args.length),
    ...args,
    String(variables.length),
    ...variables,
  ];
  const body = `${strings.join('\0')}\0`;
  const length = Buffer.byteLength(body);
  const request = Buffer.allocUnsafe(4 + length);
  request.writeUInt32LE(length);
  request.write(body, 4);
  return request;
}
