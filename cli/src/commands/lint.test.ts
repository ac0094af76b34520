import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import type { LintJson } from '../shapes.ts';
import { testWorld, type TestWorld } from '../test/test-world.ts';

const good = 'apiVersion: orchion/v1\nsteps:\n  hello: { run: echo hello }\n';
const broken =
  'apiVersion: orchion/v1\nsteps:\n  prepare: { run: x }\n  train:\n    needs: pepare\n    run: echo ${{ run.id }}\n';

function worldWith(files: Readonly<Record<string, string>>, isTerminal = false): TestWorld {
  const world = testWorld({ isTerminal, env: { NO_COLOR: '1' } });
  for (const [name, text] of Object.entries(files)) {
    const path = join(world.currentDir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return world;
}

async function lint(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<[number, TestWorld]> {
  const world = worldWith(files);
  return [await runCli(world, ['lint', ...args]), world];
}

describe('which files', () => {
  test('are those of this folder that are called so, or lie in .orchion', async () => {
    const [code, world] = await lint(
      {
        'a.orchion.yaml': good,
        'deep/er/b.orchion.yml': good,
        '.orchion/c.yaml': good,
        'sub/.orchion/d.yml': good,
        'other.yaml': 'x: [',
        'node_modules/e.orchion.yaml': 'x: [',
        '.git/f.orchion.yaml': 'x: [',
      },
      '--json',
    );
    const { files } = JSON.parse(world.out()) as LintJson;
    expect([code, files]).toEqual([
      0,
      ['.orchion/c.yaml', 'a.orchion.yaml', 'deep/er/b.orchion.yml', 'sub/.orchion/d.yml'],
    ]);
  });

  test('are the named ones, jobs too', async () => {
    const files = {
      'p.yaml': good,
      'j.yaml': 'apiVersion: orchion/v1\nkind: Job\nrun: echo hi\n',
      'd/x.orchion.yaml': good,
    };
    const [code, world] = await lint(files, 'p.yaml', 'j.yaml', 'd');
    expect([code, world.out(), world.err()]).toEqual([0, '', '3 files checked: no problems.\n']);
  });

  test('are none: that is said', async () => {
    const [code, world] = await lint({});
    expect([code, world.err()]).toEqual([0, expect.stringContaining('No pipeline is here')]);
    const [missing, other] = await lint({}, 'nothing.yaml');
    expect([missing, other.err()]).toEqual([2, expect.stringContaining('There is no file nothing.yaml')]);
  });
});

test('people see the place, the line and the way out', async () => {
  const [code, world] = await lint({ 'ci/train.orchion.yaml': broken });
  expect(code).toBe(1);
  expect(world.out()).toBe(
    [
      'error[unknown-need]: there is no step "pepare"; did you mean "prepare"?',
      ' --> ci/train.orchion.yaml:5:12  steps.train.needs',
      '  |',
      '5 |     needs: pepare',
      '  |            ^^^^^^',
      '  = fix: Change to prepare',
      '',
      'warning[expression-in-run]: what is in this value is read as shell code; give it to the step under env as ID, and write "$ID" here',
      ' --> ci/train.orchion.yaml:6:15  steps.train.run',
      '  |',
      '6 |     run: echo ${{ run.id }}',
      '  |               ^^^^^^^^^^^^^',
      '  = fix: Hand it over as $ID',
      '',
      '',
    ].join('\n'),
  );
  expect(world.err()).toBe('1 file checked: 1 error, 1 warning.\n');
});

test('warnings alone are no failure', async () => {
  const [code, world] = await lint({ 'a.orchion.yaml': `${good}  b: { run: x, if: false }\n` });
  expect([code, world.err()]).toEqual([0, '1 file checked: 0 errors, 1 warning.\n']);
});

test('a used pipeline is checked once, whoever uses it', async () => {
  const uses = 'apiVersion: orchion/v1\nsteps:\n  a: { uses: ./lib/c.orchion.yaml }\n';
  const files = {
    'a.orchion.yaml': uses,
    'b.orchion.yaml': uses,
    'lib/c.orchion.yaml': 'apiVersion: orchion/v1\nsteps: {}\n',
  };
  const [code, world] = await lint(files);
  expect(code).toBe(1);
  expect(world.out()).toBe(
    'error[wrong-value]: must not be empty\n --> lib/c.orchion.yaml:2:8  steps\n  |\n2 | steps: {}\n  |        ^^\n\n',
  );
});

test('a long line is shown around the place, and wide letters keep the carets below it', async () => {
  const step = (name: string): string =>
    `apiVersion: orchion/v1\nsteps:\n  a: { run: x, name: '${name}\${{ inputs.q }}' }\n`;
  const [, long] = await lint({ 'a.orchion.yaml': step('x'.repeat(3000)) });
  const lines = long.out().split('\n');
  expect(lines[3]?.length).toBeLessThan(170);
  expect(lines[3]?.indexOf('q }}')).toBe(lines[4]?.indexOf('^'));
  const [, wide] = await lint({ 'a.orchion.yaml': step('日本') });
  expect(wide.out().split('\n')[4]?.indexOf('^')).toBe((wide.out().split('\n')[3]?.indexOf('q }}') ?? 0) + 2);
});

test('control characters of a file do not reach the terminal', async () => {
  const [, world] = await lint({ 'a.orchion.yaml': 'apiVersion: orchion/v1\nsteps: "\u001b[2J\u009b2J"\n' });
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(world.out()).not.toMatch(/[\u001b\u009b]/);
});

test('programs get every part of a problem as JSON', async () => {
  const [code, world] = await lint({ 'a.orchion.yaml': broken }, '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(world.out())).toMatchObject({
    files: ['a.orchion.yaml'],
    errors: 1,
    warnings: 1,
    problems: [
      {
        file: 'a.orchion.yaml',
        line: 5,
        column: 12,
        end: { line: 5, column: 18 },
        path: 'steps.train.needs',
        code: 'unknown-need',
        severity: 'error',
        related: [],
        fixes: [{ title: 'Change to prepare', edits: [{ newText: 'prepare' }] }],
      },
      { code: 'expression-in-run', severity: 'warning' },
    ],
  });
});

test('code hosts get SARIF', async () => {
  const [code, world] = await lint({ 'a b.orchion.yaml': broken }, '--format', 'sarif');
  expect(code).toBe(1);
  expect(JSON.parse(world.out())).toMatchObject({
    version: '2.1.0',
    runs: [
      { tool: { driver: { name: 'orchion' } }, results: [{ ruleId: 'unknown-need' }, { ruleId: 'expression-in-run' }] },
    ],
  });
});
