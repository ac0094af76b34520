/**
 * The log of the process: one JSON object a line, by pino. Written synchronously to standard error, since the last lines
 * before an end are the ones that matter. What could hold a secret is cut out by name, in case a caller forgets.
 */
import { pino } from 'pino';
import type { Logger } from '../ports/logger.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Fields that are never shown, at the top and one level down. */
const secretFields = ['token', 'authorization', 'env', 'password', 'secret'];

export interface LogSink {
  write(line: string): void;
}

/** `sink`: where lines go; standard error unless given. */
export function createLogger(level: LogLevel, sink?: LogSink): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    serializers: { err: pino.stdSerializers.err },
  };
  return pino(options, sink ?? pino.destination({ dest: 2, sync: true }));
}
