/**
 * Which paths a tree's files may have. A tree is made on one machine and laid out on another, so a path that could mean
 * something outside of the folder on any system is none: the rule is the same everywhere, and it is asked at both ends.
 */
import { limits } from './limits.ts';

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const forbiddenCharacter = /[\\\u0000-\u001f\u007f]/;

/** What is wrong with a relative path of a tree, as the end of a sentence about it; or null. */
export function violationOfTreePath(path: string): string | null {
  if (path === '') return 'must not be empty';
  if (path.length > limits.treePathLengthMax) {
    return `has ${path.length} characters, at most ${limits.treePathLengthMax}`;
  }
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'must be relative, without a leading / or drive';
  if (forbiddenCharacter.test(path))
    return 'must not hold a backslash or a control character; its parts are joined by /';
  for (const part of path.split('/')) {
    if (part === '') return 'must not hold an empty part (//, or a / at its end)';
    if (part === '.' || part === '..') return `must not hold the part "${part}": a tree stays within its folder`;
  }
  return null;
}

const windowsDevice = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** Whether no file of this path can exist on Windows: such a tree is refused there, and only there. */
export function isImpossibleOnWindows(path: string): boolean {
  return path.split('/').some((part) => /[<>:"|?*]/.test(part) || /[ .]$/.test(part) || windowsDevice.test(part));
}
