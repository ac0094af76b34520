import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createOutput } from '../output/output.ts';
import { tempDir, testWorld } from '../test/test-world.ts';
import { launch } from './launch.ts';
import { lastWords, readyLine } from './log-tail.ts';
import { ensurePrivateDir } from './private-dir.ts';
import { provenAlive, readRecord, writeRecord, type ProcessRecord } from './record.ts';
import { startTokenOf } from './start-token.ts';
import { stopProcess } from './stop.ts';
import { untilReady } from './until-ready.ts';

/** A process that does nothing until it is killed; it goes with the test. */
async function sleeper(code = 'setInterval(() => {}, 1000)'): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, ['-e', `${code}; console.log('up')`], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('it did not start');
  return Object.assign(child, { pid: child.pid });
}

async function recordOf(pid: number): Promise<ProcessRecord> {
  const startToken = (await startTokenOf(pid)) ?? '';
  return { pid, startToken, startedAt: '2026-01-31T12:00:00.000Z', version: '0', socket: 'unix:/x' };
}

describe('the start token', () => {
  test('is the same as long as the process lives, and gone with it', async () => {
    const child = await sleeper();
    const token = await startTokenOf(child.pid);
    expect(token).not.toBeNull();
    expect(await startTokenOf(child.pid)).toBe(token);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await startTokenOf(child.pid)).toBeNull();
  });

  test('differs between processes, and there is none for what is no pid', async () => {
    expect(await startTokenOf((await sleeper()).pid)).not.toBe(await startTokenOf(process.pid));
    expect(await Promise.all([0, -1, 1.5, Number.NaN].map((pid) => startTokenOf(pid)))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('a record', () => {
  test('is read as it was written, and only for its user', async () => {
    const path = join(tempDir(), 'a.json');
    const record = await recordOf(process.pid);
    await writeRecord(path, record);
    expect(await readRecord(path)).toEqual(record);
    expect(await provenAlive(record)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['torn', '{"pid": 12'],
    ['foreign', '{"pid": 12}'],
    ['without proof', '{"pid":1,"startToken":"","startedAt":"","version":"","socket":""}'],
  ])('that is %s is none', async (_name, text) => {
    const path = join(tempDir(), 'a.json');
    writeFileSync(path, text);
    expect(await readRecord(path)).toBeNull();
  });
});

describe('stopping', () => {
  test('ends a process that is proven', async () => {
    const child = await sleeper();
    const gone = once(child, 'exit');
    expect(await stopProcess(testWorld({ realTime: true }), await recordOf(child.pid))).toBe(true);
    expect(await gone).toEqual([null, 'SIGTERM']);
  });

  test('ends one that does not listen by force', async () => {
    const child = await sleeper("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
    const gone = once(child, 'exit');
    // The world's own time: the polite wait is over at once.
    expect(await stopProcess(testWorld(), await recordOf(child.pid))).toBe(true);
    expect(await gone).toEqual([null, 'SIGKILL']);
  });

  test('never touches a process that only has the pid', async () => {
    const child = await sleeper();
    const record = { ...(await recordOf(child.pid)), startToken: 'another' };
    expect(await stopProcess(testWorld(), record)).toBe(false);
    expect(await startTokenOf(child.pid)).not.toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('a private directory', () => {
  const uid = process.getuid?.() ?? 0;

  test('is made for its user alone', async () => {
    const path = join(tempDir(), 'a', 'b');
    await ensurePrivateDir(path, uid);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    await ensurePrivateDir(path, uid);
  });

  test('that others can enter is refused with the command that closes it', async () => {
    const path = join(tempDir(), 'open');
    mkdirSync(path);
    chmodSync(path, 0o755);
    await expect(ensurePrivateDir(path, uid)).rejects.toMatchObject({ text: { hint: `Close it: chmod 700 ${path}` } });
  });

  test('that is a link or belongs to somebody else is refused', async () => {
    const dir = tempDir();
    symlinkSync(dir, join(dir, 'link'));
    await expect(ensurePrivateDir(join(dir, 'link'), uid)).rejects.toThrow(/is not a directory/);
    await expect(ensurePrivateDir(dir, uid + 1)).rejects.toThrow(/belongs to somebody else/);
  });
});

describe('a launched program', () => {
  async function launched(code: string) {
    const world = testWorld({ realTime: true });
    const dir = tempDir();
    const program = join(dir, 'program.mjs');
    writeFileSync(program, code);
    const request = {
      program,
      args: ['--flag'],
      env: { ...process.env, GIVEN: 'yes' },
      cwd: dir,
      logFile: join(dir, 'a.log'),
      recordFile: join(dir, 'a.json'),
      address: 'unix:/x',
    };
    writeFileSync(request.logFile, 'of an earlier start\n');
    const started = await launch(world, request);
    onTestFinished(async () => {
      await stopProcess(world, started.record);
    });
    return { world, started, request };
  }

  test('writes to its log, has a record that proves it, and is waited for', async () => {
    const code = `console.log(JSON.stringify({ event: 'ready', given: process.env.GIVEN, args: process.argv.slice(2) })); setInterval(() => {}, 1000);`;
    const { world, started, request } = await launched(code);
    const spinner = createOutput(world, false).waiting('');
    const ready = await untilReady(world, {
      what: 'It',
      launched: started,
      probe: () => readyLine(started.log),
      spinner,
    });
    expect(ready).toEqual({ event: 'ready', given: 'yes', args: ['--flag'] });
    expect(await readRecord(request.recordFile)).toEqual(started.record);
    expect(await provenAlive(started.record)).toBe(true);
  });

  test('that dies at once is told with its last words, pino’s included, and where its log is', async () => {
    const code = `console.error(JSON.stringify({ level: 60, msg: 'cannot listen', err: { message: 'EACCES' } })); process.exit(2);`;
    const { world, started, request } = await launched(code);
    const spinner = createOutput(world, false).waiting('');
    const wait = untilReady(world, { what: 'The orchestrator', launched: started, probe: async () => null, spinner });
    await expect(wait).rejects.toMatchObject({
      text: {
        message: 'The orchestrator ended before it was ready (exit code 2). It said: cannot listen: EACCES',
        where: request.logFile,
      },
    });
    expect(await lastWords(started.log)).toEqual(['cannot listen: EACCES']);
    expect(readFileSync(request.logFile, 'utf8')).toMatch(/^of an earlier start\n/);
  });

  test('that is not built is said', async () => {
    const world = testWorld();
    const request = { program: '/nope/main.js', args: [], env: {}, cwd: '/', logFile: '', recordFile: '', address: '' };
    await expect(launch(world, request)).rejects.toThrow(/not built/);
  });
});
