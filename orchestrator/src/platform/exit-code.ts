/** How the process ends, for whoever started it. */
import { StoreError } from '../ports/store.ts';
import { LogStoreError } from '../ports/log-store.ts';
import { StartupError } from './startup-error.ts';

export const exitCodes = {
  stopped: 0,
  /** A bug. */
  failed: 1,
  /** Settings, files or addresses that must be changed first. */
  badConfiguration: 2,
  /** Another orchestrator has the data directory or the socket. */
  inUse: 3,
  /** The disk failed: start again, and everything is recovered from what is durable. */
  recoverFromDisk: 4,
} as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof StartupError) return error.code === 'in_use' ? exitCodes.inUse : exitCodes.badConfiguration;
  if (error instanceof LogStoreError) return exitCodes.recoverFromDisk;
  if (!(error instanceof StoreError)) return exitCodes.failed;
  switch (error.code) {
    case 'locked':
      return exitCodes.inUse;
    case 'io':
    case 'conflict':
    case 'full':
      return exitCodes.recoverFromDisk;
    case 'too_old':
    case 'too_new':
    case 'unsupported':
      return exitCodes.badConfiguration;
  }
}
