/** The suite as VS Code loads it, with what it needs around it, in a folder of its own: the same for every VS Code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface BuiltSuite {
  /** Exports `run`. */
  readonly tests: string;
  /** VS Code runs tests only beside an extension under development; this one is empty, the tested one is installed. */
  readonly companion: string;
  /** Of the folder that is opened. */
  readonly files: Readonly<Record<string, string>>;
}

const tasks = {
  version: '2.0.0',
  tasks: [{ label: 'fails with 7', type: 'orchion', run: 'exit 7', problemMatcher: [] }],
};

export async function buildSuite(folder: string): Promise<BuiltSuite> {
  const tests = join(folder, 'suite.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'suite.ts')],
    outfile: tests,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const companion = join(folder, 'companion');
  mkdirSync(companion);
  const manifest = { name: 'companion', publisher: 'orchion', version: '0.0.1', engines: { vscode: '*' } };
  writeFileSync(join(companion, 'package.json'), JSON.stringify(manifest));
  return { tests, companion, files: { '.vscode/tasks.json': JSON.stringify(tasks) } };
}
