/** `orchion lint`: checks pipeline and job files without an orchestrator. */
import { sarifOf, type Problem } from '@orchion/schemas';
import type { CommandRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { codeFrame } from '../lint/code-frame.ts';
import { filesToLint, readText } from '../lint/find-files.ts';
import { lintFile, type LintedFile } from '../lint/lint-file.ts';
import { usageFailure } from '../failure.ts';
import type { Output } from '../output/output.ts';
import type { LintJson } from '../shapes.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';

export interface LintOptions {
  readonly format?: 'text' | 'json' | 'sarif';
}

export const lint: CommandRun<LintOptions> = async ({ world, output, options, args }) => {
  const linted: LintedFile[] = [];
  for (const path of await filesToLint(args, world.currentDir)) {
    const text = await readText(path);
    if (text === null) throw usageFailure(`The file ${path} cannot be read.`);
    linted.push(lintFile(path, text, world.currentDir));
  }
  const problems = withoutRepetition(linted.flatMap((file) => file.problems));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const shape: LintJson = {
    files: linted.map(({ file }) => file),
    errors,
    warnings: problems.length - errors,
    problems,
  };
  const format = options.format ?? (output.isJson ? 'json' : 'text');
  if (format === 'sarif') await output.json(sarifOf(problems, version));
  else if (format === 'json') await output.json(shape);
  else await showProblems(world, output, linted, shape);
  return errors > 0 ? exitCodes.failed.code : exitCodes.ok.code;
};

/** A pipeline that several others use is told once. */
function withoutRepetition(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ file, line, column, code, message }) => {
    const id = [file, line, column, code, message].join('\n');
    return !seen.has(id) && seen.add(id);
  });
}

async function showProblems(
  world: World,
  output: Output,
  linted: readonly LintedFile[],
  { problems, errors, warnings }: LintJson,
): Promise<void> {
  const texts = new Map(linted.flatMap((file) => [...file.texts]));
  const width = world.stdout.isTerminal ? world.stdout.columns : null;
  for (const problem of problems) {
    await output.write(`${codeFrame(problem, texts.get(problem.file) ?? null, { style: output.style, width })}\n`);
  }
  if (linted.length === 0) {
    await output.note('No pipeline is here: they are called NAME.orchion.yaml, or lie in a folder .orchion.');
    return;
  }
  const files = counted(linted.length, 'file');
  const found = problems.length === 0 ? 'no problems' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  await output.note(`${files} checked: ${found}.`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
