/** The periods that a cluster can be set to; defaults are in the domain's limits. Milliseconds. */
import { limits } from '@orchion/domain';

export interface ClusterSettings {
  readonly heartbeatIntervalMs: number;
  /** Silence after which a node is unreachable, and an agent's right to run ends. */
  readonly leaseMs: number;
  /** Further silence after which an unreachable node is given up. */
  readonly lostAfterMs: number;
}

export const defaultSettings: ClusterSettings = {
  heartbeatIntervalMs: limits.heartbeatIntervalMs,
  leaseMs: limits.leaseMs,
  lostAfterMs: limits.lostAfterMs,
};

/** The interval is stretched as the fleet grows, so that heartbeats stay below a fixed rate, but never beyond a third of
 *  the lease: two may be lost without a node becoming unreachable. */
export function heartbeatIntervalMs(settings: ClusterSettings, nodes: number): number {
  const stretched = Math.ceil((nodes / limits.heartbeatNodesPerSecond) * 1000);
  return Math.min(Math.max(settings.heartbeatIntervalMs, stretched), Math.max(1, Math.floor(settings.leaseMs / 3)));
}
