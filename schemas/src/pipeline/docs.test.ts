/** What the documentation shows of the language is what the language is. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contextNames, places } from '../expression/contexts.ts';
import { functionTable } from '../expression/functions.ts';
import { problemCodes } from '../words/problem-codes.ts';
import { parsePipelineFile } from './parse-pipeline-file.ts';
import { pipelineFileSchema } from './schema.ts';
import { pipelineSchema } from './schema-walk.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/pipelines.md');

function problemsOf(text: string, folder: string, fileName: string): readonly unknown[] {
  const readUsed = (path: string): string | null =>
    existsSync(join(root, folder, path)) ? read(join(folder, path)) : null;
  return parsePipelineFile({ text, fileName, readUsed }).problems;
}

const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.orchion.yaml'));

test('there are 26 examples, from hello to a real one', () => {
  expect(examples.length).toBe(26);
});

test.for(examples)('the example %s has no problem', (name) => {
  expect(problemsOf(read(join('examples', name)), 'examples', name)).toEqual([]);
});

test.for(['README.md', 'docs/pipelines.md'])('pipelines in %s have no problem', (path) => {
  const blocks = [...read(path).matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);
  const pipelines = blocks.filter((text) => text.includes('steps:'));
  expect(pipelines.length).toBeGreaterThan(0);
  for (const text of pipelines) expect(problemsOf(text, '.', path)).toEqual([]);
});

test('every kind of problem is explained', () => {
  const entries = read('docs/problems.md');
  for (const code of Object.keys(problemCodes)) expect(entries).toContain(`\n## ${code}\n`);
});

test('every function, context and field is named', () => {
  for (const { name } of functionTable.values()) expect(page).toContain(`${name}(`);
  for (const name of contextNames) expect(page).toContain(`\`${name}\``);
  for (const name of Object.keys(pipelineFileSchema.shape).filter((field) => field !== 'description')) {
    expect(page).toContain(`\`${name}\``);
  }
  for (const name of Object.keys(pipelineSchema.$defs.step?.properties ?? {}).filter(
    (field) => field !== 'description',
  )) {
    expect(page).toContain(`\`${name}\``);
  }
});

test('the table of contexts says what the checks do', () => {
  const table = page.slice(page.indexOf('| Where '), page.indexOf('## Cache'));
  const rowOf = (place: string): string => table.split('\n').find((line) => line.startsWith(`| ${place}`)) ?? '';
  const rows = {
    'pipeline-env': '`env` of the pipeline',
    defaults: '`defaults`  ',
    'pipeline-outputs': '`outputs` of the pipeline',
    condition: '`if`  ',
    matrix: '`matrix`  ',
    step: '`name`, `continue-on-error`',
  } as const;
  for (const [place, row] of Object.entries(rows)) {
    // The keys are names of places.
    const { contexts } = places[place as keyof typeof rows];
    const shown = [...(rowOf(row).split('|')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect([place, shown.toSorted()]).toEqual([place, [...contexts].sort()]);
  }
});
