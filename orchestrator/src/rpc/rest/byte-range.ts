/** The two headers that name a part of some bytes: Range asks for one, Content-Range says which one comes. */
export interface PutRange {
  readonly offset: number;
  readonly length: number;
  readonly total: number;
}

/** Which part a PUT carries: all of it where it does not say. */
export function contentRangeOf(
  contentRange: string | null,
  contentLength: string | null,
): PutRange | { readonly status: 400 | 411; readonly problem: string } {
  const length = contentLength !== null && /^\d{1,16}$/.test(contentLength) ? Number(contentLength) : null;
  if (length === null) return { status: 411, problem: 'say in content-length how many bytes come' };
  if (contentRange === null) return { offset: 0, length, total: length };
  const [, first, last, total] = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16})$/.exec(contentRange) ?? [];
  const range = { offset: Number(first), length: Number(last) - Number(first) + 1, total: Number(total) };
  const isGood = total !== undefined && range.length > 0 && range.offset + range.length <= range.total;
  if (isGood && range.length === length && Number.isSafeInteger(range.total)) return range;
  const shown = JSON.stringify(contentRange.slice(0, 80));
  return {
    status: 400,
    problem: `the content-range must be "bytes FIRST-LAST/TOTAL" for the ${length} bytes that come, it is ${shown}`,
  };
}

/** Null: no range, or none that is understood, which HTTP answers with all of it. */
export function rangeOf(
  range: string | null,
  size: number,
): { readonly offset: number; readonly length: number } | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    // The last so many.
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { offset: size - length, length };
  }
  const offset = Number(first);
  if (offset >= size) return 'unsatisfiable';
  if (last !== '' && Number(last) < offset) return null;
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  return { offset, length: end - offset };
}
