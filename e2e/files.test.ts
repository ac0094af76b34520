/** Files that go to a job and come from it, with the programs killed on the way. */
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { noFiles, type ArtifactRule, type JobFiles, type JobId } from '@orchion/domain';
import {
  createHttpContent,
  fetchContent,
  fetchTree,
  listWorkspace,
  sendTree,
  type HttpContentClient,
} from '@orchion/files';
import { describe, expect, test } from 'vitest';
import { newHome, type Home } from './harness/home.ts';
import { jobSpec } from './harness/specs.ts';
import { until } from './harness/until.ts';

const MiB = 1024 * 1024;
/** Long enough for a killed program to be in the middle of it. */
const bigBytes = 96 * MiB;

function contentOf(home: Home): HttpContentClient {
  return createHttpContent({ endpoint: { kind: 'socket', path: home.socket() }, token: () => home.token() });
}

async function submit(home: Home, script: string, files: Partial<JobFiles>, cwd: string | null = null): Promise<JobId> {
  const spec = { ...jobSpec(['sh', '-c', script]), files: { ...noFiles, ...files }, cwd };
  const { job } = await home.client().jobs.submit({ spec });
  return job.id;
}

const leaving = (name: string, paths: readonly string[], more: Partial<ArtifactRule> = {}): ArtifactRule => ({
  name,
  paths,
  when: 'success',
  isRequired: true,
  ...more,
});

async function endOf(home: Home, id: JobId) {
  await until(
    `${id} has ended`,
    async () => ['succeeded', 'failed', 'cancelled'].includes((await home.job(id)).state),
    90_000,
  );
  return home.client().jobs.get(id);
}

async function upHome(): Promise<Home> {
  const home = newHome();
  await home.ok('up', '--detach');
  return home;
}

async function upAgain(home: Home): Promise<void> {
  await home.ok('up', '--detach');
}

/** Bytes that neither compress nor repeat. */
function bigFile(path: string): string {
  const hash = createHash('sha256');
  const block = Buffer.alloc(MiB);
  for (let i = 0; i < block.length; i += 4) block.writeUInt32LE(Math.imul(i, 2654435761) >>> 0, i);
  writeFileSync(path, '');
  for (let at = 0; at < bigBytes / MiB; at++) {
    block.writeUInt32LE(at, 0);
    writeFileSync(path, block, { flag: 'a' });
    hash.update(block);
  }
  return hash.digest('hex');
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

describe('a job with files', () => {
  test('gets its folder, and what it leaves comes back', { timeout: 180_000 }, async () => {
    await using home = await upHome();
    const folder = join(home.dir, 'project');
    mkdirSync(join(folder, 'src'), { recursive: true });
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'src', 'words.txt'), 'one\ntwo\n');
    writeFileSync(join(folder, 'run.sh'), '#!/bin/sh\nwc -l < src/words.txt\n', { mode: 0o755 });
    writeFileSync(join(folder, 'node_modules', 'x'), 'x');
    writeFileSync(join(folder, '.gitignore'), 'node_modules/\n');
    symlinkSync('/etc/passwd', join(folder, 'link'));
    using content = disposable(contentOf(home));
    const tree = await listWorkspace({ folder });
    expect(tree.files.map(({ path }) => path)).toEqual(['.gitignore', 'run.sh', 'src/words.txt']);
    expect(tree.passedOver).toEqual(['link']);
    await sendTree(content, tree);

    const script = [
      './run.sh > lines.txt',
      'mkdir -p out/sub && cp lines.txt out/sub/lines && ln -s /etc/passwd out/evil',
      'printf "lines=%s\\n" "$(cat lines.txt)" >> "$ORCHION_OUTPUT"',
      'printf "text<<END\\na\\nb\\nEND\\n" >> "$ORCHION_OUTPUT"',
      'test "$PWD" = "$ORCHION_WORKSPACE"',
    ].join(' && ');
    const id = await submit(home, script, {
      fetch: [{ tree: tree.tree, into: '' }],
      leave: [leaving('result', ['out', '*.txt']), leaving('never', ['nothing'], { when: 'failure' })],
      collectsOutputs: true,
    });
    const job = await endOf(home, id);
    expect(job).toMatchObject({ state: 'succeeded' });
    const products = job.attempts[0]?.products;
    expect(products?.outputs).toEqual({ lines: '2', text: 'a\nb' });
    expect(products?.artifacts).toMatchObject([{ name: 'result', files: 2, bytes: 4 }]);
    const left = await fetchTree(content, products!.artifacts[0]!.tree);
    expect(left.map(({ path }) => path)).toEqual(['lines.txt', 'out/sub/lines']);
    await until('the node has freed the folder', () => readdirSync(join(filesDir(home))).length === 0);
    // Nothing of it travels twice.
    expect((await sendTree(content, tree)).bytes).toBe(0);
  });

  test('without what it should leave has failed, and says what it looked for', { timeout: 120_000 }, async () => {
    await using home = await upHome();
    const id = await submit(home, 'true', { leave: [leaving('model', ['out/*.bin'])] });
    const job = await endOf(home, id);
    expect(job).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/model has no files.*out\/\*\.bin/) as string,
    });
    expect(job.attempts[0]?.end).toMatchObject({ reason: 'output_error', exitCode: 0 });
  });
});

