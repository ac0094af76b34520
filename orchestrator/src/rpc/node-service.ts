/** NodeService: decode, call, encode. */
import { create } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import {
  CordonNodeResponseSchema,
  DrainNodeResponseSchema,
  GetNodeResponseSchema,
  ListNodesResponseSchema,
  RemoveNodeResponseSchema,
  UncordonNodeResponseSchema,
  nodeViewToWire,
  optionalDurationFromWire,
  type NodeService,
} from '@orchion/proto';
import type { Orchestrator } from '../app/orchestrator.ts';
import { principalOf } from './call-arguments.ts';
import { invalid, valueOf } from './refusal-error.ts';

export function createNodeService(orchestrator: Orchestrator): ServiceImpl<typeof NodeService> {
  return {
    listNodes: () => create(ListNodesResponseSchema, { nodes: orchestrator.nodes().map(nodeViewToWire) }),
    getNode: ({ node }) => create(GetNodeResponseSchema, { node: nodeViewToWire(valueOf(orchestrator.node(node))) }),
    async cordonNode({ node }, context) {
      const view = valueOf(await orchestrator.cordon(node, principalOf(context)));
      return create(CordonNodeResponseSchema, { node: nodeViewToWire(view) });
    },
    async uncordonNode({ node }, context) {
      const view = valueOf(await orchestrator.uncordon(node, principalOf(context)));
      return create(UncordonNodeResponseSchema, { node: nodeViewToWire(view) });
    },
    async drainNode({ node, deadline }, context) {
      const deadlineMs = optionalDurationFromWire(deadline, 'deadline');
      if (deadlineMs !== null && deadlineMs < 0) {
        throw invalid([{ field: 'deadline', message: `must not be negative, got ${deadlineMs / 1000} s` }]);
      }
      const view = valueOf(await orchestrator.drain(node, deadlineMs, principalOf(context)));
      return create(DrainNodeResponseSchema, { node: nodeViewToWire(view) });
    },
    async removeNode({ node, force }, context) {
      valueOf(await orchestrator.remove(node, force, principalOf(context)));
      return create(RemoveNodeResponseSchema);
    },
  };
}
