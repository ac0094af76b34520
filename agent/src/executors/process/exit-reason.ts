/** From what the supervisor saw to what people read. */
import type { AttemptEnd } from '@orchion/domain';
import { endOfCommand } from '../../attempt/attempt-end.ts';
import type { ExitRecord } from './attempt-directory.ts';

/** `outOfMemory`: the kernel ended a process of this attempt, or of this machine just then, for want of memory. */
export function endOfExit({ status, signal }: ExitRecord, outOfMemory: boolean): AttemptEnd {
  if (signal !== 'lease') return endOfCommand({ status, signal }, outOfMemory);
  return {
    reason: 'node_lost',
    exitCode: null,
    signal: 'SIGKILL',
    message: 'The node could not reach the orchestrator for a whole lease, so the command was killed.',
  };
}
