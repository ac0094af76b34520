/** A job's folder and what comes of it, on a real disk, with the orchestrator's content in memory. */
import { noFiles, type AttemptEnd, type ArtifactRule, type JobFiles } from '@orchion/domain';
import { createContentCache, FileProblem, listWorkspace, sendTree, type ContentClient } from '@orchion/files';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobFilesPort } from '../ports/job-files.ts';
import { refOf } from '../test/attempts.ts';
import { createJobFiles } from './create-job-files.ts';

const ref = refOf(1);
const exit: AttemptEnd = { reason: 'exit_code', exitCode: 0, signal: null, message: '' };
const running = new AbortController().signal;

let dir: string;
let contents: Map<string, Buffer>;
let isAway: boolean;
let jobFiles: JobFilesPort;
let content: ContentClient & { close(): void };
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'orchion-job-files-'));
  contents = new Map();
  isAway = false;
  content = contentOf();
  jobFiles = create();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function create(): JobFilesPort {
  const cache = createContentCache({ root: join(dir, 'content'), bytesMax: 1e9, content, now: Date.now });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createJobFiles({ root: join(dir, 'files'), content, cache, log });
}

function contentOf(): ContentClient & { close(): void } {
  const here = (): void => {
    if (isAway) throw new FileProblem('unavailable', 'the orchestrator cannot be reached');
  };
  return {
    missing: async (digests) => {
      here();
      return digests.filter((digest) => !contents.has(digest));
    },
    uploadOffset: async () => 0,
    put: async (digest, { bytes }) => {
      here();
      const pieces: Uint8Array[] = [];
      if (bytes instanceof Uint8Array) pieces.push(bytes);
      else for await (const piece of bytes) pieces.push(piece);
      const all = Buffer.concat(pieces);
      if (createHash('sha256').update(all).digest('hex') !== digest) throw new FileProblem('changed', 'another digest');
      contents.set(digest, all);
      return { kind: 'stored' };
    },
    async *get(digest, offset) {
      here();
      const found = contents.get(digest);
      if (found === undefined) throw new FileProblem('missing', `there is no content ${digest}`);
      yield found.subarray(offset);
    },
    close: () => undefined,
  };
}

