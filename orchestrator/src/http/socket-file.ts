/**
 * The unix socket's place: in a directory of the user's own, with a file left behind by a killed process removed only when
 * nobody answers on it.
 */
import { lstatSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { ensurePrivateDirectory } from '../platform/private-directory.ts';
import { StartupError } from '../platform/startup-error.ts';

/** Throws `StartupError`: `unsafe_file`, or `in_use` where somebody answers. */
export async function prepareSocketFile(path: string): Promise<void> {
  ensurePrivateDirectory(dirname(path));
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isSocket()) {
    throw new StartupError(
      'unsafe_file',
      `${path} is there and is no socket; remove it or choose another path (--socket)`,
    );
  }
  if (await isAnswered(path)) {
    throw new StartupError(
      'in_use',
      `an orchestrator is already running and answers on ${path}; stop it first (orchion down)`,
    );
  }
  unlinkSync(path);
}

/** Long enough for a busy process: the kernel accepts the connection for it. */
const answerMs = 2_000;

/** Whether a process listens on the socket. A full backlog or a silence counts as yes: only a refusal proves a dead one. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(answerMs, () => settle(true));
    socket.once('connect', () => settle(true));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      settle(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}
