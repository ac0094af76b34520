/** The rules that a job's files must keep: part of the rules of its spec. */
import type { ArtifactRule, JobFiles } from './content.ts';
import { limits } from './limits.ts';
import { violationOfTreePath } from './tree-path.ts';

type Report = (field: string, message: string) => void;

/** Reports all violations, in field order. Never throws. */
export function checkJobFiles(files: JobFiles, bad: Report): void {
  if (files.fetch.length > limits.fetchesMax) {
    bad('files.fetch', `has ${files.fetch.length} trees, at most ${limits.fetchesMax}`);
  }
  for (const [i, { into }] of files.fetch.entries()) {
    const violation = into === '' ? null : violationOfTreePath(into);
    if (violation !== null) bad(`files.fetch[${i}].into`, `${shown(into)} ${violation}`);
  }
  if (files.leave.length > limits.artifactsMax) {
    bad('files.leave', `has ${files.leave.length} artifacts, at most ${limits.artifactsMax}`);
  }
  const names = new Set<string>();
  for (const [i, rule] of files.leave.entries()) {
    const violation = violationOfArtifactName(rule.name);
    if (violation !== null) bad(`files.leave[${i}].name`, violation);
    if (names.has(rule.name)) bad(`files.leave[${i}].name`, `there are two artifacts named ${shown(rule.name)}`);
    names.add(rule.name);
    checkPaths(rule, (message) => {
      bad(`files.leave[${i}].paths`, message);
    });
  }
}

function checkPaths({ paths }: ArtifactRule, bad: (message: string) => void): void {
  if (paths.length === 0) bad('must name at least one file, folder or pattern');
  if (paths.length > limits.artifactPathsMax) bad(`has ${paths.length} patterns, at most ${limits.artifactPathsMax}`);
  for (const path of paths) {
    // '.' is the working directory itself, and a / at the end says that a folder is meant; '!' takes out again.
    const bare = path.replace(/^!/, '').replace(/^\.\//, '').replace(/\/$/, '');
    const violation = bare === '.' ? null : violationOfTreePath(bare);
    if (violation !== null) bad(`the pattern ${shown(path)} ${violation}`);
  }
}

/** What is wrong with the name of an artifact, or null: it names a folder wherever the artifact is fetched to. */
export function violationOfArtifactName(name: string): string | null {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const isName = name !== '.' && name !== '..' && /^[^"<>:|*?\\/\u0000-\u001f\u007f]+$/.test(name);
  if (isName && name.length <= limits.productNameLengthMax) return null;
  return `an artifact's name has 1 to ${limits.productNameLengthMax} characters, none of them " < > : | * ? / \\ or a control character; got ${shown(name)}`;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
