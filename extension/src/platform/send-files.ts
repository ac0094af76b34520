/**
 * The files that a pipeline's steps ask for, on their way to the orchestrator. Loaded with the first run that sends any: it is
 * HTTP, patterns and hashes, which no other run needs.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Digest, WorkspaceSpec } from '@orchion/domain';
import { createHttpContent, FileProblem, openStatCache, sendWorkspaces, type WorkspaceProgress } from '@orchion/files';
import type { Say } from '../cluster/say.ts';
import { addressOf } from './address.ts';
import type { Whereabouts } from './whereabouts.ts';

export interface SendRequest {
  readonly where: Whereabouts;
  /** Absolute. */
  readonly folder: string;
  readonly specs: readonly WorkspaceSpec[];
  /** Where it is kept what was hashed before. */
  readonly keptIn: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: WorkspaceProgress) => void;
  readonly say: Say;
}

export interface SentFiles {
  /** What a run is started with. */
  readonly trees: Readonly<Record<string, Digest>>;
  readonly files: number;
  readonly sentBytes: number;
  /** Links and special files that stay behind: the first few. */
  readonly passedOver: readonly string[];
}

/** Null: it was stopped. Throws a sentence for its user. What has arrived before does not travel again. */
export async function sendFiles({
  where,
  folder,
  specs,
  keptIn,
  signal,
  onProgress,
  say,
}: SendRequest): Promise<SentFiles | null> {
  const address = addressOf(where);
  if (address.kind === 'invalid') throw new Error(address.message);
  const token = await address.token();
  const content = createHttpContent({ endpoint: address.endpoint, token: () => given(token, say) });
  // What is known of a folder's files belongs to that folder.
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  try {
    const statCache = await openStatCache(join(keptIn, `files-${name}.json`), () => Date.now());
    return await sendWorkspaces(specs, { folder, content, statCache, signal, onProgress });
  } catch (error) {
    if (signal.aborted) return null;
    throw error instanceof FileProblem ? new Error(sentenceOf(error, say), { cause: error }) : error;
  } finally {
    content.close();
  }
}

function given(token: string | null, say: Say): string {
  if (token === null) throw new Error(say('there is no token for this orchestrator'));
  return token;
}

function sentenceOf({ code, message }: FileProblem, say: Say): string {
  const what = say('The files could not be sent: {0}.', message);
  const goesOn = code === 'unavailable' || code === 'changed';
  return goesOn ? `${what} ${say('Run it again: what has arrived does not travel twice.')}` : what;
}
