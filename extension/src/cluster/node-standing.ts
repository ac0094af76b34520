/** How a node stands, in one word, in every view alike. */
import type { NodeSeen } from '@orchion/client';
import type { Say } from './say.ts';

export type NodeStanding = 'ready' | 'cordoned' | 'draining' | 'quarantined' | 'unreachable' | 'lost';

/** In the order in which groups are shown: what needs a look comes first. */
export const standings: readonly NodeStanding[] = [
  'lost',
  'unreachable',
  'quarantined',
  'draining',
  'cordoned',
  'ready',
];

/** One word from two fields: liveness first; where the node is well, what the user wants of it. */
export function standingOf(node: NodeSeen): NodeStanding {
  if (node.liveness !== 'ready') return node.liveness;
  if (node.quarantine !== null) return 'quarantined';
  return node.eligibility === 'schedulable' ? 'ready' : node.eligibility;
}

export function standingWord(standing: NodeStanding, say: Say): string {
  switch (standing) {
    case 'ready':
      return say('ready');
    case 'cordoned':
      return say('cordoned');
    case 'draining':
      return say('draining');
    case 'quarantined':
      return say('quarantined');
    case 'unreachable':
      return say('unreachable');
    case 'lost':
      return say('lost');
  }
}
