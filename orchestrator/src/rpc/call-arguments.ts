/** What several services read of a call. */
import { Code, ConnectError, type HandlerContext } from '@connectrpc/connect';
import { parseId, type JobId, type NodeId } from '@orchion/domain';
import type { Orchestrator } from '../app/orchestrator.ts';
import { callerKey } from './call-values.ts';

/** Who is noted as the doer. */
export function principalOf(context: HandlerContext): string {
  return context.values.get(callerKey) ?? 'anonymous';
}

/** Text that is no job id names no job: NOT_FOUND, as for an id that nobody has. */
export function jobIdFrom(text: string): JobId {
  const id = parseId('job', text);
  if (id !== null) return id;
  const shown = JSON.stringify(text.slice(0, 80));
  throw new ConnectError(`there is no job ${shown}; a job's id looks like job-0123456789ab`, Code.NotFound);
}

/** Names of nodes as they are now; null for one that is gone. */
export function nodeNamesOf(orchestrator: Pick<Orchestrator, 'node'>): (id: NodeId) => string | null {
  return (id) => {
    const outcome = orchestrator.node(id);
    return outcome.kind === 'ok' ? outcome.value.node.name : null;
  };
}
