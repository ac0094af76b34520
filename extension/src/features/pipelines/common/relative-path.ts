/** How a file names one beside it: './lib/train.orchion.yaml', '../x.orchion.yaml'. Both paths absolute, with '/'. */
export function relativePath(from: string, to: string): string {
  const folder = from.split('/').slice(0, -1);
  const target = to.split('/');
  let shared = 0;
  while (shared < folder.length && shared < target.length - 1 && folder[shared] === target[shared]) shared++;
  const up = folder.length - shared;
  return [...(up === 0 ? ['.'] : Array.from({ length: up }, () => '..')), ...target.slice(shared)].join('/');
}
