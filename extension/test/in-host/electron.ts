/**
 * `npm run test:electron`: the suite of this folder in a desktop VS Code that is downloaded for it, with the packaged extension
 * in an empty profile. For machines that may download VS Code and have a display (on a server: `xvfb-run -a`).
 *
 *     npm run test:electron                       the newest stable version
 *     npm run test:electron -- --version 1.106.0  the oldest that the extension runs in
 *     npm run test:electron -- --vscode PATH      one that is there
 *
 * Ends with 0 where all tests passed, 1 where one failed, 77 where VS Code cannot be had here: nothing was tested then, and
 * nobody should take it for a success.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHome } from '@orchion/editor-harness';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { buildSuite } from './build-suite.ts';

const notTested = 77;
const extension = dirname(dirname(import.meta.dirname));
const vsix = join(extension, 'orchion.vsix');

const { values } = parseArgs({ options: { version: { type: 'string' }, vscode: { type: 'string' } } });
if (!existsSync(vsix)) throw new Error('There is no extension/orchion.vsix: run `npm run vsix` first');

const program = values.vscode ?? (await download(values.version ?? 'stable'));
if (program === null) process.exitCode = notTested;
else process.exitCode = await test(program);

/** Null, and a sentence on standard error, where it cannot be had. */
async function download(version: string): Promise<string | null> {
  try {
    const cachePath = process.env.ORCHION_TEST_CACHE ?? join(homedir(), '.cache', 'orchion');
    return await downloadAndUnzipVSCode({ version, cachePath, timeout: 30_000 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`NOT TESTED: VS Code ${version} cannot be downloaded here (${why}).`);
    console.error('The same suite runs in a headless VS Code from npm: npm run test:vscode');
    return null;
  }
}

async function test(vscodeExecutablePath: string): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), 'orchion-electron-'));
  const home = openHome(join(data, 'orchion'));
  try {
    const { tests, companion, files } = await buildSuite(data);
    const folder = join(data, 'project');
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const profile = [`--user-data-dir=${join(data, 'user')}`, `--extensions-dir=${join(data, 'extensions')}`];
    const [cli = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath, {
      reuseMachineInstall: true,
    });
    // On Windows the command is a .cmd file, which only a shell starts.
    const shell = process.platform === 'win32';
    const installed = spawnSync(cli, [...args, ...profile, '--install-extension', vsix], { stdio: 'inherit', shell });
    if (installed.status !== 0) {
      const why = installed.error?.message ?? `it ended with ${installed.status}`;
      throw new Error(`${cli} did not install the extension: ${why}`);
    }
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: companion,
      extensionTestsPath: tests,
      extensionTestsEnv: { ORCHION_HOME: home.dir },
      reuseMachineInstall: true,
      launchArgs: [folder, ...profile, '--disable-workspace-trust', '--skip-welcome', '--disable-telemetry'],
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    if (home.hasOrchestrator()) await home.down();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}
