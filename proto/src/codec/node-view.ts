/** A node as clients see it: what it is, what it has, what is held of it. */
import { create } from '@bufbuild/protobuf';
import type {
  Allocation,
  Node,
  NodeEligibility,
  NodeId,
  NodeInventory,
  NodeLiveness,
  NodeMetrics,
} from '@orchion/domain';
import { NodeSchema, type Node as WireNode } from '../../gen/orchion/v1/node_pb.js';
import { nodeEligibility, nodeLiveness } from './enums.ts';
import { idFromWire, textOrNull } from './identity.ts';
import { inventoryFromWire, inventoryToWire } from './inventory.ts';
import { metricsFromWire, metricsToWire } from './metrics.ts';
import { allocationFromWire, allocationToWire } from './resources.ts';
import { optionalTimeFromWire, optionalTimeToWire, timeFromWire, timeToWire } from './time.ts';
import { required, within } from './wire-error.ts';

/** What the orchestrator knows of a node. Its own view of a node fits here as it is. */
export interface NodeViewInput {
  readonly node: Node;
  readonly metrics: NodeMetrics | null;
  readonly allocated: Allocation;
  readonly attemptsLive: number;
  readonly connected: boolean;
}

/** What a client sees of a node. Times in ms since the epoch. */
export interface NodeSeen {
  readonly id: NodeId;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly liveness: NodeLiveness;
  readonly eligibility: NodeEligibility;
  readonly drainDeadline: number | null;
  readonly quarantine: string | null;
  readonly inventory: NodeInventory;
  /** Null until the first heartbeat. */
  readonly metrics: NodeMetrics | null;
  /** What running work holds. */
  readonly allocated: Allocation;
  readonly attemptsLive: number;
  readonly agentPid: number;
  readonly registeredAt: number;
  readonly livenessSince: number;
  readonly connected: boolean;
}

export function nodeViewToWire(view: NodeViewInput): WireNode {
  const { node, metrics } = view;
  return create(NodeSchema, {
    id: node.id,
    name: node.name,
    labels: { ...node.labels },
    liveness: nodeLiveness.toWire(node.liveness),
    eligibility: nodeEligibility.toWire(node.eligibility),
    drainDeadline: optionalTimeToWire(node.drainDeadline),
    quarantine: node.quarantine ?? '',
    inventory: inventoryToWire(node.inventory),
    metrics: metrics === null ? undefined : metricsToWire(metrics),
    allocated: allocationToWire(view.allocated),
    attemptsLive: view.attemptsLive,
    agentPid: node.agentPid,
    registeredAt: timeToWire(node.registeredAt),
    livenessSince: timeToWire(node.livenessSince),
    connected: view.connected,
  });
}

/** Throws WireError. */
export function nodeViewFromWire(message: WireNode): NodeSeen {
  const { metrics } = message;
  return {
    id: idFromWire('node', message.id, 'id'),
    name: message.name,
    labels: message.labels,
    liveness: nodeLiveness.fromWire(message.liveness, 'liveness'),
    eligibility: nodeEligibility.fromWire(message.eligibility, 'eligibility'),
    drainDeadline: optionalTimeFromWire(message.drainDeadline, 'drain_deadline'),
    quarantine: textOrNull(message.quarantine),
    inventory: within('inventory', () => inventoryFromWire(required(message.inventory, ''))),
    metrics: metrics === undefined ? null : within('metrics', () => metricsFromWire(metrics)),
    allocated: within('allocated', () => allocationFromWire(required(message.allocated, ''))),
    attemptsLive: message.attemptsLive,
    agentPid: message.agentPid,
    registeredAt: timeFromWire(message.registeredAt, 'registered_at'),
    livenessSince: timeFromWire(message.livenessSince, 'liveness_since'),
    connected: message.connected,
  };
}
