// The runner of `npm test` decides whether anybody hears of a failure, so it is run itself, over a small made-up project.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = dirname(import.meta.dirname);

interface Stage {
  name: string;
  script: string;
  needs?: { path?: string; program?: string }[];
  counts?: 'vitest';
}

function runStages(stages: Stage[], scripts: Record<string, string>, args: string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'orchion-runner-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'scripts'));
  for (const path of ['scripts/test.mjs', 'scripts/prepare.mjs', 'cli/bin/find-node.js']) {
    cpSync(join(root, path), join(folder, path));
  }
  writeFileSync(join(folder, 'scripts', 'stages.json'), JSON.stringify({ stages }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', scripts }));
  // Stands in for vitest: writes the report it is told to, and ends with the code it is told to.
  writeFileSync(
    join(folder, 'reporter.mjs'),
    `import { writeFileSync } from 'node:fs';
     const [code, report, option] = [process.argv[2], process.argv[3], process.argv.at(-1)];
     writeFileSync(option.split('=')[1], report);
     process.exit(Number(code));`,
  );
  const { stdout, status } = spawnSync(process.execPath, [join(folder, 'scripts', 'test.mjs'), ...args], {
    encoding: 'utf8',
    timeout: 15_000,
  });
  return { lines: stdout.trimEnd().split('\n'), status };
}

test('stages that pass give exit code 0 and are counted', () => {
  const { lines, status } = runStages([{ name: 'a', script: 'a' }], { a: 'node -e 0' });
  expect(lines.at(-1)).toBe('1 passed, 0 failed');
  expect(status).toBe(0);
});

test('a failed stage is named, does not stop the next one, and fails the whole', () => {
  const { lines, status } = runStages(
    [
      { name: 'first', script: 'a' },
      { name: 'second', script: 'b' },
    ],
    { a: 'node -e "process.exit(3)"', b: 'node -e "console.log(41 + 1)"' },
  );
  expect(lines).toContain('42');
  expect(lines.at(-2)).toMatch(/^failed: first: .*code 3$/);
  expect(lines.at(-1)).toBe('1 passed, 1 failed');
  expect(status).toBe(1);
});

test('a stage whose needs are not here is left out by name', () => {
  const { lines, status } = runStages(
    [
      { name: 'far', script: 'a', needs: [{ program: 'no-such-program' }] },
      { name: 'near', script: 'a', needs: [{ path: 'package.json' }] },
    ],
    { a: 'node -e 0' },
  );
  expect(lines).toContain('not run: far (needs no-such-program, which is not here)');
  expect(lines.at(-1)).toBe('1 passed, 0 failed');
  expect(status).toBe(0);
});

test("vitest's own tests are counted one by one, a file that cannot be loaded as one failure", () => {
  const assertionResults = [
    { status: 'passed', fullName: 'good' },
    { status: 'passed', fullName: 'good too' },
    { status: 'failed', fullName: 'bad' },
  ];
  const report = {
    numPassedTests: 2,
    testResults: [
      { name: '/x/a.test.ts', status: 'failed', assertionResults },
      { name: '/x/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  };
  const { lines, status } = runStages([{ name: 'unit', script: 'a', counts: 'vitest' }], {
    a: `node reporter.mjs 1 '${JSON.stringify(report)}'`,
  });
  expect(lines.filter((line) => line.startsWith('failed: '))).toHaveLength(2);
  expect(lines.at(-1)).toBe('2 passed, 2 failed');
  expect(status).toBe(1);
});

test('a test stage that fails without a failed test is still a failure', () => {
  const report = { numPassedTests: 4, testResults: [] };
  const { lines, status } = runStages([{ name: 'unit', script: 'a', counts: 'vitest' }], {
    a: `node reporter.mjs 1 '${JSON.stringify(report)}'`,
  });
  expect(lines.at(-1)).toBe('4 passed, 1 failed');
  expect(status).toBe(1);
});

test('an unknown stage name is refused', () => {
  expect(runStages([{ name: 'a', script: 'a' }], { a: 'node -e 0' }, ['b']).status).toBe(2);
});
