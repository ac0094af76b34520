import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nothingAround, type Surroundings } from '../live-values.ts';
import { createModel } from '../model.ts';
import { applied } from '../test/marked.ts';
import { codeActions, fixAll } from './code-actions.ts';
import { check, diagnose } from './diagnose.ts';
import { unchecked } from './live-checks.ts';

const head = 'apiVersion: orchion/v1\n';
const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

function modelOf(text: string): ReturnType<typeof createModel> {
  return createModel({ fileName: 'a.orchion.yaml', text });
}

/** The text once the action of that title is taken. */
function mended(text: string, title: string, around: Surroundings = nothingAround): string {
  const actions = codeActions(diagnose(modelOf(text), around), whole);
  const action = actions.find((one) => one.title === title);
  if (action === undefined) throw new Error(`not offered, but: ${actions.map((one) => one.title).join(' | ')}`);
  return applied(text, action.edits);
}

describe('what the parser says', () => {
  test('stands where it belongs, with what belongs to it', () => {
    const text = `${head}steps:\n  a:\n    needs: [b]\n    run: x\n  b:\n    needs: [a]\n    run: y\n`;
    const [cycle] = diagnose(modelOf(text), nothingAround);
    expect(cycle).toMatchObject({ code: 'need-cycle', severity: 'error' });
    expect(cycle?.range.start.line).toBeGreaterThan(2);
    expect(cycle?.related.length).toBeGreaterThan(0);
  });

  test('a sound pipeline has none, and gives its spec', () => {
    const { diagnostics, pipeline } = check(modelOf(`${head}steps:\n  a: { run: echo }\n`), nothingAround);
    expect(diagnostics).toEqual([]);
    expect(pipeline?.steps[0]?.id).toBe('a');
  });

  test('a job file is checked as one', () => {
    const sound = check(createModel({ fileName: 'j.yaml', text: `${head}kind: Job\nrun: x\n` }), nothingAround);
    expect(sound.job?.name).toBe('j');
    const [problem] = diagnose(
      createModel({ fileName: 'j.yaml', text: `${head}kind: Job\nrun: x\ncpus: 1\n` }),
      nothingAround,
    );
    expect(problem).toMatchObject({ code: 'unknown-field', range: { start: { line: 3, character: 0 } } });
  });

  test('errors of a used pipeline are told at the step that uses it', () => {
    const around = { ...nothingAround, readUsed: () => `${head}steps:\n  a: { runn: x }\n` };
    const found = diagnose(modelOf(`${head}steps:\n  a: { uses: ./lib.orchion.yaml }\n`), around);
    expect(found).toMatchObject([{ code: 'used-file', range: { start: { line: 2 } } }]);
    expect(found[0]?.message).toContain('lib.orchion.yaml has');
  });
});

describe('what only the cluster knows', () => {
  const live: Surroundings = {
    ...nothingAround,
    live: {
      nodes: [{ name: 'tower', summary: '', labels: { zone: 'lab' }, gpus: [], custom: [] }],
      images: [],
      models: [],
    },
  };
  const text = `${head}steps:\n  a:\n    node: towr\n    labels: { zone: lab, rack: r1 }\n    run: x\n`;

  test('is a warning while connected', () => {
    expect(diagnose(modelOf(text), live).map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: no node is called towr at the moment; did you mean "tower"?',
      'warning: no node has the label rack at the moment',
    ]);
    expect(mended(text, 'Change to tower', live)).toContain('node: tower\n');
  });

  test('is no complaint while not connected, but is said', () => {
    expect(diagnose(modelOf(text), nothingAround)).toEqual([]);
    expect(unchecked(modelOf(text), nothingAround)).toEqual([
      'Not connected: 3 nodes and labels could not be checked',
      'Not connected: where it would run is not known',
    ]);
    expect(unchecked(modelOf(text), live)).toEqual([]);
  });

  test('an expression is not looked up', () => {
    expect(diagnose(modelOf(`${head}steps:\n  a:\n    node: \${{ run.pipeline }}\n    run: x\n`), live)).toEqual([]);
  });
});

