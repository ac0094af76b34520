// Bundles the VS Code extension (a CommonJS file beside `vscode`, and one for pipeline files that the first of them loads), and puts the programs that it starts beside it, in the
// folders that they have in the repository, where the command finds them. Says how large it is, by package.

import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

const root = dirname(import.meta.dirname);
const home = join(root, 'extension');

/** What the extension starts, as built before. */
const programs = ['cli/dist/orchion.js', 'orchestrator/dist/main.js', 'agent/dist/main.js'];

/** Where the bundle may not grow beyond; CONTRIBUTING names the budgets. */
export const bundleBytesMax = 350 * 1024;

/** And what pipeline files need: their language, YAML, two validators, expressions, the graph. */
export const pipelineBytesMax = 620 * 1024;

export interface BuiltExtension {
  readonly bytes: number;
  readonly pipelineBytes: number;
  readonly metafile: Metafile;
}

/** What the extension imports when the first pipeline file is opened stays a file of its own. */
const pipelinesApart: Plugin = {
  name: 'pipelines-apart',
  setup(building) {
    building.onResolve({ filter: /\/pipeline-editor\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './pipelines.cjs', external: true } : undefined,
    );
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
    plugins: [pipelinesApart],
    metafile: true,
  });
  const pipelines = await build({
    ...hosted,
    entryPoints: ['src/features/pipelines/vscode/pipeline-editor.ts'],
    outfile: 'dist/pipelines.cjs',
    metafile: true,
  });
  await build({
    absWorkingDir: home,
    entryPoints: ['webview/submit-form.ts', 'webview/pipeline-graph.ts'],
    outdir: 'dist/webview',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2024',
    minify: true,
    logLevel: 'warning',
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
  return {
    bytes: metafile.outputs['dist/extension.cjs']?.bytes ?? 0,
    pipelineBytes: pipelines.metafile.outputs['dist/pipelines.cjs']?.bytes ?? 0,
    metafile,
  };
}

/** Bytes of the bundle by where they come from, largest first. */
export function sharesOf(metafile: Metafile): readonly (readonly [string, number])[] {
  const shares = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(metafile.outputs['dist/extension.cjs']?.inputs ?? {})) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path);
    const owner = match?.[1] ?? (path.startsWith('../') ? (path.split('/')[1] ?? path) : 'extension');
    shares.set(owner, (shares.get(owner) ?? 0) + bytesInOutput);
  }
  return [...shares].sort((a, b) => b[1] - a[1]);
}
