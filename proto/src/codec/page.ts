/** What lists have in common: the size of a page, and texts to filter by. */
import { limits } from '@orchion/domain';
import { textOrNull } from './identity.ts';
import { WireError } from './wire-error.ts';

/** Throws WireError. */
export function pageSize(size: number): number {
  if (size > limits.pageSizeMax) throw new WireError('page_size', `must be 1 to ${limits.pageSizeMax}, got ${size}`);
  return size === 0 ? limits.pageSizeDefault : size;
}

/** Empty is null. Throws WireError. */
export function boundedText(text: string, field: string): string | null {
  if (text.length > limits.nameLengthMax) {
    throw new WireError(field, `has ${text.length} characters, at most ${limits.nameLengthMax}`);
  }
  return textOrNull(text);
}
