/** Reads a pipeline file with the files that it uses, and says at once what is wrong with them. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { PipelineSpec, RunSource } from '@orchion/domain';
import { CliFailure } from './failure.ts';
import type { Output } from './output/output.ts';
import { clean } from './output/style.ts';
import type { World } from './world.ts';

/** Larger files are refused by their length; this much is read at most. */
const fileBytesMax = 1024 * 1024;

export async function readPipelineSource(
  world: World,
  output: Output,
  file: string,
): Promise<{ readonly source: RunSource; readonly pipeline: PipelineSpec }> {
  const text = file === '-' ? await world.readStdin() : readText(resolve(world.currentDir, file));
  const folder = file === '-' ? world.currentDir : dirname(resolve(world.currentDir, file));
  const fileName = file === '-' ? 'pipeline.orchion.yaml' : file;
  const used: Record<string, string> = {};
  const { formatProblem, parsePipelineFile } = await import('@orchion/schemas');
  const { pipeline, problems } = parsePipelineFile({
    text,
    fileName,
    readUsed: (path) => {
      const found = readTextOrNull(join(folder, path));
      if (found !== null) used[path] = found;
      return found;
    },
  });
  if (pipeline === null) {
    throw new CliFailure({
      code: 'invalid',
      message: `${file === '-' ? 'Standard input' : file} is no pipeline that can be run.`,
      violations: problems
        .filter(({ severity }) => severity === 'error')
        .map((problem) => ({
          field: `${problem.file}:${problem.line}:${problem.column}`,
          message: problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`,
        })),
    });
  }
  for (const problem of problems) await output.note(clean(formatProblem(problem.file, problem)));
  return { source: { file: fileName, text, used }, pipeline };
}

function readText(path: string): string {
  const read = readFile(path);
  if ('text' in read) return read.text;
  const { message, hint } = read;
  throw new CliFailure({ code: 'usage', message, where: path, ...(hint === undefined ? {} : { hint }) });
}

function readTextOrNull(path: string): string | null {
  const read = readFile(path);
  return 'text' in read ? read.text : null;
}

type Read = { readonly text: string } | { readonly message: string; readonly hint?: string };

function readFile(path: string): Read {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > fileBytesMax) return { message: 'The file is larger than any pipeline may be.' };
    return { text: bytes.toString('utf8') };
  } catch (error) {
    // Of Node's file system: what went wrong is in `code`.
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { message: 'There is no such file.' };
    const hint = 'Name one of its files: orchion run pipeline.orchion.yaml';
    if (code === 'EISDIR') return { message: 'This is a folder.', hint };
    return { message: `The file cannot be read: ${message}` };
  }
}
