/** Whether a pipeline's file was held against the cluster, in words: what it was checked against, or why it was not. */
import type { ClientError } from '@orchion/client';
import type { ConnectionState } from '../../../cluster/connection-state.ts';
import type { Say } from '../../../cluster/say.ts';

/** Why nothing can be asked; '' while connected. */
export function notConnectedWords(state: ConnectionState, say: Say): string {
  switch (state.kind) {
    case 'connected':
      return '';
    case 'untrusted':
      return say('this workspace is not trusted');
    case 'connecting':
    case 'starting':
      return say('connecting');
    case 'idle':
    case 'not_started':
      return say('no orchestrator runs');
    case 'failed':
      return say('not connected');
  }
}

/** Why a plan was not made, though somebody was asked. */
export function notPlannedWords({ code, message, violations }: ClientError, say: Say): string {
  if (code === 'unimplemented') return say('this orchestrator is older and cannot plan');
  const [first] = violations;
  return first === undefined ? message : `${first.field}: ${first.message}`;
}

export interface CheckedWords {
  readonly text: string;
  readonly detail: string;
  readonly isWarning: boolean;
}

export interface Checked {
  /** Empty: it was planned. */
  readonly unchecked: string;
  readonly nodes: number;
  /** Inputs that must be given, for which something stood. */
  readonly standIns: readonly string[];
  /** What else could not be checked. */
  readonly open: readonly string[];
}

export function checkedWords({ unchecked, nodes, standIns, open }: Checked, say: Say): CheckedWords {
  if (unchecked !== '') return { text: say('Not checked: {0}', unchecked), detail: open.join(' · '), isWarning: true };
  const text = nodes === 1 ? say('Checked against 1 node') : say('Checked against {0} nodes', nodes);
  const names = standIns.map((name) => `inputs.${name}`).join(', ');
  const guessed = standIns.length === 0 ? '' : say('planned without a value for {0}', names);
  return { text, detail: [guessed, ...open].filter((part) => part !== '').join(' · '), isWarning: false };
}
