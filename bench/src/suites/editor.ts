/**
 * Measures what the extension costs every window of the editor: loading its code, and activating it, in a fresh process with
 * an editor that does nothing. A user cares because all extensions of a window wait for each other. The limit is an extension
 * without anything in it. Goals: 60 ms to load, 15 ms to activate.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantileOf } from '../outcome.ts';
import type { Contestant, Figures, Suite } from '../workload.ts';

const loader = join(import.meta.dirname, '..', 'load-extension.cjs');

export const editor: Suite = {
  name: 'editor',
  about: 'Loading and activating the VS Code extension in a fresh process; the limit is an empty extension.',
  async open(setting) {
    const count = setting.quick ? 1 : 20;
    const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-editor-'));
    const empty = join(dir, 'empty.cjs');
    writeFileSync(empty, 'exports.activate = () => undefined;\n');
    const contestant = (name: string, role: 'orchion' | 'limit', file: string): Contestant => {
      return { name, role, run: async () => loadTimes(file, count) };
    };
    const contestants: Contestant[] = setting.builds.map(({ name, root }) => {
      const file = join(root, 'extension', 'dist', 'extension.cjs');
      if (!existsSync(file)) throw new Error(`${file} is not there: run \`npm run build\` first`);
      return contestant(name, 'orchion', file);
    });
    contestants.push(contestant('an empty extension', 'limit', empty));
    return {
      workloads: [{ name: 'a window opens', unit: 'ms', better: 'lower', contestants }],
      close: async () => rmSync(dir, { recursive: true }),
    };
  },
};

function loadTimes(file: string, count: number): Figures {
  const load: number[] = [];
  const activate: number[] = [];
  for (let i = 0; i < count; i++) {
    const said = execFileSync(process.execPath, [loader, file], { encoding: 'utf8' });
    // What our own loader prints.
    const { loadMs, activateMs } = JSON.parse(said) as { loadMs: number; activateMs: number };
    load.push(loadMs);
    activate.push(activateMs);
  }
  return { 'code load, median': quantileOf(load, 0.5), 'activation, median': quantileOf(activate, 0.5) };
}
