/** The simulation as one module, with a planted bug in it or without. */
import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type * as simulation from '../src/simulate.ts';
import { applyEdit, type Mutant } from './mutant.ts';

const root = resolve(import.meta.dirname, '../..');

export async function bundleSimulation(mutant: Mutant | null): Promise<typeof simulation> {
  const missing = new Set((mutant?.edits ?? []).map(({ file }) => file));
  const plant: Plugin = {
    name: 'planted bug',
    setup(building) {
      building.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(root, path).split(sep).join('/');
        const edits = (mutant?.edits ?? []).filter((edit) => edit.file === file);
        if (edits.length === 0) return undefined;
        missing.delete(file);
        const source = await readFile(path, 'utf8');
        return { contents: edits.reduce(applyEdit, source), loader: 'ts' };
      });
    },
  };
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['sim/src/simulate.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Libraries in the older module format ask for Node's own modules by a function that an address of data has not.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
    plugins: [plant],
  });
  if (missing.size > 0) throw new Error(`the simulation has no ${[...missing].join(', ')} in it`);
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error('esbuild made nothing');
  // A module of its own for each mutant: nothing is shared between two of them.
  const url = `data:text/javascript;base64,${Buffer.from(file.contents).toString('base64')}`;
  // What was bundled is that module.
  return (await import(url)) as typeof simulation;
}