describe('on the command line', () => {
  test('a folder goes along with a job, and its artifacts are fetched', { timeout: 180_000 }, async () => {
    await using home = await upHome();
    writeFileSync(join(home.dir, 'words.txt'), 'one\ntwo\n');
    writeFileSync(join(home.dir, '.orchionignore'), 'home/\n');
    const artifact = ['--artifact', 'report=out', '--artifact', 'report=*.sum'];
    const script = 'mkdir out && wc -l < words.txt > out/lines && cksum words.txt > words.sum';
    const id = await home.ok('submit', '--workspace', '.', ...artifact, '--', 'sh', '-c', script);
    await home.ok('wait', id);
    expect(await home.json('artifacts', 'ls', id)).toMatchObject({
      artifacts: [{ step: null, name: 'report', files: 2 }],
    });
    expect(await home.ok('artifacts', 'get', id)).toBe(join(home.dir, 'report'));
    expect(readFileSync(join(home.dir, 'report', 'out', 'lines'), 'utf8').trim()).toBe('2');
    // Again: all of it is there.
    expect(await home.json('artifacts', 'get', id)).toMatchObject({ artifacts: [{ fetchedBytes: 0 }] });
    writeFileSync(join(home.dir, 'report', 'words.sum'), 'mine');
    const other = await home.run(['artifacts', 'get', id]);
    expect([other.code, other.stderr]).toEqual([1, expect.stringMatching(/other files there: words\.sum/)]);
    await home.ok('artifacts', 'get', id, 'report', '--into', 'replaced/here', '--force');
    expect(existsSync(join(home.dir, 'replaced', 'here', 'words.sum'))).toBe(true);
    const none = await home.run(['artifacts', 'get', id, 'model']);
    expect([none.code, none.stderr]).toEqual([4, expect.stringMatching(/no artifact "model".*report/s)]);
  });

  test(
    'a pipeline’s folder goes along with its run, and artifacts go from step to step',
    { timeout: 180_000 },
    async () => {
      await using home = await upHome();
      const folder = join(home.dir, 'project');
      mkdirSync(folder);
      writeFileSync(join(folder, 'words.txt'), 'one\ntwo\nthree\n');
      writeFileSync(
        join(folder, 'count.orchion.yaml'),
        [
          'apiVersion: orchion/v1',
          'kind: Pipeline',
          'name: Count',
          'steps:',
          '  count:',
          '    workspace: [words.txt]',
          '    run: mkdir out && wc -l < words.txt > out/lines && echo "lines=$(cat out/lines)" >> "$ORCHION_OUTPUT"',
          '    outputs: { lines: { type: string } }',
          '    artifacts: { leave: { counts: out/ } }',
          '  show:',
          '    needs: count',
          '    artifacts: { fetch: [{ from: count, name: counts }] }',
          '    env: { LINES_SEEN: "${{ needs.count.outputs.lines }}" }',
          '    run: test "$(cat $(find . -name lines))" = "$LINES_SEEN" && test ! -e words.txt',
          '',
        ].join('\n'),
      );
      const run = await home.run(['run', join(folder, 'count.orchion.yaml'), '--follow'], { timeoutMs: 120_000 });
      expect([run.code, run.stderr]).toEqual([0, expect.stringMatching(/1 file,/)]);
      const found = await home.json<{ artifacts: { step: string }[] }>('artifacts', 'ls', 'latest');
      expect(found.artifacts).toMatchObject([{ step: 'count', name: 'counts', files: 1 }]);
    },
  );
});

