/** A step's kept result: CacheEntry. */
import { create } from '@bufbuild/protobuf';
import type { CacheEntry } from '@orchion/domain';
import { CacheEntrySchema, type CacheEntry as WireCacheEntry } from '../../gen/orchion/v1/run_pb.js';
import { artifactFromWire, artifactToWire } from './content.ts';
import { uint64FromWire, uint64ToWire } from './numbers.ts';
import { optionalStepRefToWire, stepRefFromWire } from './step-ref.ts';
import { timeFromWire, timeToWire } from './time.ts';
import { each, required, within } from './wire-error.ts';

export function cacheEntryToWire(entry: CacheEntry): WireCacheEntry {
  return create(CacheEntrySchema, {
    key: entry.key,
    madeBy: optionalStepRefToWire(entry.madeBy),
    pipelineName: entry.pipelineName,
    outputs: { ...entry.outputs },
    artifacts: entry.artifacts.map(artifactToWire),
    bytes: uint64ToWire(entry.bytes),
    madeAt: timeToWire(entry.madeAt),
    usedAt: timeToWire(entry.usedAt),
  });
}

/** Throws WireError. */
export function cacheEntryFromWire(message: WireCacheEntry): CacheEntry {
  return {
    key: message.key,
    madeBy: within('made_by', () => stepRefFromWire(required(message.madeBy, ''))),
    pipelineName: message.pipelineName,
    outputs: message.outputs,
    artifacts: each('artifacts', message.artifacts, artifactFromWire),
    bytes: uint64FromWire(message.bytes, 'bytes'),
    madeAt: timeFromWire(message.madeAt, 'made_at'),
    usedAt: timeFromWire(message.usedAt, 'used_at'),
  };
}
