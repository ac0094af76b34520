/** Ends of attempts in the words that people read, whatever ran them. */
import type { AttemptEnd } from '@orchion/domain';
import { constants } from 'node:os';

const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** No system has more: a shell's code beyond 128 + this is the command's own. */
const signalMax = 64;

/**
 * Of a command of which a status is all that is known: above 128 it stands for a signal. `outOfMemory`: the kernel ended a
 * process of this attempt for want of memory.
 */
export function endOfStatus(status: number, outOfMemory: boolean): AttemptEnd {
  return endOfCommand({ status, signal: status > 128 ? status - 128 : null }, outOfMemory);
}

export function endOfCommand(
  exit: { readonly status: number; readonly signal: number | null },
  outOfMemory: boolean,
): AttemptEnd {
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