async function treeOf(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(dir, 'source-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
  const listed = await listWorkspace({ folder });
  await sendTree(content, listed);
  return listed.tree;
}

const specWith = (files: Partial<JobFiles>, cwd: string | null = null) => ({ files: { ...noFiles, ...files }, cwd });
const rule = (more: Partial<ArtifactRule> = {}): ArtifactRule => ({
  name: 'out',
  paths: ['out'],
  when: 'success',
  isRequired: true,
  ...more,
});
const request = (leave: readonly ArtifactRule[], more: { collectsOutputs?: boolean; cwd?: string | null } = {}) => ({
  cwd: null,
  collectsOutputs: false,
  ...more,
  leave,
  end: exit,
});

describe('before the start', () => {
  test('all trees are laid out in the private folder; of two files at one place the later one stays', async () => {
    const first = await treeOf({ 'a.txt': 'first', 'sub/run.sh': '#!/bin/sh' });
    const second = await treeOf({ 'a.txt': 'second' });
    const spec = specWith(
      {
        fetch: [
          { tree: first, into: '' },
          { tree: second, into: '' },
          { tree: second, into: 'deep/er' },
        ],
        collectsOutputs: true,
      },
      'sub',
    );
    const { cwd, env } = await jobFiles.prepare(ref, spec, running);
    const work = env['ORCHION_WORKSPACE'] ?? '';
    expect(cwd).toBe(join(work, 'sub'));
    expect(readFileSync(join(work, 'a.txt'), 'utf8')).toBe('second');
    expect(readFileSync(join(work, 'deep/er/a.txt'), 'utf8')).toBe('second');
    expect(statSync(join(work, 'sub/run.sh')).mode & 0o111).toBe(0o111);
    expect(readFileSync(env['ORCHION_OUTPUT'] ?? '', 'utf8')).toBe('');
    expect(statSync(work).mode & 0o777).toBe(0o700);
  });

  test('what a job does to its files changes nothing for the next one', async () => {
    const tree = await treeOf({ 'a.txt': 'as it was' });
    const spec = specWith({ fetch: [{ tree, into: '' }] });
    const { cwd } = await jobFiles.prepare(ref, spec, running);
    writeFileSync(join(cwd, 'a.txt'), 'as it is now');
    isAway = false;
    const next = await jobFiles.prepare(refOf(2), spec, running);
    expect(readFileSync(join(next.cwd, 'a.txt'), 'utf8')).toBe('as it was');
  });

  test('a try that is repeated finds its folder as if it were the first', async () => {
    const tree = await treeOf({ 'a.txt': 'a' });
    const spec = specWith({ fetch: [{ tree, into: '' }] });
    const { cwd } = await jobFiles.prepare(ref, spec, running);
    writeFileSync(join(cwd, 'left-over'), 'x');
    await create().prepare(ref, spec, running);
    expect(readdirSync(cwd)).toEqual(['a.txt']);
  });

  test('content that is nowhere is the job’s own trouble, an orchestrator that is away is not', async () => {
    const tree = await treeOf({ 'a.txt': 'a' });
    contents.delete(createHash('sha256').update('a').digest('hex'));
    await expect(jobFiles.prepare(ref, specWith({ fetch: [{ tree, into: '' }] }), running)).rejects.toMatchObject({
      code: 'wrong',
    });
    isAway = true;
    await expect(jobFiles.prepare(ref, specWith({ fetch: [{ tree, into: '' }] }), running)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('trees that do not go together are refused', async () => {
    const [file, folder] = [await treeOf({ a: 'x' }), await treeOf({ 'a/b': 'x' })];
    const fetch = [
      { tree: file, into: '' },
      { tree: folder, into: '' },
    ];
    await expect(jobFiles.prepare(ref, specWith({ fetch }), running)).rejects.toMatchObject({
      code: 'wrong',
      message: expect.stringMatching(/"a" is both a file and a folder/) as string,
    });
  });

  test('a stop is told as one', async () => {
    const tree = await treeOf({ a: 'x' });
    await expect(
      jobFiles.prepare(ref, specWith({ fetch: [{ tree, into: '' }] }), AbortSignal.abort()),
    ).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe('after the end', () => {
  const prepared = async (cwd: string | null = null) =>
    (await jobFiles.prepare(ref, specWith({ collectsOutputs: true }, cwd), running)).env;

  test('artifacts and outputs are gathered and safe', async () => {
    const { ORCHION_WORKSPACE: work = '', ORCHION_OUTPUT: output = '' } = await prepared();
    mkdirSync(join(work, 'out'));
    writeFileSync(join(work, 'out', 'model'), 'weights');
    writeFileSync(output, 'accuracy=0.97\n');
    const { products, problem } = await jobFiles.gather(ref, request([rule()], { collectsOutputs: true }), running);
    expect(problem).toBeNull();
    expect(products.outputs).toEqual({ accuracy: '0.97' });
    expect(products.artifacts).toMatchObject([{ name: 'out', files: 1, bytes: 7 }]);
    expect(contents.has(products.artifacts[0]?.tree ?? '')).toBe(true);
  });

  test('a link out of the folder takes nothing along', async () => {
    const { ORCHION_WORKSPACE: work = '' } = await prepared();
    writeFileSync(join(dir, 'secret'), 'x');
    mkdirSync(join(work, 'out'));
    symlinkSync(join(dir, 'secret'), join(work, 'out', 'link'));
    symlinkSync(dir, join(work, 'up'));
    const { products, problem } = await jobFiles.gather(ref, request([rule({ paths: ['out', 'up/secret'] })]), running);
    expect(products.artifacts).toEqual([]);
    expect(problem).toMatch(/out has no files: nothing matches out, up\/secret/);
  });

  test('what need not be there may be missing', async () => {
    await prepared();
    expect(await jobFiles.gather(ref, request([rule({ isRequired: false })]), running)).toEqual({
      products: { outputs: {}, artifacts: [] },
      problem: null,
    });
  });

  test.each<[string, (output: string) => void, RegExp]>([
    ['outputs that cannot be read', (output) => writeFileSync(output, 'hello\n'), /outputs cannot be read: line 1/],
    ['outputs that are too large', (output) => writeFileSync(output, 'x'.repeat(3 << 20)), /has 3145728 bytes/],
    [
      'a link in their place',
      (output) => {
        rmSync(output);
        symlinkSync('/etc/passwd', output);
      },
      /cannot be read \(ELOOP\)/,
    ],
    [
      'a folder in their place',
      (output) => {
        rmSync(output);
        mkdirSync(output);
      },
      /cannot be read/,
    ],
  ])('%s are a problem with words', async (_name, spoil, message) => {
    const { ORCHION_OUTPUT: output = '' } = await prepared();
    spoil(output);
    const { problem } = await jobFiles.gather(ref, request([], { collectsOutputs: true }), running);
    expect(problem).toMatch(message);
  });

  test('no outputs at all are none', async () => {
    const { ORCHION_OUTPUT: output = '' } = await prepared();
    rmSync(output);
    const gathered = await jobFiles.gather(ref, request([], { collectsOutputs: true }), running);
    expect(gathered).toMatchObject({ products: { outputs: {} }, problem: null });
  });

  test('patterns are relative to the working directory, wherever that is', async () => {
    mkdirSync(join(dir, 'elsewhere', 'out'), { recursive: true });
    writeFileSync(join(dir, 'elsewhere', 'out', 'a'), 'x');
    const cwd = join(dir, 'elsewhere');
    await prepared(cwd);
    const { products } = await jobFiles.gather(ref, request([rule()], { cwd }), running);
    expect(products.artifacts).toMatchObject([{ files: 1 }]);
  });

  test('while the orchestrator is away nothing is lost, and the next try goes on', async () => {
    const { ORCHION_WORKSPACE: work = '' } = await prepared();
    mkdirSync(join(work, 'out'));
    writeFileSync(join(work, 'out', 'a'), 'x');
    isAway = true;
    await expect(jobFiles.gather(ref, request([rule()]), running)).rejects.toMatchObject({ code: 'unavailable' });
    isAway = false;
    // Also by an agent that knows nothing of the first try.
    const { products } = await create().gather(ref, request([rule()]), running);
    expect(products.artifacts).toMatchObject([{ name: 'out', files: 1 }]);
  });
});

test('what is forgotten is gone, and so is what nobody holds', async () => {
  const spec = specWith({ collectsOutputs: true });
  const [one, two] = [await jobFiles.prepare(ref, spec, running), await jobFiles.prepare(refOf(2), spec, running)];
  await jobFiles.keepOnly([ref]);
  expect([existsSync(one.cwd), existsSync(two.cwd)]).toEqual([true, false]);
  await jobFiles.forget(ref);
  expect(existsSync(one.cwd)).toBe(false);
  expect(lstatSync(join(dir, 'files')).isDirectory()).toBe(true);
});
