/**
 * What of the content store must stay. Whoever keeps digests of trees says so here; everything else is removed once its
 * grace has passed.
 */
import type { Digest } from '@orchion/domain';

export interface ContentReferences {
  /**
   * The trees that are referred to, as of one moment: answered without waiting, so that nothing can move from one holder to
   * another between two answers and be seen with neither.
   */
  trees(): readonly Digest[];
  /**
   * Since when attempts may have brought what they leave without having told of it yet: whatever was used since then stays,
   * however long they live. Null: no live attempt leaves anything.
   */
  unreportedSince(): number | null;
}
