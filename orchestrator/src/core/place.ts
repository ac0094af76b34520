/** Records a placement: the attempt with its own lease, and the launch that its node is to be told of. */
import { assert, type Attempt } from '@orchion/domain';
import { outgoingTo, record, type Draft } from './draft.ts';
import type { Placement } from './schedule/schedule.ts';

export function place(draft: Draft, { job: entry, node, allocation }: Placement): void {
  const { job } = entry;
  const { counters } = draft.state;
  const number = job.status.attempts + 1;
  assert(entry.attempts.length === job.status.attempts, 'a job counts its attempts');
  const attempt: Attempt = {
    jobId: job.id,
    number,
    nodeId: node.node.id,
    lease: counters.nextLease,
    state: 'placed',
    desired: 'run',
    stopReason: null,
    allocation,
    placedAt: draft.now,
    startedAt: null,
    endedAt: null,
    end: null,
    logLengths: null,
    products: null,
  };
  record(draft, { kind: 'counters', counters: { ...counters, nextLease: counters.nextLease + 1 } });
  record(draft, { kind: 'attempt-put', attempt });
  const status = { ...job.status, attempts: number, notBefore: 0 };
  record(draft, { kind: 'job-status', jobId: job.id, status });
  node.lastPlaced = attempt.lease;
  draft.counts.placed++;
  outgoingTo(draft, node)?.launches.add(job.id);
}
