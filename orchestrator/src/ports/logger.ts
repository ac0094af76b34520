/**
 * Structured log lines for operators. Fields first, then one sentence. Ids go into fields (`jobId`, `nodeId`, `requestId`);
 * tokens and environment values go nowhere.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Writes nothing. */
export const silentLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
