/** What must hold of every state between two batches. Checked always in tests and the simulation, sampled in production. */
import { assert, isLiveAttempt, jobStateOf } from '@orchion/domain';
import { addAllocation, allocationOf, emptyUsage } from './node-usage.ts';
import { checkRuns } from './pipeline/invariants.ts';
import { latestAttempt, type ClusterState } from './state.ts';

export function checkInvariants(state: ClusterState): void {
  checkRuns(state);
  for (const entry of state.jobs.values()) {
    const { job, attempts } = entry;
    assert(job.status.outcome === null, `${job.id}: ended jobs are not in memory`);
    assert(attempts.length === job.status.attempts, `${job.id}: counts its attempts`);
    const latest = latestAttempt(entry);
    for (const attempt of attempts) {
      const live = isLiveAttempt(attempt.state);
      assert(live === (attempt.end === null), `${job.id}/${attempt.number}: has an end exactly when it ended`);
      assert(!live || attempt === latest, `${job.id}/${attempt.number}: only the latest attempt is live`);
      assert(attempt.lease < state.counters.nextLease, `${job.id}/${attempt.number}: leases only grow`);
    }
    const waits = jobStateOf(job.status, latest) === 'queued' && (latest === null || !isLiveAttempt(latest.state));
    if (!waits) assert(!state.queue.classOf.has(job.id), `${job.id}: only waiting jobs are queued`);
    if (waits && job.status.notBefore === 0) assert(state.queue.classOf.has(job.id), `${job.id}: waits in the queue`);
  }
  for (const entry of state.nodes.values()) {
    const usage = emptyUsage();
    for (const attempt of entry.live.values()) {
      assert(state.jobs.has(attempt.jobId), `${entry.node.name}: holds attempts of live jobs only`);
      addAllocation(usage, attempt.allocation);
    }
    const [kept, derived] = [JSON.stringify(allocationOf(entry.usage)), JSON.stringify(allocationOf(usage))];
    assert(kept === derived, `${entry.node.name}: usage ${kept} is the sum of its attempts ${derived}`);
    // An inventory may shrink under running work (a machine that comes back smaller); a GPU's shares never can.
    for (const [device, held] of entry.usage.gpus) {
      assert(held.shareMillis <= 1000, `${entry.node.name}: GPU ${device} is not given out twice`);
    }
  }
}
