// Bundles the VS Code extension: the CommonJS file that a window loads, and beside it what is loaded later, with the first
// connection, the first pipeline file and the first run that sends files. Puts the programs that it starts beside it, in the folders that they have in the
// repository, where the command finds them. Says how large it is, by package.

import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import type { Bundled } from './third-party-notices.ts';

const root = dirname(import.meta.dirname);
const home = join(root, 'extension');

/** What the extension starts, as built before. */
const programs = ['cli/dist/orchion.js', 'orchestrator/dist/main.js', 'agent/dist/main.js'];

/** What files below `dist` may not grow beyond together. */
export const budgets = [
  { files: ['extension.cjs', 'reach.cjs'], bytesMax: 350 * 1024 },
  // The language of pipelines, YAML, two validators, expressions, the graph.
  { files: ['pipelines.cjs'], bytesMax: 620 * 1024 },
  { files: ['send-files.cjs'], bytesMax: 60 * 1024 },
] as const;

export interface BuiltExtension {
  /** By file below `dist`. */
  readonly bytesOf: Readonly<Record<string, number>>;
  readonly metafile: Metafile;
  /** Everything that others wrote and that is in the windows and pages of the extension. */
  readonly bundles: readonly Bundled[];
}

/**
 * What the window imports later stays a file of its own: even code that is never called costs its compilation, and a wire that
 * shares a file with the window is evaluated with it.
 */
const loadedLater = [
  {
    entry: 'src/features/pipelines/vscode/pipeline-editor.ts',
    file: 'pipelines.cjs',
    imported: /\/pipeline-editor\.ts$/,
  },
  { entry: 'src/platform/reach.ts', file: 'reach.cjs', imported: /\/platform\/reach\.ts$/ },
  { entry: 'src/platform/send-files.ts', file: 'send-files.cjs', imported: /\/platform\/send-files\.ts$/ },
] as const;

const partsApart: Plugin = {
  name: 'parts-apart',
  setup(building) {
    for (const { imported, file } of loadedLater) {
      building.onResolve({ filter: imported }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${file}`, external: true } : undefined,
      );
    }
  },
};

const hosted: BuildOptions = {
  absWorkingDir: home,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // The oldest editor that it runs in brings Node 22.
  target: 'node22',
  minify: true,
  // For reports from users; the package leaves it out.
  sourcemap: 'external',
  external: ['vscode'],
  logLevel: 'warning',
};

export async function buildExtension(): Promise<BuiltExtension> {
  rmSync(join(home, 'dist'), { recursive: true, force: true });
  const { metafile } = await build({
    ...hosted,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    plugins: [partsApart],
    metafile: true,
  });
  const bytesOf: Record<string, number> = { 'extension.cjs': metafile.outputs['dist/extension.cjs']?.bytes ?? 0 };
  for (const { entry, file } of loadedLater) {
    const outfile = `dist/${file}`;
    const { metafile: part } = await build({
      ...hosted,
      entryPoints: [entry],
      outfile,
      plugins: [partsApart],
      metafile: true,
    });
    bytesOf[file] = part.outputs[outfile]?.bytes ?? 0;
    Object.assign(metafile.inputs, part.inputs);
    Object.assign(metafile.outputs, part.outputs);
  }
  const { metafile: pages } = await build({
    absWorkingDir: home,
    entryPoints: ['webview/submit-form.ts', 'webview/pipeline-graph.ts'],
    outdir: 'dist/webview',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2024',
    minify: true,
    logLevel: 'warning',
    metafile: true,
  });
  // For editors that check a pipeline file as plain YAML.
  mkdirSync(join(home, 'dist', 'schemas'), { recursive: true });
  copyFileSync(
    join(root, 'schemas', 'generated', 'pipeline.schema.json'),
    join(home, 'dist', 'schemas', 'pipeline.schema.json'),
  );
  for (const program of programs) {
    const from = join(root, program);
    if (!existsSync(from)) throw new Error(`${program} is not built yet`);
    const to = join(home, 'dist', 'programs', program);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
  const bundles = [metafile, pages].map((one) => ({ metafile: one, from: home }));
  return { bytesOf, metafile, bundles };
}

/** Bytes of one file by where they come from, largest first. */
export function sharesOf(metafile: Metafile, file: string): readonly (readonly [string, number])[] {
  const shares = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(metafile.outputs[`dist/${file}`]?.inputs ?? {})) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path);
    const owner = match?.[1] ?? (path.startsWith('../') ? (path.split('/')[1] ?? path) : 'extension');
    shares.set(owner, (shares.get(owner) ?? 0) + bytesInOutput);
  }
  return [...shares].sort((a, b) => b[1] - a[1]);
}
