/**
 * What of a folder does not travel: `.gitignore` and `.orchionignore` in it and its folders, as git reads them; where both
 * speak, `.orchionignore` has the last word. The folders of version control never travel.
 */
import ignore, { type Ignore } from 'ignore';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileProblem, fileProblemOf } from './file-problem.ts';

export interface IgnoreRules {
  /** Reads the rules of a folder: call it for a folder before what is in it is asked about. */
  enter(folder: string): Promise<void>;
  isIgnored(path: string, kind: 'file' | 'folder'): boolean;
}

const ruleFiles = ['.gitignore', '.orchionignore'];
const ruleFileBytesMax = 1024 * 1024;
const never = new Set(['.git', '.hg', '.svn', '.jj']);

export function createIgnoreRules(base: string): IgnoreRules {
  /** Of each folder that has rules, in the order of `ruleFiles`. */
  const rules = new Map<string, readonly Ignore[]>();

  return {
    async enter(folder) {
      const found: Ignore[] = [];
      for (const name of ruleFiles) {
        const text = await readRules(join(base, folder, name));
        if (text !== null) found.push(ignore().add(text));
      }
      if (found.length > 0) rules.set(folder, found);
    },
    isIgnored(path, kind) {
      const names = path.split('/');
      if (never.has(names.at(-1) ?? '')) return true;
      let ignored = false;
      // From the outermost folder inwards: what is nearer to the file has the later word.
      for (let depth = 0; depth < names.length; depth++) {
        const relative = names.slice(depth).join('/') + (kind === 'folder' ? '/' : '');
        for (const rule of rules.get(names.slice(0, depth).join('/')) ?? []) {
          // The folders above were asked before they were entered, so only the path itself is in question.
          const verdict = rule.test(relative);
          if (verdict.ignored) ignored = true;
          else if (verdict.unignored) ignored = false;
        }
      }
      return ignored;
    },
  };
}

async function readRules(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8');
    if (text.length <= ruleFileBytesMax) return text;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw fileProblemOf(error, `${path} cannot be read`);
  }
  throw new FileProblem('wrong', `${path} has more than ${ruleFileBytesMax} characters`);
}
