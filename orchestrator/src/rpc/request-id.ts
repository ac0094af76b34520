/** The id under which a request is found in the log: the caller's, where it is fit to be shown, else a new one. */
import { randomUUID } from 'node:crypto';

export const requestIdHeader = 'x-request-id';

export function requestIdFrom(header: string | null): string {
  return header !== null && /^[A-Za-z0-9._:/-]{1,128}$/.test(header) ? header : randomUUID();
}
