/**
 * Files of attempts on this machine: `<root>/<attempt>/work` is the private folder of a job with files, `output` beside it
 * what it writes outputs to. Content comes through a cache by digest; the folder holds copies, so a job may do with its
 * files what it likes.
 */
import {
  attemptName,
  problemOfTree,
  type Artifact,
  type ArtifactRule,
  type AttemptRef,
  type TreeFile,
} from '@orchion/domain';
import {
  fetchTree,
  FileProblem,
  inPool,
  layOutFile,
  listChosen,
  makeFolder,
  sendTree,
  type ContentCache,
  type ContentClient,
  type ListedTree,
} from '@orchion/files';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { AgentLog } from '../ports/agent-log.ts';
import { JobFilesError, type GatherRequest, type JobFilesErrorCode, type JobFilesPort } from '../ports/job-files.ts';
import { readOutputFile } from './read-output-file.ts';

export interface JobFilesOptions {
  /** Made where it is not there. One process at a time. */
  readonly root: string;
  readonly content: ContentClient & { close(): void };
  readonly cache: ContentCache;
  readonly log: AgentLog;
}

const fetchesAtOnce = 6;
const copiesAtOnce = 8;
/** Of what could not be gathered, so much is told. */
const problemsShown = 3;

export function createJobFiles({ root, content, cache, log }: JobFilesOptions): JobFilesPort {
  const directoryOf = (ref: AttemptRef): string => join(root, attemptName(ref).replace('/', '.'));
  const workOf = (ref: AttemptRef): string => join(directoryOf(ref), 'work');
  const outputOf = (ref: AttemptRef): string => join(directoryOf(ref), 'output');
  /** What was listed and may not be sent yet: a try that breaks off need not read everything again. */
  const listings = new Map<string, Map<string, ListedTree>>();

  const prepare: JobFilesPort['prepare'] = async (ref, { files, cwd }, signal) => {
    const wanted = await mergedFiles(files.fetch, signal);
    const byDigest = new Map(wanted.map((file) => [file.digest, file]));
    const held: TreeFile[] = [];
    try {
      const paths = new Map(
        await inPool([...byDigest.values()], fetchesAtOnce, async (file) => {
          const path = await cache.hold(file, { signal });
          held.push(file);
          return [file.digest, path] as const;
        }),
      );
      // Whatever an earlier try has left, and nothing of a job: none of this attempt has run.
      await rm(directoryOf(ref), { recursive: true, force: true });
      await mkdir(workOf(ref), { recursive: true, mode: 0o700 });
      for (const { into } of files.fetch) if (into !== '') await makeFolder(workOf(ref), into.split('/'));
      await inPool(wanted, copiesAtOnce, async (file) => {
        signal.throwIfAborted();
        await layOutFile(workOf(ref), file, paths.get(file.digest) ?? '');
      });
    } finally {
      for (const { digest } of held) cache.release(digest);
    }
    void cache.trim();
    if (files.collectsOutputs) await writeFile(outputOf(ref), '', { mode: 0o600 });
    return {
      folder: workOf(ref),
      output: files.collectsOutputs ? outputOf(ref) : null,
      cwd: folderOf(ref, cwd),
      env: {
        ORCHION_WORKSPACE: workOf(ref),
        ...(files.collectsOutputs && { ORCHION_OUTPUT: outputOf(ref) }),
      },
    };
  };

  const folderOf = (ref: AttemptRef, cwd: string | null): string =>
    cwd !== null && isAbsolute(cwd) ? cwd : join(workOf(ref), cwd ?? '');

  /** All trees as one: of two files at one place the later one stays. */
  const mergedFiles = async (
    fetches: readonly { readonly tree: TreeFile['digest']; readonly into: string }[],
    signal: AbortSignal,
  ): Promise<readonly TreeFile[]> => {
    const merged = new Map<string, TreeFile>();
    for (const { tree, into } of fetches) {
      for (const file of await fetchTree(content, tree, signal)) {
        const path = into === '' ? file.path : `${into}/${file.path}`;
        merged.set(path, { ...file, path });
      }
    }
    const files = [...merged.values()];
    const problem = problemOfTree(files);
    if (problem !== null) throw new FileProblem('wrong', `its trees do not go together: ${problem}`);
    return files;
  };

  const gather: JobFilesPort['gather'] = async (ref, wanted, signal) => {
    const problems: string[] = [];
    const read = wanted.collectsOutputs ? await readOutputFile(outputOf(ref)) : { outputs: {} };
    if ('problem' in read) problems.push(read.problem);
    const artifacts: Artifact[] = [];
    for (const rule of wanted.leave) {
      const left = await gatherOne(ref, rule, wanted, signal);
      if (typeof left === 'string') problems.push(left);
      else if (left !== null) artifacts.push(left);
    }
    const outputs = 'outputs' in read ? read.outputs : {};
    const more = problems.length > problemsShown ? ` And ${problems.length - problemsShown} more.` : '';
    const problem = problems.length === 0 ? null : problems.slice(0, problemsShown).join(' ') + more;
    return { products: { outputs, artifacts }, problem };
  };

  /** The artifact; null: nothing to leave, which is well; a sentence where it cannot be left. */
  const gatherOne = async (
    ref: AttemptRef,
    rule: ArtifactRule,
    { cwd }: GatherRequest,
    signal: AbortSignal,
  ): Promise<Artifact | string | null> => {
    const listed = listings.get(attemptName(ref)) ?? new Map<string, ListedTree>();
    listings.set(attemptName(ref), listed);
    try {
      const folder = folderOf(ref, cwd);
      const tree = listed.get(rule.name) ?? (await listChosen({ folder, patterns: rule.paths, signal }));
      if (tree.passedOver.length > 0) {
        const fields = { attempt: attemptName(ref), artifact: rule.name, paths: tree.passedOver };
        log.warn(fields, 'Links and special files are no part of an artifact and were passed over.');
      }
      if (tree.files.length === 0) {
        if (!rule.isRequired) return null;
        return `The artifact ${rule.name} has no files: nothing matches ${rule.paths.slice(0, 5).join(', ')} in its working directory.`;
      }
      listed.set(rule.name, tree);
      await sendTree(content, tree, { signal });
      return { name: rule.name, tree: tree.tree, files: tree.files.length, bytes: tree.bytes };
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      // These concern the way, not the artifact.
      if (['unavailable', 'refused', 'full', 'stopped'].includes(error.code)) throw error;
      listed.delete(rule.name);
      return `The artifact ${rule.name} could not be gathered: ${error.message}.`;
    }
  };

  return {
    prepare: (ref, spec, signal) => inWordsOfThePort(() => prepare(ref, spec, signal)),
    gather: (ref, wanted, signal) => inWordsOfThePort(() => gather(ref, wanted, signal)),
    async forget(ref) {
      listings.delete(attemptName(ref));
      await remove(directoryOf(ref));
    },
    async keepOnly(refs) {
      const kept = new Set(refs.map(directoryOf));
      for (const name of await readdir(root).catch(() => [])) {
        if (!kept.has(join(root, name))) await remove(join(root, name));
      }
    },
    close: () => content.close(),
  };

  async function remove(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
      // Found again at the next start.
      log.warn({ path }, `It cannot be removed: ${String(error)}`);
    });
  }
}

const codes: Readonly<Record<FileProblem['code'], JobFilesErrorCode>> = {
  wrong: 'wrong',
  missing: 'wrong',
  full: 'full',
  unavailable: 'unavailable',
  // A token can be replaced while an agent runs.
  refused: 'unavailable',
  changed: 'machine',
  io: 'machine',
  stopped: 'stopped',
};

async function inWordsOfThePort<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileProblem) throw new JobFilesError(codes[error.code], error.message, error);
    const isStop = error instanceof Error && error.name === 'AbortError';
    throw new JobFilesError(isStop ? 'stopped' : 'machine', String(error), error);
  }
}
