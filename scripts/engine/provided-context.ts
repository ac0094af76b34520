// What the tests of containers are told by their setup: `inject('containerEngine')`.

export interface ProvidedEngine {
  readonly socket: string;
  readonly image: string;
  /** `127.0.0.1:port`. */
  readonly registry: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Text: why there is none. */
    readonly containerEngine: ProvidedEngine | string;
  }
}
