/** What one listener puts up with. Times end a peer that is slow to ask; an answer may take as long as it likes. */
export const serverLimits = {
  headerBytesMax: 16 * 1024,
  headerCountMax: 100,
  /** From the connection to its first bytes, and to the end of a request's headers. */
  headersMs: 10_000,
  /** To the end of a request's body, HTTP/1.1; HTTP/2 streams may stay open (sessions), their bodies are timed by the reader. */
  requestMs: 60_000,
  /** A connection without a request. */
  idleMs: 75_000,
  connectionsMax: 10_000,
  /** Of one HTTP/2 connection. */
  streamsMax: 256,
  /** Of one HTTP/2 connection, MiB: below it, large answers of several streams are refused. */
  sessionMemoryMiB: 64,
} as const;
