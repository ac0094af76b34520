/**
 * The `command` file of an attempt: shell text that the job's subshell reads to become the command. A file, because process
 * arguments are readable by everyone on the machine. Everything in it is literal: once the job's own variables are set, no
 * variable of the launcher can be relied on.
 */
import { join } from 'node:path';
import type { AttemptFiles } from './attempt-directory.ts';

export interface CommandPlan {
  /** Absolute path of the program. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What differs from the launcher's own environment, and all else of the job. */
  readonly env: Readonly<Record<string, string>>;
  /** How often the kernel had run out of memory before the start. */
  readonly oomKillsBefore: number;
}

export interface ShellFeatures {
  /** Its own session: absolute path of setsid, or null where the system has none. */
  readonly setsid: string | null;
  /** Absolute path of env. */
  readonly env: string;
  /** Words that give SIGINT and SIGQUIT back their default where the shell cannot. */
  readonly resetSignals: readonly string[];
}

/** bash does not let these be set by a script; `env` sets them. None of them can hold anything worth hiding. */
const ownedByShell =
  /^(BASH.*|UID|EUID|PPID|SHELLOPTS|POSIXLY_CORRECT|RANDOM|SRANDOM|SECONDS|LINENO|EPOCH.*|_|IFS|PWD|OLDPWD|SHLVL|DIRSTACK|FUNCNAME|GROUPS|HISTCMD)$/;

export function commandFile(files: AttemptFiles, plan: CommandPlan, shell: ShellFeatures): string {
  const exports: string[] = [];
  const assignments: string[] = [];
  for (const [name, value] of Object.entries(plan.env)) {
    if (ownedByShell.test(name)) assignments.push(quote(`${name}=${value}`));
    else exports.push(`export ${name}=${quote(value)}\n`);
  }
  const words: string[] = [];
  if (shell.setsid !== null) words.push(quote(shell.setsid));
  if (assignments.length > 0 || shell.resetSignals.length > 0) {
    words.push(quote(shell.env), ...shell.resetSignals.map(quote), ...assignments);
  }
  words.push(quote(plan.file), ...plan.args.map(quote));
  const stream = (name: string): string => quote(join(files.path, name));
  return (
    `# ${oomMark} ${plan.oomKillsBefore}\n` +
    `cd -- ${quote(plan.cwd)} || exit 126\n` +
    'announce\n' +
    exports.join('') +
    `unset OLDPWD SHLVL\nexport PWD=${quote(plan.env.PWD ?? plan.cwd)}\n` +
    `exec ${words.join(' ')} < /dev/null >> ${stream('stdout')} 2>> ${stream('stderr')}\n`
  );
}

const oomMark = 'oom_kill';

/** From a command file, a shell's first line or a plan in JSON; null where it is not there. */
export function oomKillsBeforeOf(command: string): number | null {
  const said = command.startsWith('{')
    ? (JSON.parse(command) as Partial<CommandPlan>).oomKillsBefore
    : new RegExp(`^# ${oomMark} (\\d+)\n`).exec(command)?.[1];
  const count = Number(said ?? Number.NaN);
  return Number.isSafeInteger(count) ? count : null;
}

/** Single quotes keep everything but themselves. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
