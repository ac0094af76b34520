/**
 * Measures what the extension costs a window of the editor. A user cares because everything in a window waits for the
 * extension host's one loop, and what is typed waits for the page's.
 *
 *   - Loading its code and activating it, in a fresh process with an editor that does nothing; the limit is an empty
 *     extension. Goals: 60 ms to load, 15 ms to activate.
 *   - In a real VS Code, how long both stand still: with a log of 50,000 lines a second followed (`editor/followed-log.ts`,
 *     the limit is another extension that writes all of those lines), and on clusters of 10,000 (`editor/large-cluster.ts`,
 *     the limit is a cluster of ten).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followedLogs } from '../editor/followed-log.ts';
import { largeClusters } from '../editor/large-cluster.ts';
import { keepWindows, whyNoWindow } from '../editor/window.ts';
import { quantileOf } from '../outcome.ts';
import type { Contestant, Figures, Suite, Workload } from '../workload.ts';

const loader = join(import.meta.dirname, '..', 'load-extension.cjs');

export const editor: Suite = {
  name: 'editor',
  about:
    'The VS Code extension: loading and activating it, beside an empty one; how long a real window stands still while a log floods it, beside an extension that writes all lines; and on large clusters, beside a cluster of ten.',
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
    const windows = keepWindows();
    const missing = whyNoWindow();
    const inWindow = [...followedLogs(setting, windows), ...largeClusters(setting, windows)];
    return {
      workloads: [
        { name: 'a window opens', unit: 'ms', better: 'lower', contestants },
        ...(missing === null ? inWindow : inWindow.map((workload) => absent(workload, missing))),
      ],
      async close() {
        await windows.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

function absent(workload: Workload, why: string): Workload {
  return { ...workload, contestants: workload.contestants.map(({ name }) => ({ name, role: 'absent', why })) };
}

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
