/**
 * Every error code of `--json` and of the messages, with its exit code: what scripts may rely on. docs/cli.md shows the table.
 */
import type { ClientErrorCode } from '@orchion/client';
import type { ExitName } from './exit-codes.ts';

interface CodeInfo {
  readonly exit: ExitName;
  readonly means: string;
}

/** What the orchestrator or the connection to it says. Exhaustive: a new code of the client fails to compile here. */
const fromClient: Readonly<Record<ClientErrorCode, CodeInfo>> = {
  invalid: {
    exit: 'usage',
    means: 'The request, the options or the job file are wrong; `violations` names the fields.',
  },
  not_found: { exit: 'notFound', means: 'There is no such job, node or attempt.' },
  already_exists: { exit: 'refused', means: 'It exists already.' },
  failed_precondition: { exit: 'refused', means: 'Not possible in the present state.' },
  resource_exhausted: { exit: 'busy', means: 'The queue, the disk or another bound is full.' },
  unauthenticated: { exit: 'denied', means: 'No token, or one that the orchestrator does not know.' },
  permission_denied: { exit: 'denied', means: 'The token lacks the right.' },
  unavailable: { exit: 'unreachable', means: 'The orchestrator does not answer, or the connection broke.' },
  deadline_exceeded: { exit: 'unreachable', means: 'The orchestrator did not answer in time.' },
  cancelled: { exit: 'interrupted', means: 'Ctrl+C.' },
  unimplemented: { exit: 'failed', means: 'The orchestrator is of another version and does not know the call.' },
  internal: { exit: 'failed', means: 'A fault of the orchestrator.' },
};

const own = {
  usage: { exit: 'usage', means: 'The command line or the environment is wrong.' },
  ambiguous: { exit: 'notFound', means: 'The name or the beginning of an id fits several jobs.' },
  still_running: { exit: 'stillRunning', means: '`wait --timeout`: the job has not ended.' },
  token_file: { exit: 'denied', means: 'The token file cannot be read.' },
  token_file_mode: { exit: 'denied', means: 'The token file can be read by others.' },
  files: { exit: 'failed', means: 'Files cannot be read, sent, fetched or laid out as asked.' },
  home: { exit: 'failed', means: 'A directory of the home cannot be made.' },
  home_not_private: { exit: 'denied', means: 'A directory of the home can be entered by others, or is not ours.' },
  not_built: { exit: 'failed', means: 'A program of Orchion is missing: `npm run build` makes it.' },
  not_started: { exit: 'failed', means: 'A program of Orchion could not be started.' },
  not_ready: { exit: 'failed', means: 'The orchestrator or an agent was started and did not become ready.' },
  ended: { exit: 'failed', means: 'The orchestrator or an agent that `up` was watching ended by itself.' },
  bug: { exit: 'failed', means: 'This should not have happened: please report it.' },
} as const satisfies Readonly<Record<string, CodeInfo>>;

export type ErrorCode = ClientErrorCode | keyof typeof own;

export const errorCodes: Readonly<Record<ErrorCode, CodeInfo>> = { ...fromClient, ...own };
