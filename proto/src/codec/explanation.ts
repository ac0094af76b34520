/** Why a job is where it is, or why it waits: Explanation. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  placementFilters,
  type Explanation,
  type FilterVerdict,
  type NodeExplanation,
  type NodeId,
  type PlacementFilter,
} from '@orchion/domain';
import {
  ExplanationSchema,
  type Explanation as WireExplanation,
  type NodeExplanation as WireNodeExplanation,
  type NodeExplanationSchema,
} from '../../gen/orchion/v1/placement_pb.js';
import { explanationVerdict, filterVerdict } from './enums.ts';
import { idFromWire, optionalIdFromWire, textOrNull } from './identity.ts';
import { optionalDoubleFromWire } from './numbers.ts';
import { each, WireError } from './wire-error.ts';

/** What a client sees of an explanation. */
export interface ExplanationSeen extends Explanation {
  /** The name of the node that the job is on, or would go to. */
  readonly nodeName: string | null;
}

/** `nodeName`: the name of a node; null where it is gone. */
export function explanationToWire(
  explanation: Explanation,
  { nodeName }: { readonly nodeName: (id: NodeId) => string | null },
): WireExplanation {
  const { nodeId } = explanation;
  return create(ExplanationSchema, {
    verdict: explanationVerdict.toWire(explanation.verdict),
    summary: explanation.summary,
    nodeId: nodeId ?? '',
    nodeName: nodeId === null ? '' : (nodeName(nodeId) ?? ''),
    behindJobId: explanation.behind ?? '',
    queuePosition: explanation.queuePosition ?? undefined,
    nodes: explanation.nodes.map(nodeExplanationToWire),
    nodesOmitted: explanation.nodesOmitted,
  });
}

/** Throws WireError. */
export function explanationFromWire(message: WireExplanation): ExplanationSeen {
  return {
    verdict: explanationVerdict.fromWire(message.verdict, 'verdict'),
    summary: message.summary,
    nodeId: optionalIdFromWire('node', message.nodeId, 'node_id'),
    nodeName: textOrNull(message.nodeName),
    behind: optionalIdFromWire('job', message.behindJobId, 'behind_job_id'),
    queuePosition: message.queuePosition ?? null,
    nodes: each('nodes', message.nodes, nodeExplanationFromWire),
    nodesOmitted: message.nodesOmitted,
  };
}

function nodeExplanationToWire(node: NodeExplanation): MessageInitShape<typeof NodeExplanationSchema> {
  return {
    nodeId: node.nodeId,
    nodeName: node.nodeName,
    verdict: filterVerdict.toWire(node.verdict.kind),
    // Filter, message, have and need are named alike on both sides.
    ...(node.verdict.kind === 'fits' ? {} : node.verdict.reason),
    score: node.score ?? undefined,
  };
}

function nodeExplanationFromWire(message: WireNodeExplanation): NodeExplanation {
  return {
    nodeId: idFromWire('node', message.nodeId, 'node_id'),
    nodeName: message.nodeName,
    verdict: verdictFromWire(message),
    score: optionalDoubleFromWire(message.score, 'score'),
  };
}

function verdictFromWire(message: WireNodeExplanation): FilterVerdict {
  const kind = filterVerdict.fromWire(message.verdict, 'verdict');
  if (kind === 'fits') return { kind };
  const { filter, have, need } = message;
  if (!isPlacementFilter(filter)) {
    throw new WireError('filter', `is no filter of this version: ${JSON.stringify(filter.slice(0, 80))}`);
  }
  return { kind, reason: { filter, message: message.message, have, need } };
}

function isPlacementFilter(name: string): name is PlacementFilter {
  // Widened, since the question is just whether the name is one of them.
  const names: readonly string[] = placementFilters;
  return names.includes(name);
}
