/** What the machine has and how busy it is. The agent asks at its start, and with each heartbeat; nothing is cached here. */
import type { NodeInventory, NodeMetrics } from '@orchion/domain';

export interface Inventory {
  /** Everything that the node has. Never throws: what cannot be read is left out or 0. May take seconds. */
  read(): Promise<NodeInventory>;
  /** Live figures since the call before. Never throws. Meant to be cheap: called with every heartbeat. */
  metrics(): Promise<NodeMetrics>;
}
