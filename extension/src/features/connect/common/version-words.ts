/** What to do where orchestrator and extension are of different versions; patches of one version understand each other. */
import type { Say } from '../../../cluster/say.ts';

export interface Versions {
  /** The extension's own, which is also that of the orchestrator that it brings along. */
  readonly own: string;
  readonly theirs: string;
  /** Empty: this machine's own orchestrator. */
  readonly url: string;
}

/** One or two sentences; empty where there is nothing to say. */
export function versionWords({ own, theirs, url }: Versions, say: Say): string {
  const order = compareVersions(theirs, own);
  if (order === 0) return '';
  const where = url === '' ? say('The orchestrator on this machine') : say('The orchestrator at {0}', url);
  if (order > 0) {
    return say('{0} is newer ({1}) than this extension ({2}): update the extension.', where, theirs, own);
  }
  const older = say('{0} is older ({1}) than this extension ({2}).', where, theirs, own);
  const remedy =
    url === ''
      ? say('"Orchion: Restart Local Orchestrator" brings it up to date; running jobs go on.')
      : say('Update it there; until then, what it does not know yet does not work.');
  return `${older} ${remedy}`;
}

/** By what stands before the second point. What is no version is taken for the same one. */
function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => /^(\d+)\.(\d+)\./.exec(text)?.slice(1, 3).map(Number));
  if (x === undefined || y === undefined) return 0;
  return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0);
}
