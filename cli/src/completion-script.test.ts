import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completionScript } from './completion-script.ts';
import { createProgram } from './program.ts';
import { tempDir } from './test/test-world.ts';

const program = createProgram(async () => undefined);
const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe.skipIf(!has('bash'))('completion in bash', () => {
  /** What Tab offers after these words; the last one is being typed. */
  function offered(words: readonly string[]): readonly string[] {
    const script = join(tempDir(), 'completion.bash');
    writeFileSync(script, completionScript(program, 'bash'));
    const array = words.map((word) => `'${word}'`).join(' ');
    const ask = `source ${script}; COMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _orchion; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr, status } = spawnSync('bash', ['-c', ask], { encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout.split('\n').filter((line) => line !== '');
  }

  test.each<[string, readonly string[], readonly string[]]>([
    ['commands', ['orchion', 'st'], ['status']],
    ['subcommands', ['orchion', 'nodes', 'dr'], ['drain']],
    ['options', ['orchion', 'submit', '--mem'], ['--memory']],
    ['options of a subcommand', ['orchion', 'nodes', 'drain', '--dead'], ['--deadline']],
    ['choices of an option', ['orchion', 'submit', '--on-lost', ''], ['hold', 'retry', 'fail']],
    ['choices of an argument', ['orchion', 'completion', 'z'], ['zsh']],
  ])('offers %s', (_name, words, expected) => {
    expect(offered(words)).toEqual(expected);
  });
});

test('every command and every long option is in each shell’s script', () => {
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    const script = completionScript(program, shell);
    for (const command of program.commands) {
      expect(script).toContain(command.name());
      for (const option of command.options) {
        expect(script).toContain(shell === 'fish' ? `-l ${option.long?.slice(2)}` : option.long);
      }
    }
  }
});
