/** Which content is not there: MissingContent. */
import { limits, parseDigest, type Digest, type Violation } from '@orchion/domain';
import type { MissingContentRequest } from '../../gen/orchion/v1/content_pb.js';

/** The digests asked for, or violations with field paths. Never throws. */
export function missingContentFromWire({
  digests,
}: MissingContentRequest): { readonly digests: readonly Digest[] } | { readonly violations: readonly Violation[] } {
  if (digests.length > limits.missingContentMax) {
    const message = `must have at most ${limits.missingContentMax} entries, has ${digests.length}: ask in several calls`;
    return { violations: [{ field: 'digests', message }] };
  }
  const good: Digest[] = [];
  for (const [i, text] of digests.entries()) {
    const digest = parseDigest(text);
    if (digest === null) {
      const message = 'must be a SHA-256: 64 lower-case hexadecimal digits';
      return { violations: [{ field: `digests[${i}]`, message }] };
    }
    good.push(digest);
  }
  return { digests: good };
}
