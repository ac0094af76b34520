/**
 * What became of an attempt of an earlier agent process, from its directory and the processes that it names. Whoever asks
 * first takes the claim from supervisors that had not come to it, so an answer of "never started" stays true.
 */
import { claimAgainstStart, readRecord, type AttemptFiles, type ExitRecord } from './attempt-directory.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

export type FoundAttempt =
  | { readonly kind: 'never-started'; readonly message: string }
  | { readonly kind: 'running'; readonly supervisor: ProcessIdentity; readonly command: ProcessIdentity }
  | { readonly kind: 'exited'; readonly exit: ExitRecord; readonly command: ProcessIdentity }
  | { readonly kind: 'rebooted' }
  /** The supervisor is gone and nobody wrote how the command ended. */
  | { readonly kind: 'lost'; readonly command: ProcessIdentity | null };

/** How long a claimed attempt gets to come to its start, and a dead supervisor's last child to show itself. */
const lookEveryMs = 25;
const looksAfterDeath = 3;

export async function findAttempt(files: AttemptFiles, bootId: string): Promise<FoundAttempt> {
  if (claimAgainstStart(files)) {
    return { kind: 'never-started', message: 'The agent restarted before the command was started.' };
  }
  for (let looksLeft = looksAfterDeath; ;) {
    // In this order: a supervisor writes its record before it ends.
    const { supervisor } = readRecord(files);
    if (supervisor === 'agent') return { kind: 'never-started', message: 'The command was never started.' };
    const lives = supervisor !== null && isAlive(supervisor, bootId);
    const { command, exit } = readRecord(files);
    if (exit !== null && command !== null) return { kind: 'exited', exit, command };
    if (exit !== null) return { kind: 'never-started', message: goneDirectoryMessage };
    if (lives && command !== null) return { kind: 'running', supervisor, command };
    const known = command ?? supervisor;
    if (known !== null && known.bootId !== bootId) return { kind: 'rebooted' };
    if (!lives && --looksLeft === 0) return { kind: 'lost', command };
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** The last step before the command is to enter its directory, which had just been looked at. */
export const goneDirectoryMessage = 'The working directory went away before the command could start.';
