/**
 * What a command wrote to the file named by ORCHION_OUTPUT, in GitHub's form: `name=value` lines, and for values of several
 * lines `name<<WORD`, the lines, `WORD`. A name that comes twice has its last value. Everything is bounded, and what is
 * wrong is told with its line.
 */
import { limits } from '@orchion/domain';

export type ReadOutputs =
  | { readonly outputs: Readonly<Record<string, string>> }
  /** One sentence. Never holds a value: it may be a secret. */
  | { readonly problem: string };

export function readOutputs(text: string): ReadOutputs {
  const lines = text.split(/\r?\n/);
  const outputs = new Map<string, string>();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const found = /^([^=<]+?)(<<|=)(.*)$/s.exec(line);
    if (found === null) {
      return wrong(at, 'is neither name=value nor name<<WORD');
    }
    const [, name = '', sign, rest = ''] = found;
    const violation = violationOfOutputName(name);
    if (violation !== null) return wrong(at, violation);
    let value = rest;
    if (sign === '<<') {
      if (rest === '') return wrong(at, `has no word after ${name}<<`);
      const end = lines.indexOf(rest, at + 1);
      if (end < 0) return wrong(at, `begins ${name}<<${rest.slice(0, 40)}, and no line "${rest.slice(0, 40)}" ends it`);
      value = lines.slice(at + 1, end).join('\n');
      at = end;
    }
    const bytes = Buffer.byteLength(value);
    if (bytes > limits.outputBytesMax) {
      return wrong(at, `gives ${name} ${bytes} bytes, at most ${limits.outputBytesMax}: leave an artifact instead`);
    }
    outputs.set(name, value);
    if (outputs.size > limits.outputsMax) return wrong(at, `is one output more than ${limits.outputsMax}`);
  }
  const bytes = [...outputs].reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (bytes > limits.outputsBytesMax) {
    return { problem: `the outputs have ${bytes} bytes together, at most ${limits.outputsBytesMax}` };
  }
  return { outputs: Object.fromEntries(outputs) };
}

function violationOfOutputName(name: string): string | null {
  const isName = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) && name.length <= limits.productNameLengthMax;
  if (isName) return null;
  const shown = JSON.stringify(name.slice(0, 40));
  return `names an output ${shown}; a name is a letter or _, then letters, digits, - and _, at most ${limits.productNameLengthMax}`;
}

function wrong(at: number, what: string): { readonly problem: string } {
  return { problem: `line ${at + 1} of the outputs ${what}` };
}
