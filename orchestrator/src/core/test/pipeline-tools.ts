/** The engine's tools for tests: the real language, ids that count up, a hash that is none, a cache in a map. */
import { trustDigest, type CacheEntry, type RunId } from '@orchion/domain';
import * as language from '@orchion/schemas/expression';
import { stepsOf, type RunEntry } from '../pipeline/run-entry.ts';
import type { PipelineTools } from '../pipeline/tools.ts';

export function toolsFor(
  cache: ReadonlyMap<string, CacheEntry>,
  endedRuns: ReadonlyMap<RunId, RunEntry>,
): PipelineTools {
  let made = 0;
  return {
    language,
    ids: { nextUint32: () => made++ },
    sha256: (text) => {
      let hash = 0n;
      for (const character of text) hash = (hash * 31n + BigInt(character.codePointAt(0) ?? 0)) % 2n ** 255n;
      return trustDigest(hash.toString(16).padStart(64, '0'));
    },
    endedRun: (id) => {
      const entry = endedRuns.get(id);
      return entry === undefined ? null : { run: entry.run, steps: stepsOf(entry) };
    },
    cache: {
      entry: (key) => cache.get(key) ?? null,
      newestWithPrefix: (prefix) =>
        [...cache.values()].filter(({ key }) => key.startsWith(prefix)).sort((a, b) => b.madeAt - a.madeAt)[0] ?? null,
    },
  };
}
