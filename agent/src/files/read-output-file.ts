/** The file that a command wrote outputs to. It is the command's own: it may be gone, too large, or no file any more. */
import { limits } from '@orchion/domain';
import { readOutputs, type ReadOutputs } from '@orchion/files';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Room for names, signs and ends of lines besides the values. */
const fileBytesMax = 2 * limits.outputsBytesMax;

export async function readOutputFile(path: string): Promise<ReadOutputs> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    return code === 'ENOENT' ? { outputs: {} } : { problem: `The file of its outputs cannot be read (${code}).` };
  }
  try {
    const { size } = await file.stat();
    if (size > fileBytesMax) {
      return {
        problem: `The file of its outputs has ${size} bytes, at most ${fileBytesMax}: leave an artifact instead.`,
      };
    }
    const answer = readOutputs((await file.readFile()).toString());
    return 'problem' in answer ? { problem: `Its outputs cannot be read: ${answer.problem}.` } : answer;
  } catch (error) {
    return {
      problem: `The file of its outputs cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    };
  } finally {
    await file.close();
  }
}
