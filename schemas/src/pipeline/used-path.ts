/** Paths of used pipelines, as seen from the folder of the file that the run is started from. */

/** `./a/../b.yaml` in `lib/x.yaml` is `lib/b.yaml`; it may lead out of the folder by `..`. */
export function resolveUsed(from: string, written: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Null: it is no path of a pipeline. */
export function violationOfUsed(written: string): string | null {
  if (!/^\.\.?\//.test(written)) {
    return 'plug-ins are not built yet; the path of a pipeline begins with ./ or ../';
  }
  if (!/\.ya?ml$/.test(written)) return 'the path of a pipeline ends in .yaml, such as ./prepare.orchion.yaml';
  return null;
}
