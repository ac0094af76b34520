import { ClientError, type FollowEvent } from '@orchion/client';
import type { LogStream } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { aJob, anAttempt } from '../../../cluster/test/builders.ts';
import { createChannelText } from './channel-text.ts';
import { fileLinksIn } from './file-links.ts';
import { createLogLines } from './log-lines.ts';
import { backlogLengthMax, createLogOutlet, terminalPace } from './log-outlet.ts';
import type { SafeText } from './safe-text.ts';
import { createTerminalText, summaryOf } from './terminal-text.ts';

/** The bytes as text, without the filter's care. */
function asIs(): SafeText {
  const decoder = new TextDecoder();
  return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

function data(text: string | Uint8Array, stream: LogStream = 'stdout', attempt = 1): FollowEvent {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { kind: 'chunk', attempt, chunk: { kind: 'data', stream, offset: 0, at: 1, bytes } };
}

const cut: FollowEvent = { kind: 'cut', error: new ClientError('unavailable', 'It broke'), retryInMs: 1 };
const gap: FollowEvent = {
  kind: 'chunk',
  attempt: 1,
  chunk: { kind: 'gap', stream: 'stderr', offset: 0, at: 1, length: 2048, reason: 'spool_full' },
};
// eslint-disable-next-line no-control-regex -- the dimming of Orchion's own lines
const undimmed = (text: string): string => text.replace(/\u001b\[[02;]*m/g, '');

describe('a followed log in a terminal', () => {
  test('is what the job wrote, with Orchion’s own words on lines of their own', () => {
    const text = createTerminalText(plainSay, asIs);
    const shown = [data('loss 1\nloss'), gap, data(' 2\n'), data('again\n', 'stdout', 2)].map((event) =>
      text.event(event),
    );
    expect(undimmed(shown.join(''))).toBe(
      'loss 1\r\nloss\r\n── 2 KiB of stderr are missing here: the node had no room to keep them\r\n 2\r\n── attempt 2 begins\r\nagain\r\n',
    );
  });

  test('says a cut only when it lasts, and that it is over', () => {
    const text = createTerminalText(plainSay, asIs);
    expect([cut, data('a\n'), cut, cut, cut, data('b\n')].map((event) => undimmed(text.event(event)))).toEqual([
      '',
      'a\r\n',
      '',
      '── It broke; trying again ...\r\n',
      '',
      '── connected again\r\nb\r\n',
    ]);
  });

  test('does not let a job’s name move the cursor', () => {
    const job = aJob('x', { spec: { ...aJob('x').spec, name: 'a\u001b[2Jb\nc' }, message: 'waits' });
    expect(undimmed(createTerminalText(plainSay, asIs).begin(job))).toBe(`── a [2Jb c · ${job.id} · queued: waits\r\n`);
  });

  test('ends with how the job ended', () => {
    const end = { reason: 'exit_code', exitCode: 3, signal: null, message: '' } as const;
    const attempts = [anAttempt('tower', { number: 2, end })];
    const job = aJob('x', { state: 'failed', startedAt: 0, endedAt: 61_000, attempts });
    expect(summaryOf(job, plainSay)).toBe('failed · exit code 3 · ran 1m 1s · on tower · 2 attempts');
  });
});

describe('a followed log in an output channel', () => {
  test('is whole lines without colours, and what Orchion has to say on lines of its own', () => {
    const text = createChannelText(plainSay, asIs);
    const job = aJob('x', { spec: { ...aJob('x').spec, name: 'train' } });
    const shown = [
      text.begin(job),
      ...[data('\u001b[31mERROR\u001b[0m no\nhalf'), cut, cut, data(' line\n'), gap, data('open')].map((event) =>
        text.event(event),
      ),
      text.end({ ...job, state: 'failed' }),
    ];
    expect(shown).toEqual([
      `── train · ${job.id} · queued\n`,
      'ERROR no\n',
      '',
      '── It broke; trying again ...\n',
      '── connected again\nhalf line\n',
      '── 2 KiB of stderr are missing here: the node had no room to keep them\n',
      '',
      'open\n── failed\n',
    ]);
  });

  test('says why it cannot be followed any further, and how much came too fast', () => {
    const text = createChannelText(plainSay, asIs);
    expect(text.leftOut(12_000)).toBe('── 12,000 lines are left out here; the full log has them\n');
    expect(text.event(data('a')) + text.broken('No such job')).toBe('a\n── No such job\n');
  });
});

describe('the outlet', () => {
  /** Time that passes when it is told to. */
  function outlet() {
    const shown: string[] = [];
    const due: (() => void)[] = [];
    const timing = { delay: () => new Promise<void>((resolve) => due.push(resolve)) };
    const pass = async (): Promise<void> => {
      for (const resolve of due.splice(0)) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    };
    const show = (text: string): void => void shown.push(text);
    const text = createTerminalText(plainSay, asIs);
    const leftOut = (lines: number): string => text.leftOut(lines);
    return { shown, pass, log: createLogOutlet({ show, leftOut, pace: terminalPace, timing }) };
  }

  test('shows the first text at once and what follows closely in one piece', async () => {
    const { log, shown, pass } = outlet();
    log.write('a\n');
    for (let i = 0; i < 1000; i++) log.write('b\n');
    expect(shown).toEqual(['a\n']);
    await pass();
    expect(shown).toEqual(['a\n', 'b\n'.repeat(1000)]);
  });

  test('leaves the middle of a flood out, says how many lines, and keeps the end', async () => {
    const { log, shown, pass } = outlet();
    const lines = 200_000;
    for (let i = 0; i < lines; i++) log.write(`line ${i}\n`);
    for (let i = 0; i < 20; i++) await pass();
    await log.flush();
    const text = shown.join('');
    expect(text.length).toBeLessThan(2 * backlogLengthMax(terminalPace));
    expect(Math.max(...shown.map((piece) => piece.length))).toBeLessThan(terminalPace.pieceLengthMax + 200);
    expect(text.endsWith(`line ${lines - 1}\n`)).toBe(true);
    const [, leftOut = ''] = /── ([\d,]+) lines are left out here; the full log has them/.exec(text) ?? [];
    const seen = text.match(/^line \d+$/gm)?.length ?? 0;
    expect(Number(leftOut.replaceAll(',', '')) + seen).toBe(lines);
  });
});

describe('a log as lines', () => {
  test('has whole lines, however the pieces and the streams are cut', () => {
    const lines = createLogLines(plainSay, asIs);
    const euro = new TextEncoder().encode('€');
    const events = [
      data('one\ntw'),
      data('error', 'stderr'),
      data('o\n'),
      data(euro.subarray(0, 1)),
      data(euro.subarray(1)),
      data(' half'),
      gap,
      data(' line\n', 'stderr'),
      data('10%\r50%\r100%\r\n', 'stderr'),
      data('\u001b[31mred\u001b[0m\n', 'stderr'),
    ];
    expect([...events.flatMap((event) => lines.event(event)), ...lines.end()]).toEqual([
      'one',
      'two',
      '── 2 KiB of stderr are missing here: the node had no room to keep them',
      'error line',
      '100%',
      'red',
      '€ half',
    ]);
  });

  test('needs no more memory where no line ever ends', () => {
    const lines = createLogLines(plainSay, asIs);
    const all = Array.from({ length: 10 }, () => lines.event(data('x'.repeat(100_000)))).flat();
    expect(all.map((line) => line.length)).toEqual([300_000, 300_000, 300_000]);
  });

  test('finishes an attempt before the next one begins', () => {
    const lines = createLogLines(plainSay, asIs);
    expect([...lines.event(data('cut off')), ...lines.event(data('anew\n', 'stdout', 2))]).toEqual([
      'cut off',
      '── attempt 2 begins',
      'anew',
    ]);
  });
});

test.each([
  ['src/a.ts:12:5 - error TS1: no', ['src/a.ts', 12, 5]],
  ['  File "/x y/train.py", line 3, in <module>', ['/x y/train.py', 3, 1]],
  ['    at run (/work/a.js:1:2)', ['/work/a.js', 1, 2]],
  ['main.c(12,5): error', ['main.c', 12, 5]],
  ['error: C:\\src\\a.cs:7', ['C:\\src\\a.cs', 7, 1]],
  ['./lib/x.go:10: undefined', ['./lib/x.go', 10, 1]],
  ['at 12:30:01 on http://host.name:80/ and 1.5:3', null],
  ['nothing here', null],
])('places in %j', (line, expected) => {
  const [link] = fileLinksIn(line);
  expect(link === undefined ? null : [link.path, link.line, link.column]).toEqual(expected);
});

test('a line made to be slow to read is read quickly', () => {
  const started = performance.now();
  for (const text of ['a/'.repeat(1900), 'a.'.repeat(1900), '/a b'.repeat(950), 'a-'.repeat(1900), 'x'.repeat(1e6)])
    fileLinksIn(text);
  expect(performance.now() - started).toBeLessThan(1000);
});
