// `npm test`: installs what is missing and runs the stages of stages.json one after the other. A failed stage does not
// stop the ones after it; the end names everything that failed and everything that could not run here. Arguments select
// stages by script name (`npm test -- lint typecheck`). Works on any Node >= 20.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { ensureInstalled, root, toolEnvironment } from './prepare.mjs';

// No stage takes a tenth of this; one that does hangs.
const STAGE_TIMEOUT_MS = 30 * 60_000;

const { stages } = readJson('scripts/stages.json');
const { scripts } = readJson('package.json');
const selected = process.argv.slice(2);
const unknown = selected.filter((script) => !stages.some((stage) => stage.script === script));
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. There are: ${stages.map((stage) => stage.script).join(', ')}.`);
  process.exit(2);
}

ensureInstalled();

const environment = toolEnvironment();
const reports = mkdtempSync(join(tmpdir(), 'orchion-test-'));
const total = { passed: 0, failed: 0 };
const failures = [];
const leftOut = [];

for (const stage of stages.filter(({ script }) => selected.length === 0 || selected.includes(script))) {
  const missing = (stage.needs ?? []).filter((need) => !isThere(need)).map((need) => need.path ?? need.program);
  if (missing.length > 0) {
    leftOut.push(`${stage.name} (needs ${missing.join(', ')}, which is not here)`);
    continue;
  }
  console.log(`\n== ${stage.name}`);
  const startedMs = performance.now();
  const result = await runStage(stage);
  total.passed += result.passed;
  total.failed += result.failed;
  failures.push(...result.failures);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`== ${stage.name}: ${result.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
}
rmSync(reports, { recursive: true });

console.log('');
for (const line of leftOut) console.log(`not run: ${line}`);
for (const line of failures) console.log(`failed: ${line}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs one stage and says how many of its parts passed and failed, and which failed. */
async function runStage(stage) {
  const report = join(reports, `${stage.script.replaceAll(':', '-')}.json`);
  const more = stage.counts === 'vitest' ? ` --reporter=default --reporter=json --outputFile.json="${report}"` : '';
  const problem = await runCommand(scripts[stage.script] + more);
  const counted = existsSync(report) ? countVitest(JSON.parse(readFileSync(report, 'utf8')), stage.name) : undefined;
  // A stage that fails without a failed test (a crash, an error outside of every test) is a failure of its own.
  if (problem !== undefined && (counted === undefined || counted.failed === 0)) {
    return { passed: counted?.passed ?? 0, failed: 1, failures: [`${stage.name}: ${problem}`] };
  }
  return counted ?? { passed: 1, failed: 0, failures: [] };
}

function countVitest(report, name) {
  const failures = report.testResults.flatMap((file) => {
    const path = file.name.slice(root.length + 1);
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    // A file that cannot even be loaded has no tests in the report.
    if (file.status === 'failed' && tests.length === 0) return [`${name}: ${path}: ${firstLine(file.message)}`];
    return tests.map((test) => `${name}: ${path}: ${test.fullName}`);
  });
  for (const file of report.testResults) {
    for (const test of file.assertionResults.filter(({ status }) => status === 'skipped' || status === 'pending')) {
      leftOut.push(`${name}: ${file.name.slice(root.length + 1)}: ${test.fullName} (skips itself here)`);
    }
  }
  return { passed: report.numPassedTests, failed: failures.length, failures };
}

/** Runs a shell command; undefined when it ended well, else what went wrong. */
function runCommand(command) {
  return new Promise((resolve) => {
    // A process group of its own, so that a timeout or Ctrl-C ends everything that the stage started.
    const posix = process.platform !== 'win32';
    const child = spawn(command, { cwd: root, env: environment, shell: true, stdio: 'inherit', detached: posix });
    const end = (signal) => {
      try {
        if (posix && child.pid !== undefined) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // The group is gone already, which is all that was wanted.
      }
    };
    const onInterrupt = () => {
      end('SIGTERM');
      process.exit(130);
    };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      end('SIGKILL');
    }, STAGE_TIMEOUT_MS);
    process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);

    const settle = (problem) => {
      clearTimeout(timer);
      process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
      resolve(problem);
    };
    child.on('error', (error) => settle(error.message));
    child.on('exit', (code, signal) => {
      if (timedOut) settle(`no end after ${STAGE_TIMEOUT_MS / 60_000} minutes`);
      else
        settle(
          code === 0 ? undefined : `\`${command.split(' --reporter')[0]}\` ended with ${signal ?? `code ${code}`}`,
        );
    });
  });
}

function isThere({ path, program }) {
  if (path !== undefined) return existsSync(resolve(root, path));
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function firstLine(text) {
  return (text ?? '').split('\n')[0];
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
