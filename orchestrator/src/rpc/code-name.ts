/** `not_found`: how a code is written in JSON errors and in metrics. */
import { Code } from '@connectrpc/connect';

export function codeName(code: Code): string {
  return Code[code].replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}