describe('kill -9', () => {
  const pidsOf = async (home: Home) => {
    const { orchestrator, nodes } = await home.status();
    return { orchestrator: orchestrator.pid, agent: nodes[0]!.agentPid };
  };

  test.each(['agent', 'orchestrator'] as const)(
    'of the %s in the middle of an upload',
    { timeout: 300_000 },
    async (victim) => {
      await using home = await upHome();
      const source = join(home.dir, 'big');
      const digest = bigFile(source);
      const pids = await pidsOf(home);
      const id = await submit(home, `cp ${source} big.bin`, { leave: [leaving('big', ['big.bin'])] });
      const uploads = home.path('data', 'orchestrator', 'content', 'uploads');
      const isUnderWay = () => {
        const size = statSync(join(uploads, digest), { throwIfNoEntry: false })?.size ?? 0;
        return size > MiB && size < bigBytes;
      };
      await until('the upload is under way', isUnderWay, 90_000);
      await home.kill(pids[victim]);
      await upAgain(home);
      const job = await endOf(home, id);
      expect(job.state).toBe('succeeded');
      expect(job.attempts).toHaveLength(1);
      expect(job.attempts[0]?.products?.artifacts).toMatchObject([{ name: 'big', files: 1, bytes: bigBytes }]);
      using content = disposable(contentOf(home));
      const [file] = await fetchTree(content, job.attempts[0]!.products!.artifacts[0]!.tree);
      expect(file?.digest).toBe(digest);
      const into = join(home.dir, 'back');
      await fetchContent(content, file!, into);
      expect(await digestOfFile(into)).toBe(digest);
    },
  );

  test.each(['agent', 'orchestrator'] as const)(
    'of the %s in the middle of a fetch',
    { timeout: 300_000 },
    async (victim) => {
      await using home = await upHome();
      const folder = join(home.dir, 'folder');
      mkdirSync(folder);
      const digest = bigFile(join(folder, 'big'));
      using content = disposable(contentOf(home));
      const tree = await listWorkspace({ folder });
      await sendTree(content, tree);
      const pids = await pidsOf(home);
      const id = await submit(home, 'sha256sum big', { fetch: [{ tree: tree.tree, into: '' }] });
      const part = join(agentDir(home), 'content', 'parts', digest);
      await until('the fetch is under way', () => (statSync(part, { throwIfNoEntry: false })?.size ?? 0) > 0, 90_000);
      await home.kill(pids[victim]);
      await upAgain(home);
      const job = await endOf(home, id);
      expect(job.state).toBe('succeeded');
      expect(await home.ok('logs', id)).toContain(digest);
    },
  );

  test('a cancel in the middle of an upload ends it', { timeout: 300_000 }, async () => {
    await using home = await upHome();
    const source = join(home.dir, 'big');
    const digest = bigFile(source);
    const { agent } = await pidsOf(home);
    const id = await submit(home, `cp ${source} big.bin`, { leave: [leaving('big', ['big.bin'])] });
    const upload = home.path('data', 'orchestrator', 'content', 'uploads', digest);
    await until(
      'the upload is under way',
      () => (statSync(upload, { throwIfNoEntry: false })?.size ?? 0) > MiB,
      90_000,
    );
    // A command takes longer to come up than the rest of the file may need.
    process.kill(agent, 'SIGSTOP');
    await home.ok('cancel', id);
    process.kill(agent, 'SIGCONT');
    const job = await endOf(home, id);
    expect(job.state).toBe('cancelled');
    expect(job.attempts[0]?.products?.artifacts ?? []).toEqual([]);
  });
});

/** Of the only agent. */
function agentDir(home: Home): string {
  const agents = home.path('data', 'agents');
  return join(agents, readdirSync(agents)[0] ?? '');
}

function filesDir(home: Home): string {
  return join(agentDir(home), 'files');
}

function disposable(content: HttpContentClient): HttpContentClient & Disposable {
  return Object.assign(content, { [Symbol.dispose]: () => content.close() });
}
