// Bundles the programs: one file each, with the workspaces and all dependencies inside, so that what is started does not
// depend on node_modules. Development, tests and the compiler read the TypeScript directly and need no build.

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildLauncher } from '../agent/native/build-launcher.ts';
import { budgets, buildExtension, sharesOf } from './build-extension.ts';
import { leaveOut, leftOut } from './left-out.ts';
import { thirdPartyNotices, type Bundled } from './third-party-notices.ts';

const root = dirname(import.meta.dirname);

/** The editor's package does without it. */
const engineClient = 'agent/dist/container-engine.js';

const programs = [
  { entry: 'cli/src/main.ts', outfile: 'cli/dist/orchion.js' },
  { entry: 'orchestrator/src/main.ts', outfile: 'orchestrator/dist/main.js' },
  { entry: 'agent/src/main.ts', outfile: 'agent/dist/main.js' },
  // Beside the agent, which loads it where there is a container engine: larger than the agent itself.
  { entry: 'agent/src/executors/docker/dockerode-engine.ts', outfile: engineClient },
];

const bundles: Bundled[] = [];
const engineApart: Plugin = {
  name: 'engine-apart',
  setup(building) {
    building.onResolve({ filter: /\/dockerode-engine\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './container-engine.js', external: true } : undefined,
    );
  },
};

for (const { entry, outfile } of programs) {
  if (!existsSync(join(root, entry))) {
    console.log(`left out: ${outfile} (there is no ${entry})`);
    continue;
  }
  const started = performance.now();
  const { metafile } = await build({
    absWorkingDir: root,
    metafile: true,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'linked',
    logLevel: 'warning',
    // systeminformation tries this macOS-only package and does without it.
    external: ['osx-temperature-sensor'],
    plugins: [engineApart, leaveOut],
    // Dependencies in CommonJS call `require`, which a module does not have.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
    },
  });
  if (outfile !== engineClient) bundles.push({ metafile, from: root });
  console.log(`built: ${outfile} in ${Math.round(performance.now() - started)} ms`);
  for (const path of Object.keys(metafile.inputs)) {
    const name = leftOut.find((one) => path.includes(`node_modules/${one}/`));
    if (name === undefined) continue;
    console.error(`${outfile} bundles ${name}, which is to be left out (${path})`);
    process.exitCode = 1;
  }
}

const launcher = 'agent/dist/launcher';
const problem = buildLauncher(join(root, launcher));
console.log(
  problem === null ? `built: ${launcher}` : `left out: ${launcher} (${problem}); a shell does its work, slower`,
);

const started = performance.now();
const { bytesOf, metafile, bundles: ofExtension } = await buildExtension();
const sizes = Object.entries(bytesOf).map(([file, bytes]) => `${file} ${bytes} bytes`);
console.log(`built: extension/dist in ${Math.round(performance.now() - started)} ms: ${sizes.join(', ')}`);
const notices = thirdPartyNotices([...bundles, ...ofExtension]);
writeFileSync(join(root, 'extension', 'dist', 'THIRD_PARTY_NOTICES.txt'), notices.text);
for (const problem of notices.problems) {
  console.error(problem);
  process.exitCode = 1;
}
for (const file of Object.keys(bytesOf)) {
  // Only the agent may touch Docker or read hardware; in the extension they would be most of its size.
  for (const [owner] of sharesOf(metafile, file).filter(([name]) =>
    /^(dockerode|systeminformation|ssh2)$/.test(name),
  )) {
    console.error(`extension/dist/${file} bundles ${owner}, which only the agent may`);
    process.exitCode = 1;
  }
}
for (const { files, bytesMax } of budgets) {
  const bytes = files.reduce((sum, file) => sum + (bytesOf[file] ?? 0), 0);
  if (bytes <= bytesMax) continue;
  console.error(`extension/dist: ${files.join(' and ')} have ${bytes} bytes, at most ${bytesMax}. What is in them:`);
  for (const file of files) {
    for (const [owner, share] of sharesOf(metafile, file)) console.error(`  ${share}  ${owner} in ${file}`);
  }
  process.exitCode = 1;
}
