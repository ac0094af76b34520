/**
 * The files of attempts on a simulated machine. Every command writes one output, which names its attempt, and one file into
 * each artifact that it is to leave, which says whose it is: anybody can tell what a step must be given.
 */
import { JobFilesError, type JobFilesPort } from '@orchion/agent';
import { attemptName, trustDigest, writeTree, type Artifact, type AttemptRef, type Digest } from '@orchion/domain';
import { createHash } from 'node:crypto';
import type { Random } from './random.ts';
import type { SimContent } from './sim-content.ts';

export interface SimJobFilesParts {
  readonly dice: Random;
  /** Of this agent process: nothing is called once it is dead. */
  readonly after: (delayMs: number, run: () => void) => void;
  /** Asks the orchestrator's process that runs now; null: there is none. Never answers where that dies meanwhile. */
  readonly ask: <T>(run: (content: SimContent) => Promise<T>) => Promise<T> | null;
  readonly onLeft: (left: LeftTree) => void;
  readonly onFetched: (fetched: FetchedTree) => void;
}

export interface LeftTree {
  readonly tree: Digest;
  /** What its one file says. */
  readonly text: string;
}

export interface FetchedTree {
  readonly ref: AttemptRef;
  readonly tree: Digest;
  /** Null: it is not there. */
  readonly texts: readonly string[] | null;
}

/** The output that each command writes. */
export const outputName = 'by';
/** An answer that takes longer is given up, as a broken connection. */
const answerMs = 10_000;
/** Between the last byte and the word of it: long enough for much to go wrong. */
const tellMs = { low: 1, high: 2_000 };

export function textLeftBy(ref: AttemptRef, artifact: string): string {
  return `${attemptName(ref)}/${artifact}`;
}

export function createSimJobFiles({ dice, after, ask, onLeft, onFetched }: SimJobFilesParts): JobFilesPort {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => after(ms, resolve));

  async function asked<T>(signal: AbortSignal, run: (content: SimContent) => Promise<T>): Promise<T> {
    await pause(dice.between(1, 50));
    if (signal.aborted) throw new JobFilesError('stopped', 'it was stopped');
    const answer = ask(run);
    const away = new JobFilesError('unavailable', 'the orchestrator does not answer');
    if (answer === null) throw away;
    return new Promise((resolve, reject) => {
      after(answerMs, () => reject(away));
      answer.then(resolve, reject);
    });
  }

  async function leave(ref: AttemptRef, name: string, signal: AbortSignal): Promise<Artifact> {
    const text = textLeftBy(ref, name);
    const bytes = new TextEncoder().encode(text);
    const file = { path: 'data', bytes: bytes.length, digest: digestOf(bytes), isExecutable: false };
    const list = new TextEncoder().encode(writeTree([file]));
    const tree = digestOf(list);
    onLeft({ tree, text });
    for (const [digest, content] of [
      [file.digest, bytes],
      [tree, list],
    ] as const) {
      const part = { offset: 0, total: content.length, pieces: [content] };
      await asked(signal, ({ store }) => store.append(digest, part));
    }
    return { name, tree, files: 1, bytes: bytes.length };
  }

  return {
    async prepare(ref, { cwd, files }, signal) {
      for (const { tree } of files.fetch) {
        const texts = await asked(signal, (content) => content.textsOf(tree));
        onFetched({ ref, tree, texts });
        if (texts === null) throw new JobFilesError('wrong', `${tree} is not there`);
      }
      return { folder: '/', output: null, cwd: cwd ?? '/work', env: {} };
    },
    async gather(ref, wanted, signal) {
      const artifacts: Artifact[] = [];
      for (const { name } of wanted.leave) artifacts.push(await leave(ref, name, signal));
      await pause(dice.between(tellMs.low, tellMs.high));
      const outputs = wanted.collectsOutputs ? { [outputName]: attemptName(ref) } : {};
      return { products: { outputs, artifacts }, problem: null };
    },
    forget: () => Promise.resolve(),
    keepOnly: () => Promise.resolve(),
    close: () => undefined,
  };
}

function digestOf(bytes: Uint8Array): Digest {
  return trustDigest(createHash('sha256').update(bytes).digest('hex'));
}
