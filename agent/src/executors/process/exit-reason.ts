/** From what the supervisor saw to what people read. */
import type { AttemptEnd } from '@orchion/domain';
import { constants } from 'node:os';
import type { ExitRecord } from './attempt-directory.ts';

const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** No system has more: a shell's code beyond 128 + this is the command's own. */
const signalMax = 64;

/** `outOfMemory`: the kernel ended a process of this attempt, or of this machine just then, for want of memory. */
export function endOfExit(exit: ExitRecord, outOfMemory: boolean): AttemptEnd {
  if (exit.signal === 'lease') {
    return {
      reason: 'node_lost',
      exitCode: null,
      signal: 'SIGKILL',
      message: 'The node could not reach the orchestrator for a whole lease, so the command was killed.',
    };
  }
  if (exit.signal === null || exit.signal > signalMax) {
    return { reason: 'exit_code', exitCode: exit.status, signal: null, message: `Exited with code ${exit.status}.` };
  }
  const signal = signalNames.get(exit.signal) ?? `SIG${exit.signal}`;
  if (signal === 'SIGKILL' && outOfMemory) {
    return { reason: 'out_of_memory', exitCode: null, signal, message: 'The system killed it: it was out of memory.' };
  }
  return { reason: 'signal', exitCode: null, signal, message: `Ended by ${signal}.` };
}

export function lostEnd(message: string): AttemptEnd {
  return { reason: 'node_lost', exitCode: null, signal: null, message };
}

export function refusedEnd(message: string): AttemptEnd {
  return { reason: 'refused', exitCode: null, signal: null, message };
}

export function configurationEnd(message: string): AttemptEnd {
  return { reason: 'executor_error', exitCode: null, signal: null, message };
}
