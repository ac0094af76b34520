/**
 * A piece of a file as a command that any node can run: the text itself goes along as an argument of its language's program,
 * so that the file need not be on the node.
 */
import { limits } from '@orchion/domain';
import type { Say } from '../../../cluster/say.ts';

/** By the editor's names of languages: what takes a program's text as its last argument. */
const programs: Readonly<Record<string, readonly string[]>> = {
  python: ['python3', '-c'],
  javascript: ['node', '-e'],
  shellscript: ['bash', '-c'],
  ruby: ['ruby', '-e'],
  perl: ['perl', '-e'],
  // eslint-disable-next-line orchion/said-words -- a program
  r: ['Rscript', '-e'],
  lua: ['lua', '-e'],
  php: ['php', '-r'],
  powershell: ['pwsh', '-NoProfile', '-Command'],
};

export type ScriptCommand = { readonly command: readonly string[] } | { readonly problem: string };

export function scriptCommand(languageId: string, text: string, say: Say): ScriptCommand {
  if (text.trim() === '') return { problem: say('There is no text to run.') };
  const program = programs[languageId];
  if (program === undefined) {
    const known = Object.keys(programs).join(', ');
    return {
      problem: say('Orchion does not know how to run "{0}" as a piece of text. It knows: {1}.', languageId, known),
    };
  }
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > limits.commandArgBytesMax) {
    return {
      problem: say(
        'This is too long to be sent as a command ({0} bytes, at most {1}).',
        bytes,
        limits.commandArgBytesMax,
      ),
    };
  }
  return { command: [...program, program[0] === 'php' ? text.replace(/^<\?php/, '') : outdented(text)] };
}

/** A selection inside a block begins with the block's indentation, which Python refuses. */
function outdented(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const shortest = indents.reduce((a, b) => (b.length < a.length ? b : a), indents[0] ?? '');
  if (shortest === '' || !indents.every((indent) => indent.startsWith(shortest))) return text;
  return lines.map((line) => (line.startsWith(shortest) ? line.slice(shortest.length) : line.trimStart())).join('\n');
}

/** A line that a person typed, for the shell of the node. */
export function shellCommand(line: string, os: string): readonly string[] {
  return os === 'win32' ? ['cmd', '/d', '/s', '/c', line] : ['sh', '-c', line];
}

/** A name for people: the program, without its folder and its options. */
export function nameOfLine(line: string): string {
  const words = line
    .trim()
    .split(/\s+/)
    .filter((word) => !/^\w+=/.test(word));
  const [program = 'job', next = ''] = words;
  const isInterpreter = /^(python\d?(\.\d+)?|node|bash|sh|ruby|perl|uv|npx|cargo|make|npm|go)$/.test(lastPart(program));
  const name = isInterpreter && next !== '' && !next.startsWith('-') ? next : program;
  return lastPart(name).slice(0, limits.nameLengthMax) || 'job';
}

function lastPart(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}