describe('a problem can be mended by', () => {
  test.for([
    ['the field that is missing at the top', 'steps:\n  a: { run: x }\n', 'Add apiVersion', 'apiVersion: orchion/v1'],
    ['steps', head, 'Add steps', `${head}steps:\n  hello:\n    run: echo hello\n`],
    ['something to run', `${head}steps:\n  a:\n    timeout: 1m\n`, 'Add run', '    timeout: 1m\n    run: echo hello\n'],
    [
      'something to run, in brackets',
      `${head}steps:\n  a: { timeout: 1m }\n`,
      'Add run',
      '{ timeout: 1m, run: echo hello }',
    ],
    [
      'the step that is needed',
      `${head}steps:\n  a:\n    needs: [b]\n    run: x\n`,
      'Create the step b',
      '    run: x\n  b:\n    run: echo b\n',
    ],
    [
      'the input that is used',
      `${head}steps:\n  a:\n    if: inputs.fast\n    run: x\n`,
      'Add the input fast',
      'inputs:\n  fast:\n    type: string\nsteps:',
    ],
    [
      'one more input',
      `${head}inputs:\n  epochs:\n    type: number\nsteps:\n  a:\n    if: inputs.fast == inputs.epochs\n    run: x\n`,
      'Add the input fast',
      '    type: number\n  fast:\n    type: string\nsteps:',
    ],
    [
      'the output that is read',
      `${head}steps:\n  a:\n    run: x\n  b:\n    needs: a\n    if: needs.a.outputs.done == '1'\n    run: x\n`,
      'Let a give the output done',
      '    run: x\n    outputs: [done]\n  b:',
    ],
    [
      'one more output',
      `${head}steps:\n  a:\n    run: x\n    outputs: [c]\n  b:\n    needs: a\n    if: needs.a.outputs.done == needs.a.outputs.c\n    run: x\n`,
      'Let a give the output done',
      'outputs: [c, done]',
    ],
    [
      'quotes',
      `${head}steps:\n  a: { run: x, env: { A: \${{ run.id }} } }\n`,
      'Put the expression in quotes',
      "env: { A: '${{ run.id }}' }",
    ],
    [
      'the word that was meant',
      `${head}steps:\n  a:\n    run: x\n    timout: 1m\n`,
      'Change to timeout',
      '    timeout: 1m\n',
    ],
    [
      'taking it away',
      `${head}steps:\n  a:\n    run: x\n    zzz:\n      a: 1\n\n    timeout: 1m\n`,
      'Remove zzz',
      '    run: x\n\n    timeout: 1m\n',
    ],
  ])('%s', ([, text, title, expected]) => {
    expect(mended(text as string, title as string)).toContain(expected);
  });

  test('all misspelt words at once', () => {
    const text = `${head}steps:\n  a:\n    runn: x\n    timout: 1m\n`;
    const action = fixAll(diagnose(modelOf(text), nothingAround));
    expect(applied(text, action?.edits ?? [])).toBe(`${head}steps:\n  a:\n    run: x\n    timeout: 1m\n`);
  });
});

describe('of every broken file of the corpus', () => {
  const folder = join(import.meta.dirname, '../../../corpus');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

  test('the diagnostics lie in the text, and so do their fixes, which can be taken', () => {
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8');
      const model = createModel({ fileName: name, text });
      for (const { range, fixes } of diagnose(model, nothingAround)) {
        expect(model.lines.offsetAt(range.start), name).toBeLessThanOrEqual(model.lines.offsetAt(range.end));
        expect(range.end.line, name).toBeLessThan(model.lines.count);
        for (const { edits } of fixes) expect(typeof applied(text, edits), name).toBe('string');
      }
    }
  });
});
