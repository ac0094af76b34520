/** Where two plain values differ: the path and both sides, or null. Order of keys does not matter. */
export function difference(left: unknown, right: unknown, path = ''): string | null {
  if (Object.is(left, right)) return null;
  if (!isRecord(left) || !isRecord(right) || Array.isArray(left) !== Array.isArray(right)) {
    return `${path === '' ? 'the top' : path}: ${shown(left)} and ${shown(right)}`;
  }
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = difference(left[key], right[key], path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
