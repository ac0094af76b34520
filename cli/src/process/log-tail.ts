/** The last words of a program in its log, for people: what to show when it does not start. */
import { open } from 'node:fs/promises';

const tailBytesMax = 64 * 1024;
const linesMax = 8;

/** Lines written since `from`, the last few of them, with pino's JSON turned into sentences. */
export async function lastWords(log: { readonly file: string; readonly from: number }): Promise<readonly string[]> {
  const text = await readFrom(log);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-linesMax).map(sentenceOf);
}

/** The first JSON line since `from` that says `"event":"ready"`; null where there is none yet. */
export async function readyLine(log: {
  readonly file: string;
  readonly from: number;
}): Promise<Readonly<Record<string, unknown>> | null> {
  for (const line of (await readFrom(log)).split('\n')) {
    const parsed = parseObject(line);
    if (parsed?.event === 'ready') return parsed;
  }
  return null;
}

async function readFrom({ file, from }: { readonly file: string; readonly from: number }): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const start = Math.max(from, size - tailBytesMax);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - start)), 0, size - start, start);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    // No log, no words.
    return '';
  }
}

function sentenceOf(line: string): string {
  const parsed = parseObject(line);
  if (parsed === null) return line;
  const { msg, err } = parsed;
  const cause = typeof err === 'object' && err !== null && 'message' in err ? String(err.message) : '';
  if (typeof msg !== 'string') return line;
  return cause === '' || msg.includes(cause) ? msg : `${msg}: ${cause}`;
}

function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' ? (parsed as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}
