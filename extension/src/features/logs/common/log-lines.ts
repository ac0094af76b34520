/**
 * A log as whole lines, for a document: the streams come in pieces that end anywhere, so each is put together by itself and
 * its lines stand in the order in which they were finished. Colours are left out; of a line that was overwritten by carriage
 * returns (a progress bar) the last state counts.
 */
import type { FollowEvent } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import type { Say } from '../../../cluster/say.ts';
import type { SafeText } from './safe-text.ts';
import { gapWords } from './terminal-text.ts';

export interface LogLines {
  /** The lines that are whole now, without their ends. */
  event(event: FollowEvent): readonly string[];
  /** What never came to an end. */
  end(): readonly string[];
}

/** A line that does not end is cut here, so that a log without line ends needs no more memory than another one. */
const restLengthMax = 256 * 1024;

export function createLogLines(say: Say, safeText: () => SafeText): LogLines {
  const streams = { stdout: { text: safeText(), rest: '' }, stderr: { text: safeText(), rest: '' } };
  let attempt: number | null = null;

  const take = (stream: { rest: string }, text: string): readonly string[] => {
    const lines = (stream.rest + text).split('\n');
    stream.rest = lines.pop() ?? '';
    if (stream.rest.length > restLengthMax) {
      lines.push(stream.rest);
      stream.rest = '';
    }
    return lines.map(plainLine);
  };
  const finish = (): readonly string[] => {
    const all = [streams.stdout, streams.stderr].flatMap((stream) => {
      const lines = [...take(stream, stream.text.end())];
      if (stream.rest !== '') lines.push(plainLine(stream.rest));
      stream.rest = '';
      return lines;
    });
    return all;
  };

  return {
    event(event) {
      if (event.kind !== 'chunk') return [];
      const lines: string[] = [];
      if (attempt !== null && event.attempt !== attempt) {
        lines.push(...finish(), `── ${say('attempt {0} begins', event.attempt)}`);
        streams.stdout.text = safeText();
        streams.stderr.text = safeText();
      }
      attempt = event.attempt;
      const { chunk } = event;
      if (chunk.kind === 'data') {
        const stream = streams[chunk.stream];
        return [...lines, ...take(stream, stream.text.push(chunk.bytes))];
      }
      const missing = say(
        '{0} of {1} are missing here: {2}',
        formatBytes(chunk.length),
        chunk.stream,
        gapWords(chunk.reason, say),
      );
      return [...lines, `── ${missing}`];
    },
    end: finish,
  };
}

function plainLine(line: string): string {
  // As most lines are: looking costs a fraction of replacing, which counts at 50,000 lines a second.
  if (!line.includes('\u001b') && !line.includes('\r')) return line;
  // eslint-disable-next-line no-control-regex -- colours begin with a control character
  const plain = line.replace(/\u001b\[[0-9;:]*m/g, '').replace(/\r+$/, '');
  return plain.slice(plain.lastIndexOf('\r') + 1);
}
