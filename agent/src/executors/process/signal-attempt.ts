/**
 * Reaching every process of an attempt and no other. In its cgroup, membership is the proof. Without one, the command's
 * session is: a session's number cannot be given away while it has a member, so one proven member proves them all.
 */
import type { Cgroups } from './cgroup.ts';
import { clockTicksPerSecond, isAlive, processesOfSession, type ProcessIdentity } from './process-identity.ts';

export interface AttemptProcesses {
  readonly name: string;
  /** The command itself; null: it has not started. */
  readonly command: ProcessIdentity | null;
}

/** Sends the signal; true where it reached at least one process. */
export function signalAttempt(
  attempt: AttemptProcesses,
  signal: 'SIGTERM' | 'SIGKILL',
  where: { readonly cgroups: Cgroups | null; readonly bootId: string },
): boolean {
  const grouped = where.cgroups?.processes(attempt.name) ?? [];
  if (grouped.length > 0) {
    if (signal === 'SIGKILL' && where.cgroups?.kill(attempt.name) === true) return true;
    return sendAll(grouped, signal);
  }
  const { command } = attempt;
  // Its leader lives: the session is ours.
  if (command === null || !isAlive(command, where.bootId)) return false;
  const members = processesOfSession(command.pid).map((process) => process.pid);
  const reached = sendAll(members.length > 0 ? members : [command.pid], signal);
  // Where sessions cannot be listed, the group is what can be reached.
  if (members.length === 0) sendAll([-command.pid], signal);
  return reached;
}

/**
 * Ends what a command that has ended left behind in its session. Proof: a process that is in the session and began while
 * the command lived can only have got there from it.
 */
export function endStragglers(command: ProcessIdentity, endedAtUptimeSeconds: number, bootId: string): void {
  if (command.bootId !== bootId) return;
  // The usual case costs one call: nobody is left in the group.
  if (!exists(-command.pid)) return;
  const members = processesOfSession(command.pid);
  const first = Number(command.start);
  const last = Math.ceil(endedAtUptimeSeconds * clockTicksPerSecond);
  const proven = members.some((member) => Number(member.start) >= first && Number(member.start) <= last);
  if (proven)
    sendAll(
      members.map((member) => member.pid),
      'SIGKILL',
    );
}

function sendAll(pids: readonly number[], signal: NodeJS.Signals): boolean {
  let reached = false;
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
      reached = true;
    } catch {
      // It ended meanwhile.
    }
  }
  return reached;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
