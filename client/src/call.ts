/** How every call is made: its options, and errors turned into ClientError in one place. */
import { WireError } from '@orchion/proto';
import { ClientError, clientErrorFrom } from './client-error.ts';

export interface CallOptions {
  /** Ends the call: it throws ClientError 'cancelled'. */
  readonly signal?: AbortSignal;
  /** After this the call throws ClientError 'deadline_exceeded'. */
  readonly timeoutMs?: number;
}

/** Runs a call and the decoding of its answer. Throws ClientError, nothing else but bugs. */
export async function call<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toClientError(error);
  }
}

/** As `call`, for streams. */
export async function* callStream<M, T>(open: () => AsyncIterable<M>, decode: (message: M) => T): AsyncIterable<T> {
  try {
    for await (const message of open()) yield decode(message);
  } catch (error) {
    throw toClientError(error);
  }
}

/** The message in a field that every answer has. */
export function present<M>(message: M | undefined, field: string): M {
  if (message === undefined) throw new WireError(field, 'is missing');
  return message;
}

function toClientError(error: unknown): ClientError {
  if (!(error instanceof WireError)) return clientErrorFrom(error);
  const text = `The orchestrator answered what this version does not understand (${error.message})`;
  return new ClientError('unimplemented', text, [], error);
}
